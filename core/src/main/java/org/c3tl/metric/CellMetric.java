package org.c3tl.metric;

/** A metric with a value for each perturbation of a context. */
public interface CellMetric extends Metric {
  /**
   * @param block truth and prediction of one context
   * @param p row of the perturbation, where the metric is defined
   * @return the value, or NaN where the case is degenerate
   */
  double value(ContextBlock block, int p);

  /**
   * @param block truth and prediction of one context
   * @param p row of a perturbation whose case is degenerate
   * @return what it counts as
   */
  default double degenerate(ContextBlock block, int p) {
    throw new IllegalStateException(name() + " of finite values is a number");
  }

  /**
   * @param block truth and prediction of one context
   * @return whether there is what the formula needs; else no perturbation has a value
   */
  default boolean isDefined(ContextBlock block) {
    return true;
  }

  /**
   * @param block truth and prediction of one context, where the metric is defined
   * @param p row of a perturbation
   * @return whether the truth of this perturbation asks anything; else it has no value, whatever is predicted
   */
  default boolean isDefined(ContextBlock block, int p) {
    return true;
  }

  @Override
  default Scores score(ContextBlock block) {
    if (!isDefined(block)) {
      return Scores.UNDEFINED;
    }
    double[] values = new double[block.size()];
    int degenerate = 0;
    for (int p = 0; p < values.length; p++) {
      values[p] = Double.NaN;
      if (isDefined(block, p)) {
        values[p] = value(block, p);
        if (Double.isNaN(values[p])) {
          values[p] = degenerate(block, p);
          degenerate++;
        }
      }
    }
    return Scores.perPerturbation(values, degenerate);
  }
}

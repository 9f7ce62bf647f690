package org.c3tl.metric;

/** A metric with a value for each perturbation of a context. */
public interface CellMetric extends Metric {
  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @param block the context, for what a metric needs beside
   * @return the value, or NaN where the case is degenerate
   */
  double value(double[] prediction, double[] truth, ContextBlock block);

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @return what a degenerate case counts as
   */
  double degenerate(double[] prediction, double[] truth);

  @Override
  default Scores score(ContextBlock block) {
    double[] values = new double[block.size()];
    int degenerate = 0;
    for (int p = 0; p < values.length; p++) {
      double[] prediction = block.prediction()[p];
      double[] truth = block.truth()[p];
      values[p] = value(prediction, truth, block);
      if (Double.isNaN(values[p])) {
        values[p] = degenerate(prediction, truth);
        degenerate++;
      }
    }
    return Scores.perPerturbation(values, degenerate);
  }
}

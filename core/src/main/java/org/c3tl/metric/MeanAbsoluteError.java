package org.c3tl.metric;

/**
 * {@code mae}: mean over genes of |δ̂_pg − δ_pg|.
 *
 * <p>Range 0 and up, in units of the effects, lower is better, perfect 0. Never degenerate.
 *
 * <p>Source: cell-eval {@code metrics/_anndata.py}.
 */
public final class MeanAbsoluteError implements CellMetric {
  @Override
  public String name() {
    return "mae";
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public double best() {
    return 0;
  }

  @Override
  public double value(double[] prediction, double[] truth, ContextBlock block) {
    return of(prediction, truth);
  }

  @Override
  public double degenerate(double[] prediction, double[] truth) {
    throw new IllegalStateException("an error of finite values is a number");
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @return the mean absolute error
   */
  public static double of(double[] prediction, double[] truth) {
    double sum = 0;
    for (int g = 0; g < truth.length; g++) {
      sum += Math.abs(prediction[g] - truth[g]);
    }
    return sum / truth.length;
  }
}

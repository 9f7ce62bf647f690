package org.c3tl.metric;

/**
 * {@code mae}: mean over genes of |δ̂_pg − δ_pg|.
 *
 * <p>Range 0 and up, in units of the effects, lower is better, perfect 0. Never degenerate.
 *
 * <p>Source: cell-eval {@code metrics/_anndata.py}.
 */
public final class MeanAbsoluteError implements CellMetric {
  private static final Definition DEFINITION = Definition.error("mae", "effect",
      "Mean absolute difference between predicted and measured effect over the genes.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return of(block.prediction()[p], block.truth()[p]);
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

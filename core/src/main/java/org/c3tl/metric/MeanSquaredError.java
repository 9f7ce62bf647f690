package org.c3tl.metric;

/**
 * {@code mse}: mean over genes of (δ̂_pg − δ_pg)². The control being the same on both sides, it is also the error of the
 * expression profile, so there is no {@code mse_delta} beside it.
 *
 * <p>Range 0 and up, in squared units of the effects, lower is better, perfect 0. Never degenerate.
 *
 * <p>Source: cell-eval {@code metrics/_anndata.py} ({@code mse}, equal to its {@code mse_delta} here).
 */
public final class MeanSquaredError implements CellMetric {
  private static final Definition DEFINITION = Definition.error("mse", "effect²",
      "Mean squared difference between predicted and measured effect over the genes.");

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
   * @return the mean squared error
   */
  public static double of(double[] prediction, double[] truth) {
    double sum = 0;
    for (int g = 0; g < truth.length; g++) {
      sum += (prediction[g] - truth[g]) * (prediction[g] - truth[g]);
    }
    return sum / truth.length;
  }
}

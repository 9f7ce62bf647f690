package org.c3tl.metric;

import java.util.Arrays;

/**
 * {@code r2_delta}: coefficient of determination over genes, 1 − Σ_g (δ_pg − δ̂_pg)² / Σ_g (δ_pg − mean_g δ_p)². The
 * denominator is of the truth; it is not symmetric.
 *
 * <p>Range minus infinity to 1, higher is better, perfect 1; 0 for predicting the mean of the true effect. Unlike a
 * correlation it sees scale and offset. Degenerate where the truth does not vary over genes: 1 if the prediction equals it,
 * else 0.
 *
 * <p>Source: TxPert {@code gspp/metrics.py} ({@code r2_delta}); degenerate rule of scikit-learn's {@code r2_score}.
 */
public final class R2Delta implements CellMetric {
  private static final Definition DEFINITION = Definition.upToOne("r2_delta", Family.CORRELATION,
      "Part of the variance of the measured effect over genes that the prediction explains; sees scale and offset.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return of(block.prediction()[p], block.truth()[p]);
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return Arrays.equals(block.prediction()[p], block.truth()[p]) ? 1 : 0;
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @return the coefficient, or NaN where it is degenerate
   */
  public static double of(double[] prediction, double[] truth) {
    double[] equal = new double[truth.length];
    Arrays.fill(equal, 1);
    return WeightedR2.of(prediction, truth, equal);
  }
}

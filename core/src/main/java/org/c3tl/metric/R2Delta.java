package org.c3tl.metric;

import org.c3tl.data.Correlation;

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
  @Override
  public String name() {
    return "r2_delta";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public double best() {
    return 1;
  }

  @Override
  public double value(double[] prediction, double[] truth, ContextBlock block) {
    return of(prediction, truth);
  }

  @Override
  public double degenerate(double[] prediction, double[] truth) {
    return java.util.Arrays.equals(prediction, truth) ? 1 : 0;
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @return the coefficient, or NaN where it is degenerate
   */
  public static double of(double[] prediction, double[] truth) {
    double mean = Correlation.mean(truth);
    double unexplained = 0;
    double total = 0;
    for (int g = 0; g < truth.length; g++) {
      unexplained += (truth[g] - prediction[g]) * (truth[g] - prediction[g]);
      total += (truth[g] - mean) * (truth[g] - mean);
    }
    return total <= Correlation.ROUNDING * Correlation.sumOfSquares(truth) ? Double.NaN : 1 - unexplained / total;
  }
}

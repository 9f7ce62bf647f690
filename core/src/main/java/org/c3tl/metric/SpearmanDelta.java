package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code spearman_delta}: Pearson correlation of the ranks over genes of predicted and measured effect of one perturbation,
 * ties sharing the mean of their ranks. Unlike {@link PearsonDelta} it is not ruled by the few genes with large effects.
 *
 * <p>Range -1 to 1, higher is better, perfect 1; blind to any increasing change of scale. Degenerate where either side does
 * not vary over genes: -1.
 *
 * <p>Source: Spearman (1904); as SciPy's {@code spearmanr}. cell-eval's {@code de_spearman_lfc_sig} is the same over the
 * genes that respond, see {@link SpearmanSignificant}.
 */
public final class SpearmanDelta implements CellMetric {
  private static final Definition DEFINITION = Definition.correlation("spearman_delta", Family.CORRELATION,
      "Rank correlation over genes between predicted and measured effect.");

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
    return PearsonDelta.DEGENERATE;
  }

  /**
   * @param a values
   * @param b as many values
   * @return their rank correlation, or NaN where one of them does not vary
   */
  public static double of(double[] a, double[] b) {
    return Correlation.pearson(Ranks.of(a), Ranks.of(b));
  }
}

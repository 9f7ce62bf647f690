package org.c3tl.metric;

/**
 * {@code direction_fidelity_yield_raw}: of the genes that are significant in the prediction and have a measured effect, the
 * number whose predicted direction is the measured one, as part of their number or of that of the genes significant in the
 * truth, whichever is larger: k / max(n_pred, n_real). Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range 0 to 1, higher is better, perfect 1; 0.5 by chance for as many calls as there are responding genes. Degenerate
 * where no gene is significant in the prediction: 0. Undefined for a perturbation without genes significant in the truth,
 * and where truth or prediction has no standard deviations.
 *
 * <p>Source: cell-eval2 {@code metrics/direction.py} ({@code de_wilcoxon_direction_fidelity_yield_raw}).
 */
public final class DirectionFidelity implements CellMetric {
  private static final Definition DEFINITION = Definition.share("direction_fidelity_yield_raw", Family.RESPONSE,
      "Share of the genes called significant whose direction is right, lowered where fewer are called than respond.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.hasSignificance();
  }

  @Override
  public boolean isDefined(ContextBlock block, int p) {
    return block.truthSignificance().count[p] > 0;
  }

  @Override
  public double value(ContextBlock block, int p) {
    if (block.significance().count[p] == 0) {
      return Double.NaN;
    }
    boolean[] called = new boolean[block.genes().size()];
    for (int g = 0; g < called.length; g++) {
      called[g] = block.significance().is(p, g);
    }
    return of(block.prediction()[p], block.truth()[p], called, block.truthSignificance().count[p]);
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return 0;
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @param called whether each gene is significant in the prediction
   * @param real how many genes are significant in the truth, at least 1
   * @return the fidelity
   */
  static double of(double[] prediction, double[] truth, boolean[] called, int real) {
    int right = 0;
    int judged = 0;
    for (int g = 0; g < called.length; g++) {
      if (called[g] && truth[g] != 0) {
        judged++;
        right += Math.signum(prediction[g]) == Math.signum(truth[g]) ? 1 : 0;
      }
    }
    return (double) right / Math.max(judged, real);
  }
}

package org.c3tl.metric;

import java.util.Arrays;

/**
 * {@code de_spearman_lfc_sig}: rank correlation between predicted and measured effect over the significant genes of the
 * truth. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range -1 to 1, higher is better, perfect 1. Degenerate where the prediction is the same for all those genes: -1.
 * Undefined for a perturbation with fewer than two significant genes of different effects, and where the truth has no
 * standard deviations.
 *
 * <p>Source: cell-eval {@code metrics/_de.py}.
 */
public final class SpearmanSignificant implements CellMetric {
  private static final Definition DEFINITION = Definition.correlation("de_spearman_lfc_sig", Family.RESPONSE,
      "Rank correlation between predicted and measured effect over the significant genes.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.truthSd() != null;
  }

  @Override
  public boolean isDefined(ContextBlock block, int p) {
    double[] truth = significant(block, p, block.truth()[p]);
    return truth.length > 1 && !Double.isNaN(SpearmanDelta.of(truth, truth));
  }

  @Override
  public double value(ContextBlock block, int p) {
    return SpearmanDelta.of(significant(block, p, block.prediction()[p]), significant(block, p, block.truth()[p]));
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return PearsonDelta.DEGENERATE;
  }

  private static double[] significant(ContextBlock block, int p, double[] values) {
    Significance truth = block.truthSignificance();
    double[] picked = new double[truth.count[p]];
    int n = 0;
    for (int g = 0; g < values.length; g++) {
      if (truth.is(p, g)) {
        picked[n++] = values[g];
      }
    }
    return Arrays.copyOf(picked, n);
  }
}

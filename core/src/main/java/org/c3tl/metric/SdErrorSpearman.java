package org.c3tl.metric;

/**
 * {@code sd_error_spearman}: rank correlation over genes between the predicted standard deviation and the error |δ̂_pg −
 * δ_pg|: are the doubtful predictions those that are off?
 *
 * <p>Range -1 to 1, higher is better; even a perfect standard deviation stays well below 1, since single errors scatter.
 * Its best value is given as 1. Degenerate where the standard deviation, or the error, is the same for all genes: -1.
 * Undefined where the prediction has no standard deviations.
 *
 * <p>Source: Scalia et al. (2020), "Evaluating scalable uncertainty estimation methods for deep learning-based molecular
 * property prediction" (ranking-based); no peer has it.
 */
public final class SdErrorSpearman implements CellMetric {
  private static final Definition DEFINITION = Definition.correlation("sd_error_spearman", Family.UNCERTAINTY,
      "Rank correlation over genes between predicted standard deviation and error.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.sd() != null;
  }

  @Override
  public double value(ContextBlock block, int p) {
    double[] error = PearsonDeltaPert.minus(block.prediction()[p], block.truth()[p]);
    for (int g = 0; g < error.length; g++) {
      error[g] = Math.abs(error[g]);
    }
    return SpearmanDelta.of(block.sd()[p], error);
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return PearsonDelta.DEGENERATE;
  }
}

package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code mse_norm}: squared error of a context as part of the squared size of its measured effects,
 * Σ_pg (δ̂_pg − δ_pg)² / Σ_pg δ_pg². Strong effects count more than weak ones, and the unit cancels.
 *
 * <p>Range 0 and up, lower is better, perfect 0; 1 for predicting no change. Never degenerate; undefined for a context whose
 * measured effects are all 0.
 *
 * <p>Source: cell-eval2 {@code expr_mse_unbiased_capped_norm} (Σ_p N_p / Σ_p D_p) without its corrections for the noise of
 * cells, which bulk effects do not tell; hence another name.
 */
public final class NormalisedError implements Metric {
  private static final Definition DEFINITION = Definition.error("mse_norm", "",
      "Squared error as part of the squared size of the measured effects; predicting no change gives 1.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    double error = 0;
    double size = 0;
    for (int p = 0; p < block.size(); p++) {
      error += MeanSquaredError.of(block.prediction()[p], block.truth()[p]) * block.genes().size();
      size += Correlation.sumOfSquares(block.truth()[p]);
    }
    return size == 0 ? Scores.UNDEFINED : Scores.ofContext(error / size, 0, 1);
  }
}

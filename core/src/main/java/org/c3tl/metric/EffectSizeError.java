package org.c3tl.metric;

/**
 * {@code lfc_nmae}: absolute error over the significant genes of the truth as part of their absolute effects,
 * Σ_R |δ̂_pg − δ_pg| / Σ_R |δ_pg|. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range 0 and up, lower is better, perfect 0; 1 for predicting no change. Never degenerate. Undefined for a perturbation
 * with fewer than 10 significant genes, and where the truth has no standard deviations.
 *
 * <p>Source: cell-eval2 {@code metrics/de.py} ({@code de_wilcoxon_lfc_nmae}).
 */
public final class EffectSizeError implements CellMetric {
  /** Fewer genes than this do not make a size. */
  private static final int LEAST = 10;

  private static final Definition DEFINITION = new Definition("lfc_nmae", Family.RESPONSE, Direction.LOWER, 0, 0,
      Double.POSITIVE_INFINITY, "",
      "Absolute error over the significant genes as part of their absolute effects; predicting no change gives 1.");

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
    return block.truthSignificance().count[p] >= LEAST;
  }

  @Override
  public double value(ContextBlock block, int p) {
    boolean[] gate = new boolean[block.genes().size()];
    for (int g = 0; g < gate.length; g++) {
      gate[g] = block.truthSignificance().is(p, g);
    }
    return of(block.prediction()[p], block.truth()[p], gate);
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @param gate which genes to count; some of them with an effect
   * @return the error
   */
  static double of(double[] prediction, double[] truth, boolean[] gate) {
    double error = 0;
    double size = 0;
    for (int g = 0; g < truth.length; g++) {
      if (gate[g]) {
        error += Math.abs(prediction[g] - truth[g]);
        size += Math.abs(truth[g]);
      }
    }
    return error / size;
  }
}

package org.c3tl.metric;

/**
 * {@code de_direction_match}: share of the genes that respond for which the predicted effect has the measured sign. Those
 * are the significant genes (see {@link PrecisionRecallArea}) where the truth has standard deviations; else there are no
 * p-values and they are the 100 genes of largest |δ|. Never the gene that the perturbation bears the name of. A gene
 * predicted not to change is a miss.
 *
 * <p>Range 0 to 1, higher is better, perfect 1; 0.5 by chance. Degenerate where no gene is predicted to change: 0.
 * Undefined for a perturbation without responding genes.
 *
 * <p>Source: cell-eval {@code _de.py}.
 */
public final class DirectionMatch implements CellMetric {
  private static final Definition DEFINITION = Definition.share("de_direction_match", Family.RESPONSE,
      "Share of the responding genes that are predicted to change in the measured direction; 0.5 by chance.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block, int p) {
    return !Double.isNaN(block.topGenes().direction[p]);
  }

  @Override
  public double value(ContextBlock block, int p) {
    return block.topGenes().silent[p] ? Double.NaN : block.topGenes().direction[p];
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return 0;
  }
}

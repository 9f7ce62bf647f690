package org.c3tl.metric;

/**
 * {@code de_sig_genes_recall}: share of the genes that are significant in the truth that are significant in the prediction
 * too, |R ∩ S| / |R|. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range 0 to 1, higher is better, perfect 1; a prediction that calls every gene gets 1, so read it beside
 * {@link SignificantJaccard}. Never degenerate. Undefined for a perturbation without significant genes, and where truth or
 * prediction has no standard deviations.
 *
 * <p>Source: cell-eval {@code metrics/_de.py}, which counts a perturbation without significant genes as 0.
 */
public final class SignificantRecall implements CellMetric {
  private static final Definition DEFINITION = Definition.share("de_sig_genes_recall", Family.RESPONSE,
      "Share of the significant genes that are significant in the prediction too.");

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
    SignificantCounts n = SignificantCounts.of(block, p);
    return (double) n.both() / n.real();
  }
}

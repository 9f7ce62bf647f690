package org.c3tl.metric;

/**
 * {@code sig_jaccard}: genes that are significant in truth and prediction, as part of those that are in either, |R ∩ S| /
 * |R ∪ S|. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range 0 to 1, higher is better, perfect 1. Never degenerate: where no gene is significant on either side both agree that
 * nothing responds, 1. Undefined where truth or prediction has no standard deviations.
 *
 * <p>Source: cell-eval2 {@code metrics/de.py} ({@code de_wilcoxon_sig_jaccard}).
 */
public final class SignificantJaccard implements CellMetric {
  private static final Definition DEFINITION = Definition.share("sig_jaccard", Family.RESPONSE,
      "Genes significant in truth and prediction, as part of those significant in either.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.hasSignificance();
  }

  @Override
  public double value(ContextBlock block, int p) {
    SignificantCounts n = SignificantCounts.of(block, p);
    int either = n.real() + n.predicted() - n.both();
    return either == 0 ? 1 : (double) n.both() / either;
  }
}

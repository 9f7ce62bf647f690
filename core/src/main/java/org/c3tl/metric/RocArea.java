package org.c3tl.metric;

/**
 * {@code roc_auc}: area under the receiver operating curve of finding the genes that are significant in the truth by −log₁₀
 * of the adjusted p-value of the prediction, clipped to 1e-10 … 1: the probability that a gene that responds is called more
 * surely than one that does not, ties counting half. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range 0 to 1, higher is better, perfect 1; 0.5 by chance. Never degenerate: if all genes are called alike, that is the
 * value. Undefined for a perturbation without significant genes or with nothing else, and where truth or prediction has no
 * standard deviations.
 *
 * <p>Source: cell-eval {@code metrics/_de.py}.
 */
public final class RocArea implements CallMetric {
  private static final Definition DEFINITION = Definition.share("roc_auc", Family.RESPONSE,
      "Probability that a significant gene is called more surely than another; 0.5 by chance.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return Calls.of(block, p).rocArea();
  }
}

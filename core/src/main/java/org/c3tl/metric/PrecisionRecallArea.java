package org.c3tl.metric;

/**
 * {@code pr_auc}: area under the curve of precision over recall (average precision, Σ_n (R_n − R_{n−1}) P_n) of finding the
 * genes that are significant in the truth by −log₁₀ of the adjusted p-value of the prediction, clipped to 1e-10 … 1.
 *
 * <p>Significance: p is two-sided of z = δ/sd under the normal distribution, adjusted over the genes of a perturbation by
 * Benjamini and Hochberg, and significant below 0.05. The gene that the perturbation bears the name of does not take part.
 *
 * <p>Range 0 to 1, higher is better, perfect 1; the part of genes that respond by chance. Never degenerate: if all genes
 * are called alike, that is the value. Undefined for a perturbation without significant genes or with nothing else, and
 * where truth or prediction has no standard deviations.
 *
 * <p>Source: cell-eval {@code metrics/_de.py}.
 */
public final class PrecisionRecallArea implements CallMetric {
  private static final Definition DEFINITION = Definition.share("pr_auc", Family.RESPONSE,
      "How surely the significant genes are called before the others: area under precision over recall.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return Calls.of(block, p).averagePrecision();
  }
}

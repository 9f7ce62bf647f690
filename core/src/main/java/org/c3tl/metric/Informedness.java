package org.c3tl.metric;

/**
 * {@code sig_informedness}: recall less the rate of false calls, |R ∩ S| / |R| − |S ∖ R| / (G − |R|), G being the number
 * of genes. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range -1 to 1, higher is better, perfect 1, 0 by chance. Never degenerate: calling no gene, or every gene, gives 0.
 * Undefined for a perturbation without significant genes or with nothing else, and where truth or prediction has no
 * standard deviations.
 *
 * <p>Source: cell-eval2 {@code metrics/de.py} ({@code de_sig_agreement}), where what the truth leaves undefined counts -1.
 */
public final class Informedness implements CallMetric {
  private static final Definition DEFINITION = Definition.correlation("sig_informedness", Family.RESPONSE,
      "Recall of the significant genes less the rate of false calls; 0 by chance.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return SignificantCounts.of(block, p).informedness();
  }
}

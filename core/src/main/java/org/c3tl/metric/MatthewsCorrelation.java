package org.c3tl.metric;

/**
 * {@code sig_mcc}: Matthews correlation coefficient of being significant in truth and prediction,
 * (|R ∩ S| G − |R| |S|) / √(|R| |S| (G − |R|) (G − |S|)), G being the number
 * of genes. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range -1 to 1, higher is better, perfect 1, 0 by chance. Degenerate where no gene, or every gene, is significant in
 * the prediction: -1. Undefined for a perturbation without significant genes or with nothing else, and where truth or
 * prediction has no standard deviations.
 *
 * <p>Source: cell-eval2 {@code metrics/de.py} ({@code de_sig_agreement}), where what the truth leaves undefined counts -1.
 */
public final class MatthewsCorrelation implements CallMetric {
  private static final Definition DEFINITION = Definition.correlation("sig_mcc", Family.RESPONSE,
      "Matthews correlation of being significant in truth and prediction; 0 by chance.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return SignificantCounts.of(block, p).mcc();
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return PearsonDelta.DEGENERATE;
  }
}

package org.c3tl.metric;

/**
 * {@code de_spearman_sig}: rank correlation over perturbations between the numbers of genes that are significant in truth
 * and in prediction, |R_p| and |S_p|: is it known which perturbations do much? Significance as in
 * {@link PrecisionRecallArea}.
 *
 * <p>Range -1 to 1, higher is better, perfect 1. Degenerate where the prediction has as many for all perturbations: -1.
 * Undefined where the truth has, and where truth or prediction has no standard deviations.
 *
 * <p>Source: cell-eval {@code metrics/_de.py}.
 */
public final class SpearmanCounts implements Metric {
  private static final Definition DEFINITION = Definition.correlation("de_spearman_sig", Family.RESPONSE,
      "Rank correlation over perturbations between the numbers of significant genes in truth and prediction.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    if (!block.hasSignificance()) {
      return Scores.UNDEFINED;
    }
    double[] truth = widen(block.truthSignificance().count);
    if (Double.isNaN(SpearmanDelta.of(truth, truth))) {
      return Scores.UNDEFINED;
    }
    double r = SpearmanDelta.of(widen(block.significance().count), truth);
    return Double.isNaN(r) ? Scores.ofContext(PearsonDelta.DEGENERATE, 1, 1) : Scores.ofContext(r, 0, 1);
  }

  private static double[] widen(int[] counts) {
    return java.util.Arrays.stream(counts).asDoubleStream().toArray();
  }
}

package org.c3tl.metric;

/**
 * {@code centroid_accuracy}: share of the other perturbations whose measured effect is strictly farther from the prediction
 * than that of its own, #{q: ‖δ̂_p − δ_q‖ > ‖δ̂_p − δ_p‖} / (P − 1), Euclidean over all genes; the control being the same,
 * it is that of the expression profiles. CellSimBench calls it NIR.
 *
 * <p>Range 0 to 1, higher is better, perfect 1 where measured effects differ; about 0.5 by chance. Ties count against the
 * prediction, which is what sets it apart from {@code discrimination_score_l2} where no perturbation bears a gene's name.
 * Never degenerate; undefined for a context with a single perturbation.
 *
 * <p>Source: Systema {@code centroid_accuracy.py}; CellSimBench {@code core/metrics_engine.py}.
 */
public final class CentroidAccuracy implements CellMetric {
  private static final Definition DEFINITION = Definition.share("centroid_accuracy", Family.DISCRIMINATION,
      "Share of the other perturbations whose measured profile is strictly farther from the prediction than that of its own.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.size() > 1;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return block.discrimination().farther[p] / (block.size() - 1);
  }
}

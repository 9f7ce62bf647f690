package org.c3tl.metric;

/**
 * {@code skill_replicate}: where a prediction stands between the mean baseline and a repeat of the experiment, (u − b) / (r
 * − b), where u is the context's {@link PearsonDelta} of the prediction, b that of the {@code mean} baseline on the same
 * cells, and r the replicate ceiling: the mean correlation of two halves of the replicates, taken to the full number of
 * replicates by Spearman and Brown's 2h / (1 + h).
 *
 * <p>Range not bounded, higher is better; 0 for the mean baseline, 1 for a repeat of the experiment, more for a prediction
 * that is less noisy than one. Its best value is given as 1. Never degenerate. Undefined where replicates are not given,
 * agree no better than by chance (h ≤ 0), or no better than the baseline does (r ≤ b).
 *
 * <p>Source: cell-eval2 {@code docs/metrics.md} sections 6 and 6b.
 */
public final class ReplicateSkill implements Metric {
  private static final PearsonDelta PEARSON = new PearsonDelta();

  private static final Definition DEFINITION = new Definition("skill_replicate", Family.SKILL, Direction.HIGHER, 1,
      Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "",
      "pearson_delta on the scale from the mean baseline (0) to a repeat of the experiment (1).");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    if (block.firstHalf() == null) {
      return Scores.UNDEFINED;
    }
    return scores(PEARSON.score(block).context(), PEARSON.score(block.withPrediction(block.baseline())).context(),
        ceiling(block));
  }

  /**
   * @param u value of the prediction
   * @param b value of the baseline on the same cells
   * @param r value of a replicate; NaN or at most 0 where replicates agree no better than by chance
   * @return the skill, undefined where there is nothing between baseline and replicate to measure by
   */
  public static Scores scores(double u, double b, double r) {
    return r > 0 && r > b ? Scores.ofContext(of(u, b, r), 0, 1) : Scores.UNDEFINED;
  }

  /**
   * @param block a context with halves of replicates
   * @return the replicate ceiling of {@code pearson_delta}, or NaN where the halves agree no better than by chance
   */
  public static double ceiling(ContextBlock block) {
    double sum = 0;
    for (int p = 0; p < block.size(); p++) {
      double h = PearsonDelta.of(block.firstHalf()[p], block.secondHalf()[p]);
      sum += Double.isNaN(h) ? 0 : h;
    }
    return spearmanBrown(sum / block.size());
  }

  /**
   * @param half correlation of two halves
   * @return correlation to be expected of two wholes, or NaN where that of the halves is not above 0
   */
  public static double spearmanBrown(double half) {
    return half > 0 ? 2 * half / (1 + half) : Double.NaN;
  }

  /**
   * @param u value of the prediction
   * @param b value of the baseline
   * @param r value of a replicate, above the baseline's
   * @return the place between them
   */
  public static double of(double u, double b, double r) {
    return (u - b) / (r - b);
  }
}

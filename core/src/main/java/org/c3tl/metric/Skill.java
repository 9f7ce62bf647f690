package org.c3tl.metric;

/**
 * {@code skill}: how much of what the mean baseline leaves is gained, (u − b) / (1 − b), where u is the context's
 * {@link PearsonDelta} of the prediction and b that of the {@code mean} baseline on the same cells.
 *
 * <p>Range minus infinity to 1, higher is better, perfect 1; 0 for the mean baseline itself, negative for worse. Not clipped
 * at 0, so that harm is seen. Degenerate where the baseline is perfect: 0 for a prediction that is so too, else -1.
 *
 * <p>Source: cell-eval {@code _score.py} ({@code _calc_norm_by_one}), which clips.
 */
public final class Skill implements Metric {
  private static final double PERFECT = 1 - 1e-12;
  private static final PearsonDelta PEARSON = new PearsonDelta();

  private static final Definition DEFINITION = Definition.upToOne("skill", Family.SKILL,
      "Part of what the mean baseline leaves to be gained in pearson_delta that is gained; 0 for the mean baseline.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    double u = PEARSON.score(block).context();
    double b = PEARSON.score(block.withPrediction(block.baseline())).context();
    double skill = of(u, b);
    return Double.isNaN(skill) ? Scores.ofContext(u >= PERFECT ? 0 : -1, 1, 1) : Scores.ofContext(skill, 0, 1);
  }

  /**
   * @param u value of the prediction, best 1
   * @param b value of the baseline
   * @return the skill, or NaN where the baseline is perfect
   */
  public static double of(double u, double b) {
    return b >= PERFECT ? Double.NaN : (u - b) / (1 - b);
  }
}

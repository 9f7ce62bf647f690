package org.c3tl.metric;

/**
 * {@code skill_mse}: part of the mean baseline's error that is removed, 1 − u / b, where u is the context's
 * {@link MeanSquaredError} of the prediction and b that of the {@code mean} baseline on the same cells.
 *
 * <p>Range minus infinity to 1, higher is better, perfect 1; 0 for the mean baseline itself, negative for worse. Not
 * clipped at 0. Degenerate where the baseline is perfect: 0 for a prediction that is so too, else -1.
 *
 * <p>Source: cell-eval {@code _score.py} ({@code _calc_norm_by_zero}), which clips.
 */
public final class ErrorSkill implements Metric {
  private static final MeanSquaredError ERROR = new MeanSquaredError();

  private static final Definition DEFINITION = Definition.upToOne("skill_mse", Family.SKILL,
      "Part of the mean baseline's mean squared error that is removed; 0 for the mean baseline.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    double u = ERROR.score(block).context();
    double b = ERROR.score(block.withPrediction(block.baseline())).context();
    double skill = of(u, b);
    return Double.isNaN(skill) ? Scores.ofContext(u == 0 ? 0 : -1, 1, 1) : Scores.ofContext(skill, 0, 1);
  }

  /**
   * @param u error of the prediction, best 0
   * @param b error of the baseline
   * @return the skill, or NaN where the baseline is perfect
   */
  public static double of(double u, double b) {
    return b == 0 ? Double.NaN : 1 - u / b;
  }
}

package org.c3tl.metric;

import java.util.Arrays;

/**
 * What a metric says about one context. This class is immutable; {@link #perPerturbation()} hands out its own storage.
 *
 * @param perPerturbation one value per perturbation, or null where the metric has but one value for the context
 * @param context value of the context; the mean over the perturbations where there are such values. NaN where the truth of
 *     this context does not define the metric, whatever is predicted
 * @param degenerate how many of the values entered as degenerate
 * @param of how many values there are (perturbations, genes or 1), so that {@code degenerate} can be judged
 */
public record Scores(double[] perPerturbation, double context, int degenerate, int of) {
  /**
   * @param values one value per perturbation, at least one
   * @param degenerate how many of them are degenerate
   * @return the scores, whose context value is the mean
   */
  public static Scores perPerturbation(double[] values, int degenerate) {
    return new Scores(values, Arrays.stream(values).sum() / values.length, degenerate, values.length);
  }

  /**
   * @param value value of the context as a whole; NaN where the truth does not define it
   * @param degenerate how many of the values behind it are degenerate
   * @param of how many values are behind it
   * @return the scores
   */
  public static Scores ofContext(double value, int degenerate, int of) {
    return new Scores(null, value, degenerate, of);
  }
}

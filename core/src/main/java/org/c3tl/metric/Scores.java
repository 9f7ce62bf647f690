package org.c3tl.metric;

/**
 * What a metric says about one context. This class is immutable; {@link #perPerturbation()} hands out its own storage.
 *
 * @param perPerturbation one value per perturbation, NaN where it is undefined for this perturbation; null where the metric has
 *     but one value for the context, or none
 * @param context value of the context; the mean over the perturbations that have a value where there are such values. NaN
 *     where the metric is undefined
 * @param degenerate how many of the values entered as degenerate
 * @param of how many values there are (perturbations, genes or 1), so that {@code degenerate} can be judged
 */
public record Scores(double[] perPerturbation, double context, int degenerate, int of) {
  /** Of a context for which the metric is undefined. */
  public static final Scores UNDEFINED = new Scores(null, Double.NaN, 0, 0);

  /**
   * @param values one value per perturbation, NaN where undefined; at least one
   * @param degenerate how many of them are degenerate
   * @return the scores, whose context value is the mean of what is defined
   */
  public static Scores perPerturbation(double[] values, int degenerate) {
    double sum = 0;
    int of = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        of++;
      }
    }
    return of == 0 ? UNDEFINED : new Scores(values, sum / of, degenerate, of);
  }

  /**
   * @param value value of the context as a whole; NaN where it is undefined
   * @param degenerate how many of the values behind it are degenerate
   * @param of how many values are behind it
   * @return the scores
   */
  public static Scores ofContext(double value, int degenerate, int of) {
    return new Scores(null, value, degenerate, of);
  }
}

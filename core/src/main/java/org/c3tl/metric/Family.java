package org.c3tl.metric;

import java.util.Locale;

/** What a metric asks of a prediction; reports group metrics by it. */
public enum Family {
  /** Does the predicted pattern of effects resemble the measured one? */
  CORRELATION,
  /** How far off are the predicted values? */
  ERROR,
  /** Is a prediction nearest to the measurement of its own perturbation? */
  DISCRIMINATION,
  /** Are the genes that respond found, and the directions in which they do? */
  RESPONSE,
  /** How much better than the mean baseline, on a scale from it to the best possible? */
  SKILL,
  /** Do the predicted standard deviations tell how far off the predictions are? */
  UNCERTAINTY;

  /**
   * @return the name used in files: {@code correlation} and so on
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

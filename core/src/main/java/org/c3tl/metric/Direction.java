package org.c3tl.metric;

import java.util.Locale;

/** Which values of a metric are better. */
public enum Direction {
  /** The larger the better. */
  HIGHER,
  /** The smaller the better. */
  LOWER,
  /** The nearer to {@link Metric#best()} the better, from either side. */
  NEAREST;

  /**
   * @return the name used in files: {@code higher}, {@code lower}, {@code nearest}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

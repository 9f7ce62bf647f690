package org.c3tl.pseudobulk;

import java.util.Locale;

/** How the cells of a group become one profile. */
public enum Aggregate {
  /** Each cell is normalised to the target sum, then {@code log1p}, then the mean over cells. */
  MEAN,
  /** Counts are summed over cells, the sum is normalised to the target sum, then {@code log1p}. */
  SUM;

  /**
   * @return the name used on the command line and in files: {@code mean}, {@code sum}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.c3tl.pseudobulk;

import org.c3tl.data.InvalidInputException;

/**
 * Total that the counts of a cell (or group) are scaled to.
 *
 * @param value the total, above 0; NaN means the median total of all labelled cells that have counts, which is scanpy's
 *     default
 */
public record TargetSum(double value) {
  /** Scale to the median total. */
  public static final TargetSum MEDIAN = new TargetSum(Double.NaN);

  /** Refuses totals that are not positive. */
  public TargetSum {
    if (value <= 0 || Double.isInfinite(value)) {
      throw new InvalidInputException("The target sum is " + value + "; it must be a number above 0, or 'median'.");
    }
  }

  /**
   * @return whether the median is meant
   */
  public boolean isMedian() {
    return Double.isNaN(value);
  }

  /**
   * @param text a positive number or {@code median}
   * @return the target sum
   * @throws InvalidInputException if it is neither
   */
  public static TargetSum of(String text) {
    if (text.equalsIgnoreCase("median")) {
      return MEDIAN;
    }
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = 0;
    }
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new InvalidInputException("The target sum is '" + text + "'; it must be a number above 0, or 'median'.");
    }
    return new TargetSum(number);
  }

  @Override
  public String toString() {
    return isMedian() ? "median" : value == Math.rint(value) && value < 1e15 ? Long.toString((long) value)
        : Double.toString(value);
  }
}

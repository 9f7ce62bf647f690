package org.c3tl.io;

import java.io.IOException;

/**
 * Guesses what the values of a matrix are, from some or all of them. Zeros say nothing and are ignored. The rules: NaN or
 * Inf, or nothing but zeros: unknown; a negative value: effects; whole numbers only: counts; fractions and a maximum below
 * {@value #LOG_LIMIT}: log-normalised (log1p of 1e6 is 13.8); otherwise unknown.
 */
public final class ValueSniffer {
  /** No logarithm of a normalised count reaches this. */
  public static final double LOG_LIMIT = 15;
  private static final int WINDOWS = 64;
  private static final int LENGTH = 4096;

  private long nonZeros;
  private long fractions;
  private long negatives;
  private long notFinite;
  private double min;
  private double max;

  /**
   * Looks at up to about 260,000 stored values, spread evenly over the whole matrix.
   *
   * @param matrix any matrix
   * @return what was seen
   * @throws IOException if the disc fails
   * @throws org.c3tl.data.InvalidInputException if the file is damaged
   */
  public static ValueSniffer sample(StoredMatrix matrix) throws IOException {
    ValueSniffer sniffer = new ValueSniffer();
    if (matrix instanceof Sampled sampled) {
      try {
        sampled.sample(WINDOWS, LENGTH, (values, count) -> sniffer.add(values, 0, count));
      } catch (java.io.UncheckedIOException e) {
        throw e.getCause();
      }
    } else {
      matrix.forEachBlock(1 << 18, b -> sniffer.add(b.values, 0, b.starts[b.majorCount]));
    }
    return sniffer;
  }

  /**
   * @param values where the values are
   * @param from first of them
   * @param to end of them, exclusive
   */
  public void add(double[] values, int from, int to) {
    // No branches, which half of the values would take unforeseen: a file may have billions.
    long zeros = 0;
    long whole = 0;
    long finite = 0;
    long below = 0;
    double least = min;
    double most = max;
    for (int i = from; i < to; i++) {
      double v = values[i];
      boolean isFinite = Math.abs(v) <= Double.MAX_VALUE;
      zeros += v == 0 ? 1 : 0;
      whole += v == Math.rint(v) ? 1 : 0;
      finite += isFinite ? 1 : 0;
      double seen = isFinite ? v : 0;
      below += seen < 0 ? 1 : 0;
      least = seen < least ? seen : least;
      most = seen > most ? seen : most;
    }
    int n = to - from;
    nonZeros += n - zeros;
    fractions += n - whole;
    notFinite += n - finite;
    negatives += below;
    min = least;
    max = most;
  }

  /**
   * @param other what was seen of other values
   */
  void add(ValueSniffer other) {
    nonZeros += other.nonZeros;
    fractions += other.fractions;
    negatives += other.negatives;
    notFinite += other.notFinite;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /**
   * @return the guess
   */
  public ValueKind kind() {
    if (nonZeros == 0 || notFinite > 0) {
      return ValueKind.UNKNOWN;
    }
    if (negatives > 0) {
      return ValueKind.EFFECTS;
    }
    if (fractions == 0) {
      return ValueKind.COUNTS;
    }
    return max < LOG_LIMIT ? ValueKind.LOG_NORMALISED : ValueKind.UNKNOWN;
  }

  /**
   * @return what led to the guess, as part of a sentence
   */
  public String reason() {
    if (nonZeros == 0) {
      return "there are no values but zeros";
    }
    if (notFinite > 0) {
      return notFinite + " values are NaN or infinite";
    }
    if (negatives > 0) {
      return "there are negative values";
    }
    return fractions == 0 ? "all values are whole numbers" : max < LOG_LIMIT ? "there are fractions, and none reaches 15"
        : "there are fractions, and values of 15 and more";
  }

  /**
   * @return number of values seen that are not 0
   */
  public long nonZeros() {
    return nonZeros;
  }

  /**
   * @return number of NaN and infinite values seen
   */
  public long notFinite() {
    return notFinite;
  }

  /**
   * @return the smallest finite value seen, at most 0
   */
  public double min() {
    return min;
  }

  /**
   * @return the largest finite value seen, at least 0
   */
  public double max() {
    return max;
  }
}

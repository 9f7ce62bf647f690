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
  private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
  private static final long ALL_WHOLE = Double.doubleToRawLongBits(0x1p52);

  private long nonZeros;
  private long fractions;
  private long negatives;
  private long notFinite;
  private double min;
  private double max;
  private double sum;
  /** Rounding errors of the sum. */
  private double rest;

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
    // One pass on the bits, without branches, which half of the values would take unforeseen: a file may have billions.
    int zeros = 0;
    int whole = 0;
    int infinite = 0;
    int below = 0;
    long least = 0;
    long most = 0;
    double total = 0;
    double lost = 0;
    for (int i = from; i < to; i++) {
      double v = values[i];
      // Knuth's sum of two numbers.
      double t = total + v;
      double z = t - total;
      lost += (total - (t - z)) + (v - z);
      total = t;
      long bits = Double.doubleToRawLongBits(v);
      long size = bits & Long.MAX_VALUE;
      zeros += size == 0 ? 1 : 0;
      // Adding 2^52 and taking it away rounds to a whole number; from there on all numbers are whole.
      long rounded = Double.doubleToRawLongBits((Double.longBitsToDouble(size) + 0x1p52) - 0x1p52);
      whole += rounded == size || size >= ALL_WHOLE ? 1 : 0;
      infinite += size >= INFINITE ? 1 : 0;
      // In the order of the numbers, as integers.
      long key = size >= INFINITE ? 0 : bits ^ bits >> 63 >>> 1;
      // Not so for -0.
      below += (int) (key >>> 63 & -size >>> 63);
      least = Math.min(least, key);
      most = Math.max(most, key);
    }
    int n = to - from;
    nonZeros += n - zeros;
    fractions += n - whole;
    notFinite += infinite;
    negatives += below;
    min = Math.min(min, number(least) + 0.0);
    max = Math.max(max, number(most));
    add(total, lost);
  }

  /** The number of a key. */
  private static double number(long key) {
    return Double.longBitsToDouble(key ^ key >> 63 >>> 1);
  }

  private void add(double total, double lost) {
    double t = sum + total;
    double z = t - sum;
    rest += (sum - (t - z)) + (total - z) + lost;
    sum = t;
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
    add(other.sum, other.rest);
  }

  /**
   * @return sum of the values seen, without the rounding errors of a plain sum; not finite if one of them is not
   */
  public double sum() {
    return Double.isFinite(sum) ? sum + rest : sum;
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

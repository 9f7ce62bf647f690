package org.c3tl.metric;

import java.util.Arrays;

/** Ranks of values, ties sharing the mean of the ranks they span. */
final class Ranks {
  private Ranks() { }

  /**
   * @param values finite values
   * @return rank of each, from 1 for the smallest
   */
  static double[] of(double[] values) {
    int n = values.length;
    int[] order = order(values);
    double[] ranks = new double[n];
    int end;
    for (int first = 0; first < n; first = end) {
      double value = values[order[first]];
      end = first + 1;
      while (end < n && values[order[end]] == value) {
        end++;
      }
      for (int i = first; i < end; i++) {
        ranks[order[i]] = (first + 1 + end) / 2.0;
      }
    }
    return ranks;
  }

  /** Positions of the values in increasing order. */
  private static int[] order(double[] values) {
    int n = values.length;
    // Sorting numbers whose last bits are the position is several times faster than sorting positions by a comparison.
    int bits = 64 - Long.numberOfLeadingZeros(n);
    long position = (1L << bits) - 1;
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      long raw = Double.doubleToRawLongBits(values[i] + 0.0); // -0 is 0
      keys[i] = (raw ^ raw >> 63 & Long.MAX_VALUE) & ~position | i;
    }
    Arrays.sort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int at = (int) (keys[i] & position);
      int j = i;
      // Values that differ in the bits given up come as they stood.
      while (j > 0 && values[order[j - 1]] > values[at]) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = at;
    }
    return order;
  }

  /**
   * @param sorted values in increasing order
   * @param value any value
   * @return how many of them are smaller. -0 is 0, which a binary search of {@link Arrays} tells apart
   */
  static int below(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

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
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      int below = below(sorted, values[i]);
      int end = below + 1;
      while (end < sorted.length && sorted[end] == values[i]) {
        end++;
      }
      ranks[i] = (below + 1 + end) / 2.0;
    }
    return ranks;
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

package org.c3tl.metric;

import java.util.Arrays;

/**
 * How sure the prediction is of each gene's response, of the genes that respond and of those that do not: for areas under
 * curves.
 */
final class Calls {
  /** Adjusted p-values below it are alike. */
  private static final double LEAST = 1e-10;

  private final double[] positive;
  private final double[] negative;

  private Calls(double[] positive, double[] negative) {
    this.positive = positive;
    this.negative = negative;
    Arrays.sort(positive);
    Arrays.sort(negative);
  }

  static Calls of(ContextBlock block, int p) {
    double[] predicted = block.significance().adjusted[p];
    boolean[] real = new boolean[predicted.length];
    for (int g = 0; g < real.length; g++) {
      real[g] = block.truthSignificance().is(p, g);
    }
    return of(real, predicted);
  }

  /**
   * @param real whether each gene responds
   * @param adjusted its adjusted p-value in the prediction, NaN for one that does not take part
   * @return the calls, by −log₁₀ of the p-value, which is at least 1e-10
   */
  static Calls of(boolean[] real, double[] adjusted) {
    double[] positive = new double[real.length];
    double[] negative = new double[real.length];
    int n = 0;
    int m = 0;
    for (int g = 0; g < real.length; g++) {
      if (!Double.isNaN(adjusted[g])) {
        double score = -Math.log10(Math.max(LEAST, Math.min(1, adjusted[g])));
        if (real[g]) {
          positive[n++] = score;
        } else {
          negative[m++] = score;
        }
      }
    }
    return new Calls(Arrays.copyOf(positive, n), Arrays.copyOf(negative, m));
  }

  /** Mean, over the steps of recall from the surest call on, of the precision there; ties are one step. */
  double averagePrecision() {
    double sum = 0;
    int i = positive.length;
    while (i > 0) {
      double score = positive[i - 1];
      int below = Ranks.below(positive, score);
      int called = positive.length - below;
      int wrong = negative.length - Ranks.below(negative, score);
      sum += (double) (i - below) / positive.length * called / (called + wrong);
      i = below;
    }
    return sum;
  }

  /** Probability that a gene that responds is called more surely than one that does not, ties counting half. */
  double rocArea() {
    double sum = 0;
    for (double score : positive) {
      int below = Ranks.below(negative, score);
      int end = below;
      while (end < negative.length && negative[end] == score) {
        end++;
      }
      sum += (below + end) / 2.0;
    }
    return sum / positive.length / negative.length;
  }
}

package org.c3tl.metric;

import java.util.Arrays;

/**
 * {@code ence}, expected normalised calibration error: all predictions of a context are sorted by standard deviation into
 * ten bins of as many, and in each the root mean squared error should be the root mean squared standard deviation (RMV):
 * mean over bins of |RMV − RMSE| / RMV. Predictions of the same standard deviation share a bin.
 *
 * <p>Range 0 to 100, lower is better, 0 for perfect standard deviations. Degenerate is a bin whose standard deviation is so
 * small beside its error that the term is above 100, as where it is 0: 100. Undefined where the prediction has no standard
 * deviations.
 *
 * <p>Source: Levi et al. (2022), "Evaluating and calibrating uncertainty prediction in regression tasks"; no peer has it.
 */
public final class CalibrationError implements Metric {
  private static final int BINS = 10;
  private static final double MOST = 100;

  private static final Definition DEFINITION = new Definition("ence", Family.UNCERTAINTY, Direction.LOWER, 0, 0, MOST, "",
      "How far predicted standard deviations are from the errors made, over ten bins from the surest to the least sure.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    if (block.sd() == null) {
      return Scores.UNDEFINED;
    }
    double[] first = firstOfBins(block);
    int[] count = new int[BINS];
    double[] variance = new double[BINS];
    double[] error = new double[BINS];
    for (int p = 0; p < block.size(); p++) {
      for (int g = 0; g < block.genes().size(); g++) {
        double sd = block.sd()[p][g];
        double off = block.prediction()[p][g] - block.truth()[p][g];
        int bin = BINS - 1;
        while (bin > 0 && sd < first[bin]) {
          bin--;
        }
        count[bin]++;
        variance[bin] += sd * sd;
        error[bin] += off * off;
      }
    }
    double sum = 0;
    int degenerate = 0;
    int bins = 0;
    for (int b = 0; b < BINS; b++) {
      if (count[b] > 0) {
        bins++;
        double rmv = Math.sqrt(variance[b] / count[b]);
        double rmse = Math.sqrt(error[b] / count[b]);
        double term = rmv == rmse ? 0 : Math.abs(rmv - rmse) / rmv;
        degenerate += term > MOST ? 1 : 0;
        sum += Math.min(term, MOST);
      }
    }
    return Scores.ofContext(sum / bins, degenerate, bins);
  }

  /** Smallest standard deviation of each bin. */
  private static double[] firstOfBins(ContextBlock block) {
    double[] sorted = new double[block.size() * block.genes().size()];
    for (int p = 0; p < block.size(); p++) {
      System.arraycopy(block.sd()[p], 0, sorted, p * block.genes().size(), block.genes().size());
    }
    Arrays.sort(sorted);
    double[] first = new double[BINS];
    for (int b = 0; b < BINS; b++) {
      first[b] = sorted[(int) ((long) b * sorted.length / BINS)];
    }
    return first;
  }
}

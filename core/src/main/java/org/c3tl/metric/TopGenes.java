package org.c3tl.metric;

import java.util.Arrays;

/**
 * Agreement of the genes with the largest measured and the largest predicted effects, for all depths of the list at once.
 *
 * <p>The measured list R: genes by decreasing |δ|; where the truth has standard deviations, the significant ones by
 * decreasing |δ/sd|. The predicted list S: genes by decreasing |δ̂|, or |δ̂/sd| with the same sd of the truth. Whether the
 * method gives standard deviations has no part in it, so that the lists of all methods are made alike, and those of a
 * perfect prediction are the truth's. No list has a gene without any effect, nor the gene that the perturbation bears the
 * name of. Genes that tie for the last places of a list share them, so that the order of the genes does not matter.
 */
final class TopGenes {
  /** Depths of the lists; 0 for as many genes as are significant (cell-eval's N). */
  static final int[] DEPTHS = {0, 50, 100, 200, 500};
  /** Genes whose direction is asked for where significance is unknown. */
  static final int DIRECTIONS = 100;

  /** Share of the first k genes of R that are among the first k of S, k at most |R|; depth × perturbation; NaN if undefined. */
  final double[][] overlap;
  /** Share of the first k genes of S that are among the first k of R, k at most |S|; depth × perturbation; NaN if undefined. */
  final double[][] precision;
  /** Share of the responding genes that are predicted to change in the measured direction; NaN if none responds. */
  final double[] direction;
  /** Whether no gene at all is predicted to change. */
  final boolean[] silent;

  private TopGenes(int n) {
    overlap = new double[DEPTHS.length][n];
    precision = new double[DEPTHS.length][n];
    direction = new double[n];
    silent = new boolean[n];
  }

  /**
   * @param block truth and prediction of one context
   * @return how far their lists agree
   */
  static TopGenes of(ContextBlock block) {
    TopGenes result = new TopGenes(block.size());
    for (int p = 0; p < block.size(); p++) {
      result.fill(block, p);
    }
    return result;
  }

  private void fill(ContextBlock block, int p) {
    boolean tested = block.truthSd() != null;
    double[] truth = block.truth()[p];
    double[] prediction = block.prediction()[p];
    int target = block.target(p);
    double[] real = new double[truth.length];
    double[] predicted = new double[truth.length];
    double[] called = new double[truth.length];
    for (int g = 0; g < truth.length; g++) {
      if (g != target) {
        double sd = tested ? block.truthSd()[p][g] : 1;
        real[g] = !tested || block.truthSignificance().is(p, g) ? Math.abs(Significance.z(truth[g], sd)) : 0;
        predicted[g] = Math.abs(Significance.z(prediction[g], sd));
        called[g] = block.hasSignificance() && block.significance().is(p, g) ? predicted[g] : 0;
      }
    }
    List r = new List(real);
    List s = new List(predicted);
    List significant = new List(called);
    int genes = truth.length - (target >= 0 ? 1 : 0);
    silent[p] = s.length == 0;
    for (int i = 0; i < DEPTHS.length; i++) {
      int k = DEPTHS[i];
      if (k == 0) {
        overlap[i][p] = tested && r.length > 0 ? share(r, s, r.length) : Double.NaN;
        precision[i][p] = block.hasSignificance() && r.length > 0 ? share(r, significant, significant.length) : Double.NaN;
      } else {
        // Without significance, lists as long as the genes are many agree whatever is predicted.
        boolean asks = r.length > 0 && (tested || k < genes);
        overlap[i][p] = asks ? share(r, s, Math.min(k, r.length)) : Double.NaN;
        boolean same = Math.min(k, r.length) == Math.min(k, s.length);
        precision[i][p] = same || !asks ? overlap[i][p] : share(r, s, Math.min(k, s.length));
      }
    }
    direction[p] = direction(r, tested ? r.length : Math.min(DIRECTIONS, r.length), truth, prediction);
  }

  /** Part of k genes that two lists of that depth share; 0 where k is 0. */
  static double share(List a, List b, int k) {
    if (k == 0) {
      return 0;
    }
    a.cut(k);
    b.cut(k);
    double common = 0;
    for (int g = 0; g < a.size.length; g++) {
      common += Math.min(a.place(g), b.place(g));
    }
    return common / k;
  }

  static double direction(List list, int k, double[] truth, double[] prediction) {
    if (k == 0) {
      return Double.NaN;
    }
    list.cut(k);
    double right = 0;
    for (int g = 0; g < truth.length; g++) {
      right += Math.signum(truth[g]) == Math.signum(prediction[g]) ? list.place(g) : 0;
    }
    return right / k;
  }

  /** Genes in decreasing order of size; those of size 0 are not in it. */
  static final class List {
    private final double[] size;
    private final double[] sorted;
    final int length;
    private double last;
    private double partOfLast;

    List(double[] size) {
      this.size = size;
      this.sorted = size.clone();
      Arrays.sort(sorted);
      int zeros = 0;
      while (zeros < sorted.length && sorted[zeros] == 0) {
        zeros++;
      }
      this.length = sorted.length - zeros;
    }

    /** Keeps the first k genes, or all where there are fewer. */
    private void cut(int k) {
      if (length == 0) {
        last = Double.POSITIVE_INFINITY;
        partOfLast = 0;
        return;
      }
      int first = sorted.length - Math.min(k, length);
      last = sorted[first];
      int end = first;
      while (end < sorted.length && sorted[end] == last) {
        end++;
      }
      partOfLast = (double) (end - first) / (end - Ranks.below(sorted, last));
    }

    /** 1 for a gene that was kept, 0 for one that was not, the part for those that share the last places. */
    private double place(int g) {
      return size[g] > last ? 1 : size[g] == last ? partOfLast : 0;
    }
  }
}

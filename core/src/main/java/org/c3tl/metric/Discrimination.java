package org.c3tl.metric;

import java.util.Arrays;

/**
 * Counts of who is nearer to whom, predictions × truths, for all metrics that ask so: one pass over the pairs for all
 * distances. Costs perturbations² × genes.
 *
 * <p>Distances that differ by no more than rounding are ties, so that the order of the genes does not matter.
 */
final class Discrimination {
  /** Relative difference of two sums over genes that is rounding. */
  private static final double ROUNDING = 1e-12;
  /** Perturbations for which the truth of all genes is at hand in the processor's cache. */
  private static final int TILE = 128;

  /** Position of the right truth among all truths by distance from the prediction, ties in the middle; without target genes. */
  final double[] l1;
  /** The same for the Euclidean distance. */
  final double[] l2;
  /** The same for the cosine distance, which is 1 where a norm is 0. */
  final double[] cosine;
  /** Whether the prediction is 0 on all genes that are no target. */
  final boolean[] silent;
  /** How many truths are farther from the prediction than the right one, by Euclidean distance over all genes. */
  final double[] farther;
  /** Position of the right prediction among all predictions by Euclidean distance from the truth, over all genes. */
  final double[] rank;
  /** How many genes are no target of a scored perturbation. */
  final int genes;

  private Discrimination(int n, int genes) {
    l1 = new double[n];
    l2 = new double[n];
    cosine = new double[n];
    silent = new boolean[n];
    farther = new double[n];
    rank = new double[n];
    this.genes = genes;
  }

  /**
   * @param block truth and prediction of one context
   * @return its counts
   */
  static Discrimination of(ContextBlock block) {
    int[] order = targetsLast(block);
    int n = block.size();
    int kept = order.length;
    for (int p = 0; p < n; p++) {
      kept -= block.target(p) >= 0 ? 1 : 0;
    }
    Discrimination result = new Discrimination(n, kept);
    double[][] prediction = pick(block.prediction(), order);
    double[][] truth = pick(block.truth(), order);
    Distances own = new Distances(n);
    for (int p = 0; p < n; p++) {
      own.ofPair(prediction[p], truth[p], kept, p);
      result.silent[p] = own.predictionNorm[p] == 0;
    }
    double[][] tile = new double[order.length][TILE];
    Distances all = new Distances(TILE);
    for (int from = 0; from < n; from += TILE) {
      int size = Math.min(TILE, n - from);
      for (int q = 0; q < size; q++) {
        for (int g = 0; g < order.length; g++) {
          tile[g][q] = truth[from + q][g];
        }
      }
      for (int p = 0; p < n; p++) {
        all.ofTile(prediction[p], tile, size, kept);
        result.count(own, all, p, from, size);
      }
    }
    return result;
  }

  private void count(Distances own, Distances all, int p, int from, int size) {
    double cosineOfOwn = own.cosine(p, p, p);
    for (int i = 0; i < size; i++) {
      int q = from + i;
      if (q == p) {
        continue;
      }
      l1[p] += before(all.l1[i], own.l1[p], ROUNDING * own.l1[p]);
      l2[p] += before(all.l2[i], own.l2[p], ROUNDING * own.l2[p]);
      double norm = own.predictionNorm[p] * own.truthNorm[q];
      cosine[p] += before(norm == 0 ? 1 : 1 - all.dot[i] / norm, cosineOfOwn, ROUNDING);
      farther[p] += all.full[i] - own.full[p] > ROUNDING * own.full[p] ? 1 : 0;
      rank[q] += before(all.full[i], own.full[q], ROUNDING * own.full[q]);
    }
  }

  /** What another at a distance adds to one's position: 1 where it is nearer, half where it is as near. */
  private static double before(double other, double own, double rounding) {
    return other < own - rounding ? 1 : other <= own + rounding ? 0.5 : 0;
  }

  private static int[] targetsLast(ContextBlock block) {
    boolean[] target = new boolean[block.genes().size()];
    for (int p = 0; p < block.size(); p++) {
      if (block.target(p) >= 0) {
        target[block.target(p)] = true;
      }
    }
    int[] order = new int[target.length];
    int at = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int g = 0; g < target.length; g++) {
        if (target[g] == (pass == 1)) {
          order[at++] = g;
        }
      }
    }
    return order;
  }

  private static double[][] pick(double[][] rows, int[] order) {
    double[][] picked = new double[rows.length][order.length];
    for (int p = 0; p < rows.length; p++) {
      for (int g = 0; g < order.length; g++) {
        picked[p][g] = rows[p][order[g]];
      }
    }
    return picked;
  }

  /**
   * Sums over genes for a list of pairs. Whether pair by pair or by tiles, each sum runs over the genes one after the other, so
   * that equal rows have equal distances to the last bit.
   */
  private static final class Distances {
    final double[] l1;
    /** Squares of Euclidean distances without target genes. */
    final double[] l2;
    final double[] dot;
    /** Squares of Euclidean distances over all genes. */
    final double[] full;
    final double[] predictionNorm;
    final double[] truthNorm;

    Distances(int n) {
      l1 = new double[n];
      l2 = new double[n];
      dot = new double[n];
      full = new double[n];
      predictionNorm = new double[n];
      truthNorm = new double[n];
    }

    void ofPair(double[] prediction, double[] truth, int kept, int at) {
      for (int g = 0; g < prediction.length; g++) {
        double a = prediction[g];
        double b = truth[g];
        if (g < kept) {
          l1[at] += Math.abs(a - b);
          l2[at] += (a - b) * (a - b);
          dot[at] += a * b;
          predictionNorm[at] += a * a;
          truthNorm[at] += b * b;
        }
        full[at] += (a - b) * (a - b);
      }
      predictionNorm[at] = Math.sqrt(predictionNorm[at]);
      truthNorm[at] = Math.sqrt(truthNorm[at]);
    }

    void ofTile(double[] prediction, double[][] tile, int size, int kept) {
      Arrays.fill(l1, 0);
      Arrays.fill(l2, 0);
      Arrays.fill(dot, 0);
      for (int g = 0; g < kept; g++) {
        add(prediction[g], tile[g], size, l1, l2, dot);
      }
      System.arraycopy(l2, 0, full, 0, size);
      for (int g = kept; g < prediction.length; g++) {
        add(prediction[g], tile[g], size, full);
      }
    }

    // Sums lie side by side, not one after the other: the JIT vectorises such loops.
    private static void add(double a, double[] truth, int size, double[] l1, double[] l2, double[] dot) {
      for (int q = 0; q < size; q++) {
        double difference = a - truth[q];
        l1[q] += Math.abs(difference);
        l2[q] += difference * difference;
        dot[q] += a * truth[q];
      }
    }

    private static void add(double a, double[] truth, int size, double[] l2) {
      for (int q = 0; q < size; q++) {
        double difference = a - truth[q];
        l2[q] += difference * difference;
      }
    }

    double cosine(int pair, int p, int q) {
      double norm = predictionNorm[p] * truthNorm[q];
      return norm == 0 ? 1 : 1 - dot[pair] / norm;
    }
  }
}

package org.c3tl.train;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Picks the rows of a batch: all contexts of its perturbations, and for contexts that are hardly among them (a target with a
 * few known perturbations) some more rows of theirs, so that their representation is a mean over as many effects as are
 * known, as it will be in the prediction.
 */
final class Support {
  /** A context's representation is a mean over at least so many rows in every batch, where it has as many. */
  private static final int LEAST = 16;

  private final Rows rows;
  private final int contexts;
  private final int[][] ofContext;
  private final int widest;

  Support(Rows rows, int contexts) {
    this.rows = rows;
    this.contexts = contexts;
    int[] count = new int[contexts];
    for (int c : rows.context) {
      count[c]++;
    }
    ofContext = new int[contexts][];
    for (int c = 0; c < contexts; c++) {
      ofContext[c] = new int[count[c]];
    }
    for (int r = rows.context.length - 1; r >= 0; r--) {
      ofContext[rows.context[r]][--count[rows.context[r]]] = r;
    }
    widest = Arrays.stream(rows.ofPerturbation).mapToInt(of -> of.length).max().orElse(0);
  }

  /**
   * Rows of a batch.
   *
   * @param rows all rows
   * @param targets how many of them, from the first, are predicted; the others were added
   */
  record Picked(int[] rows, int targets) { }

  int mostRows(int batch) {
    return Math.min(rows.values.length, batch * widest + LEAST * contexts);
  }

  int mostPerturbations(int batch) {
    return Math.min(rows.ofPerturbation.length, batch + LEAST * contexts);
  }

  /**
   * @param order perturbations in the order of the epoch
   * @param from first of the batch
   * @param to after its last
   * @param key decides which rows are added
   * @return rows of the batch
   */
  Picked batch(int[] order, int from, int to, long key) {
    int[] count = new int[contexts];
    boolean[] there = new boolean[rows.ofPerturbation.length];
    int[] picked = new int[mostRows(to - from)];
    int n = 0;
    for (int i = from; i < to; i++) {
      there[order[i]] = true;
      for (int r : rows.ofPerturbation[order[i]]) {
        picked[n++] = r;
        count[rows.context[r]]++;
      }
    }
    int targets = n;
    SplittableRandom random = new SplittableRandom(key);
    for (int c = 0; c < contexts; c++) {
      int missing = Math.min(LEAST, ofContext[c].length) - count[c];
      if (missing > 0) {
        int[] others = Arrays.stream(ofContext[c]).filter(r -> !there[rows.perturbation[r]]).toArray();
        for (int i = 0; i < missing && i < others.length; i++) {
          int j = i + random.nextInt(others.length - i);
          picked[n++] = others[j];
          others[j] = others[i];
        }
      }
    }
    return new Picked(Arrays.copyOf(picked, n), targets);
  }
}

package org.c3tl.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Finds the row that fills a cell of the grid. A table as large as the grid while that is small beside the gene vectors, a
 * sorted list where few cells are filled. This class is immutable.
 */
final class Grid {
  /** Cells per row, beyond which the table is given up for the list. */
  private static final long SPARSE = 64;
  private static final long SMALL = 1 << 20;

  private final int contexts;
  /** Row by cell, or null. */
  private final int[] dense;
  /** Cells in order, and the row of each. */
  private final long[] cells;
  private final int[] rows;

  private Grid(int contexts, int[] dense, long[] cells, int[] rows) {
    this.contexts = contexts;
    this.dense = dense;
    this.cells = cells;
    this.rows = rows;
  }

  /**
   * @param perturbation perturbation of each row
   * @param context context of each row
   * @param perturbations how many there are
   * @param contexts how many there are
   * @return the index; of rows that fill the same cell, the last one
   */
  static Grid of(int[] perturbation, int[] context, int perturbations, int contexts) {
    int n = perturbation.length;
    long size = (long) perturbations * contexts;
    if (size <= Math.max(SMALL, Math.min(SPARSE * n, Integer.MAX_VALUE - 16))) {
      int[] dense = new int[(int) size];
      Arrays.fill(dense, -1);
      for (int r = 0; r < n; r++) {
        dense[perturbation[r] * contexts + context[r]] = r;
      }
      return new Grid(contexts, dense, null, null);
    }
    long[] at = new long[n];
    for (int r = 0; r < n; r++) {
      at[r] = (long) perturbation[r] * contexts + context[r];
    }
    int[] rows = IntStream.range(0, n).boxed().sorted(Comparator.comparingLong(r -> at[r]))
        .mapToInt(Integer::intValue).toArray();
    Arrays.sort(at);
    return new Grid(contexts, null, at, rows);
  }

  /**
   * @param perturbation position on its axis
   * @param context position on its axis
   * @return the row, or -1 where the cell is not filled
   */
  int row(int perturbation, int context) {
    if (dense != null) {
      return dense[perturbation * contexts + context];
    }
    int i = Arrays.binarySearch(cells, (long) perturbation * contexts + context);
    return i < 0 ? -1 : rows[i];
  }
}

package org.c3tl.model;

/** Rows by group: which rows have the same perturbation, or the same context. */
final class Groups {
  private final int[] of;
  private final int[] start;
  private final int[] rows;

  /**
   * @param of group of each row
   * @param n number of rows that count
   * @param count number of groups
   */
  Groups(int[] of, int n, int count) {
    this.of = of;
    this.start = new int[count + 1];
    this.rows = new int[n];
    for (int r = 0; r < n; r++) {
      start[of[r] + 1]++;
    }
    for (int g = 0; g < count; g++) {
      start[g + 1] += start[g];
    }
    int[] at = start.clone();
    for (int r = 0; r < n; r++) {
      rows[at[of[r]]++] = r;
    }
  }

  int count() {
    return start.length - 1;
  }

  int of(int row) {
    return of[row];
  }


  int size(int group) {
    return start[group + 1] - start[group];
  }

  int from(int group) {
    return start[group];
  }

  /**
   * @param at position between {@code from(g)} and {@code from(g + 1)}
   * @return a row of that group
   */
  int row(int at) {
    return rows[at];
  }
}

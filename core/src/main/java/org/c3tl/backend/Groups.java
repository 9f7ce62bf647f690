package org.c3tl.backend;

/** Rows by group: which rows have the same perturbation, or the same context. */
public final class Groups {
  private final int[] of;
  private final int[] start;
  private final int[] rows;

  /**
   * @param of group of each row
   * @param n number of rows that count
   * @param count number of groups
   */
  public Groups(int[] of, int n, int count) {
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

  /**
   * @return number of groups
   */
  public int count() {
    return start.length - 1;
  }

  /**
   * @param row a row
   * @return its group
   */
  public int of(int row) {
    return of[row];
  }

  /**
   * @param group a group
   * @return number of its rows
   */
  public int size(int group) {
    return start[group + 1] - start[group];
  }

  /**
   * @param group a group
   * @return position of its first row in {@link #order()}
   */
  public int from(int group) {
    return start[group];
  }

  /**
   * @param at position between {@code from(g)} and {@code from(g + 1)}
   * @return a row of that group
   */
  public int row(int at) {
    return rows[at];
  }

  /**
   * @return group of each row; not to be written to
   */
  public int[] ofRows() {
    return of;
  }

  /**
   * @return position of each group's first row in {@link #order()}, and the number of rows; not to be written to
   */
  public int[] starts() {
    return start;
  }

  /**
   * @return rows group by group, in their order; not to be written to
   */
  public int[] order() {
    return rows;
  }
}

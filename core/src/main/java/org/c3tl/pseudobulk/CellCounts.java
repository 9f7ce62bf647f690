package org.c3tl.pseudobulk;

/**
 * What became of the cells of the input.
 *
 * @param seen all rows
 * @param withoutPerturbation rows whose perturbation label is missing; not used
 * @param withoutContext rows that have a perturbation but no context; not used
 * @param withoutBatch rows that have both but no batch, where one is asked for; not used
 * @param empty used rows whose counts are all 0; they count as cells with a zero profile, as in scanpy
 */
public record CellCounts(long seen, long withoutPerturbation, long withoutContext, long withoutBatch, long empty) {
  /** No cells. */
  public static final CellCounts NONE = new CellCounts(0, 0, 0, 0, 0);

  /**
   * @return rows with all labels
   */
  public long used() {
    return seen - withoutPerturbation - withoutContext - withoutBatch;
  }

  /**
   * @param other counts of other cells
   * @return both together
   */
  public CellCounts plus(CellCounts other) {
    return new CellCounts(seen + other.seen, withoutPerturbation + other.withoutPerturbation,
        withoutContext + other.withoutContext, withoutBatch + other.withoutBatch, empty + other.empty);
  }
}

package org.c3tl.io;

/**
 * Part of a stored matrix: some whole rows (or, for a column-major matrix, whole columns) in compressed sparse form. A dense
 * block lists its non-zero values only.
 *
 * <p>"Major" is the row for CSR and dense matrices, the column for CSC. The k-th major line of the block is line
 * {@code firstMajor + k} of the matrix; its entries stand at {@code starts[k]} (inclusive) to {@code starts[k + 1]}
 * (exclusive) of {@code minors} and {@code values}. The arrays may be longer than what is used, are reused for the next
 * block, and belong to the reader: copy what must be kept.
 */
public final class MatrixBlock {
  /** First major line of the block, counted from 0 over the whole matrix. */
  public long firstMajor;
  /** Number of major lines in the block. */
  public int majorCount;
  /** {@code majorCount + 1} offsets into the entries, from 0. */
  public int[] starts = new int[0];
  /** Minor index (column for row-major, row for column-major) of each entry, checked against the matrix's shape. */
  public int[] minors = new int[0];
  /** Value of each entry; finite unless the file holds NaN or Inf. */
  public double[] values = new double[0];
}

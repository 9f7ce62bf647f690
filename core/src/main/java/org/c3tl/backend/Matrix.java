package org.c3tl.backend;

/**
 * A row-major float32 matrix of a {@link Backend}. Copying rows in and out can be slow where it does not stand in the
 * machine's own memory. To be closed.
 */
public interface Matrix extends AutoCloseable {
  /**
   * @param rows number of rows
   * @param columns number of columns
   * @return number of values
   * @throws IllegalArgumentException if there are none, or so many that a buffer of theirs exceeds 2 GiB
   */
  static long requireSize(int rows, int columns) {
    long values = (long) rows * columns;
    if (rows < 1 || columns < 1 || values >= 1L << 29) {
      throw new IllegalArgumentException("a buffer of " + rows + " × " + columns
          + " values is empty or exceeds 2 GiB; use smaller batches");
    }
    return values;
  }

  /**
   * @return number of rows
   */
  int rows();

  /**
   * @return number of columns
   */
  int columns();

  /**
   * Copies whole rows out.
   *
   * @param row first row
   * @param target receives {@code count × columns} values from {@code offset} on
   * @param offset where to begin in the target
   * @param count number of rows
   */
  void get(int row, float[] target, int offset, int count);

  /**
   * Copies whole rows in.
   *
   * @param row first row
   * @param source holds {@code count × columns} values from {@code offset} on
   * @param offset where to begin in the source
   * @param count number of rows
   */
  void put(int row, float[] source, int offset, int count);

  /** Sets every value to 0. */
  void clear();

  /**
   * @return all values, row by row, as a fresh array
   */
  default float[] toArray() {
    float[] all = new float[rows() * columns()];
    get(0, all, 0, rows());
    return all;
  }

  /**
   * @param all {@code rows × columns} values, row by row
   */
  default void set(float[] all) {
    if (all.length != rows() * columns()) {
      throw new IllegalArgumentException(all.length + " values for " + rows() + " × " + columns());
    }
    put(0, all, 0, rows());
  }

  @Override
  void close();
}

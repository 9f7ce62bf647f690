package org.c3tl.backend;

/**
 * A row-major float32 matrix of a {@link Backend}. Copying rows in and out can be slow where it does not stand in the
 * machine's own memory. To be closed.
 */
public interface Matrix extends AutoCloseable {
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

package org.c3tl.model;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A row-major float32 matrix off the heap, which ND4J's products and Java's fused passes share without copying. Released
 * with {@link #close()} or when the garbage collector finds it.
 */
public final class Matrix implements AutoCloseable {
  private static final MMulTranspose PLAIN = MMulTranspose.allFalse();
  private static final MMulTranspose FIRST = MMulTranspose.builder().transposeA(true).build();
  private static final MMulTranspose SECOND = MMulTranspose.builder().transposeB(true).build();

  private final int rows;
  private final int columns;
  private final INDArray array;
  private final FloatBuffer buffer;
  private final Map<Integer, INDArray> heads = new HashMap<>();

  /**
   * @param rows at least 1
   * @param columns at least 1; {@code rows × columns} below 2^29
   */
  public Matrix(int rows, int columns) {
    long length = (long) rows * columns;
    if (length >= 1L << 29) {
      throw new IllegalArgumentException("a buffer of " + rows + " × " + columns + " values exceeds 2 GiB; use smaller batches");
    }
    this.rows = rows;
    this.columns = columns;
    this.array = Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c');
    Pointer p = array.data().addressPointer();
    this.buffer = p.capacity(length).asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /**
   * @return number of rows
   */
  public int rows() {
    return rows;
  }

  /**
   * @return number of columns
   */
  public int columns() {
    return columns;
  }

  /**
   * Copies whole rows out.
   *
   * @param row first row
   * @param target receives {@code count × columns} values from {@code offset} on
   * @param offset where to begin in the target
   * @param count number of rows
   */
  public void get(int row, float[] target, int offset, int count) {
    buffer.get(row * columns, target, offset, count * columns);
  }

  /**
   * Copies whole rows in.
   *
   * @param row first row
   * @param source holds {@code count × columns} values from {@code offset} on
   * @param offset where to begin in the source
   * @param count number of rows
   */
  public void put(int row, float[] source, int offset, int count) {
    buffer.put(row * columns, source, offset, count * columns);
  }

  /**
   * Copies a stretch of the row-major values out, whatever rows it touches.
   *
   * @param at first value
   * @param target receives the values from its start
   * @param length number of values
   */
  public void getFlat(int at, float[] target, int length) {
    buffer.get(at, target, 0, length);
  }

  /**
   * Copies a stretch of the row-major values in.
   *
   * @param at first value
   * @param source holds the values from its start
   * @param length number of values
   */
  public void putFlat(int at, float[] source, int length) {
    buffer.put(at, source, 0, length);
  }

  /**
   * @return all values, row by row, as a fresh array
   */
  public float[] toArray() {
    float[] all = new float[rows * columns];
    buffer.get(0, all);
    return all;
  }

  /**
   * @param all {@code rows × columns} values, row by row
   */
  public void set(float[] all) {
    if (all.length != rows * columns) {
      throw new IllegalArgumentException(all.length + " values for " + rows + " × " + columns);
    }
    buffer.put(0, all);
  }

  /** Sets every value to 0. */
  public void clear() {
    array.assign(0);
  }

  private INDArray head(int count) {
    if (count == rows) {
      return array;
    }
    return heads.computeIfAbsent(count, n -> array.get(NDArrayIndex.interval(0, n), NDArrayIndex.all()));
  }

  /**
   * {@code c = a · b + beta · c}, over the first rows of a and c.
   *
   * @param a {@code rows × k}
   * @param b {@code k × n}
   * @param c {@code rows × n}
   * @param used number of rows of a and c that take part
   * @param beta 0 to overwrite, 1 to add
   */
  static void product(Matrix a, Matrix b, Matrix c, int used, double beta) {
    Nd4jSetup.prepare((double) used * b.rows * b.columns);
    Nd4j.exec(new Mmul(a.head(used), b.array, c.head(used), 1, beta, PLAIN));
  }

  /**
   * {@code c = aᵀ · b + beta · c}, over the first rows of a and b.
   *
   * @param a {@code rows × m}
   * @param b {@code rows × n}
   * @param c {@code m × n}
   * @param used number of rows of a and b that take part
   * @param beta 0 to overwrite, 1 to add
   */
  static void productOfTransposed(Matrix a, Matrix b, Matrix c, int used, double beta) {
    Nd4jSetup.prepare((double) used * c.rows * c.columns);
    Nd4j.exec(new Mmul(a.head(used), b.head(used), c.array, 1, beta, FIRST));
  }

  /**
   * {@code c = a · bᵀ + beta · c}, over the first rows of a and c.
   *
   * @param a {@code rows × n}
   * @param b {@code k × n}
   * @param c {@code rows × k}
   * @param used number of rows of a and c that take part
   * @param beta 0 to overwrite, 1 to add
   */
  static void productWithTransposed(Matrix a, Matrix b, Matrix c, int used, double beta) {
    Nd4jSetup.prepare((double) used * b.rows * b.columns);
    Nd4j.exec(new Mmul(a.head(used), b.array, c.head(used), 1, beta, SECOND));
  }

  @Override
  public void close() {
    heads.clear();
    if (array.closeable()) {
      array.close();
    }
  }
}

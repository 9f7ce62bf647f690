package org.c3tl.backend.host;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.c3tl.backend.Matrix;
import org.c3tl.parallel.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row-major float32 matrix off the heap, which ND4J's products and Java's fused passes share without copying. Released
 * with {@link #close()} or when the garbage collector finds it.
 */
public final class HostMatrix implements Matrix {
  private static final Cuts CUTS;

  static {
    Nd4jSetup.load();
    CUTS = Cuts.find();
  }

  private final int rows;
  private final int columns;
  private final INDArray array;
  private final FloatBuffer buffer;
  private final FloatPointer pointer;

  /**
   * @param rows at least 1
   * @param columns at least 1; {@code rows × columns} below 2^29
   */
  public HostMatrix(int rows, int columns) {
    long length = Matrix.requireSize(rows, columns);
    this.rows = rows;
    this.columns = columns;
    this.array = Nd4jSetup.onCpu() ? Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c') : null;
    this.pointer = array == null ? new FloatPointer(length)
        : new FloatPointer(array.data().addressPointer()).capacity(length);
    this.buffer = pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    if (array == null) {
      clear();
    }
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void get(int row, float[] target, int offset, int count) {
    buffer.get(row * columns, target, offset, count * columns);
  }

  @Override
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
  void getFlat(int at, float[] target, int length) {
    buffer.get(at, target, 0, length);
  }

  /**
   * Copies a stretch of the row-major values in.
   *
   * @param at first value
   * @param source holds the values from its start
   * @param length number of values
   */
  void putFlat(int at, float[] source, int length) {
    buffer.put(at, source, 0, length);
  }

  @Override
  public void clear() {
    Pointer.memset(pointer, 0, (long) Float.BYTES * rows * columns);
  }

  /**
   * {@code c = a · b + beta · c}, over the first rows of a and c.
   *
   * @param a {@code rows × k}
   * @param b {@code k × n}
   * @param c {@code rows × n}
   * @param used number of rows of a and c that take part
   * @param beta 0 to overwrite, 1 to add
   * @param workers threads
   */
  public static void product(HostMatrix a, HostMatrix b, HostMatrix c, int used, float beta, Workers workers) {
    multiply(a, false, b, false, c, used, b.columns, b.rows, beta, workers);
  }

  /**
   * {@code c = aᵀ · b + beta · c}, over the first rows of a and b.
   *
   * @param a {@code rows × m}
   * @param b {@code rows × n}
   * @param c {@code m × n}
   * @param used number of rows of a and b that take part
   * @param beta 0 to overwrite, 1 to add
   * @param workers threads
   */
  public static void productOfTransposed(HostMatrix a, HostMatrix b, HostMatrix c, int used, float beta, Workers workers) {
    multiply(a, true, b, false, c, a.columns, b.columns, used, beta, workers);
  }

  /**
   * {@code c = a · bᵀ + beta · c}, over the first rows of a and c.
   *
   * @param a {@code rows × n}
   * @param b {@code k × n}
   * @param c {@code rows × k}
   * @param used number of rows of a and c that take part
   * @param beta 0 to overwrite, 1 to add
   * @param workers threads
   */
  public static void productWithTransposed(HostMatrix a, HostMatrix b, HostMatrix c, int used, float beta, Workers workers) {
    multiply(a, false, b, true, c, used, b.rows, b.columns, beta, workers);
  }

  /**
   * Cuts the result into one stretch of rows or columns per thread, each a product of its own on one BLAS thread. The BLAS's own
   * threads would go on spinning for milliseconds after a product and take the cores from the passes between products; only the
   * environment could stop that. The result has the same bits for any number of threads, see {@link Cuts}.
   */
  private static void multiply(HostMatrix a, boolean transposeA, HostMatrix b, boolean transposeB, HostMatrix c, int m, int n,
      int k, float beta, Workers workers) {
    // A thread packs its part of one factor and all of the other: cutting the longer side leaves it the smaller one to pack.
    boolean byRow = m >= n || !CUTS.columns();
    int side = byRow ? m : n;
    int parts = CUTS.parts(side, (double) (byRow ? n : m) * k, workers.threads());
    workers.run(parts, (part, scratch) -> {
      int from = CUTS.begin(side, part, parts);
      int length = CUTS.begin(side, part + 1, parts) - from;
      long row = byRow ? from : 0;
      long column = byRow ? 0 : from;
      sgemm(transposeA, transposeB, byRow ? length : m, byRow ? n : length, k,
          a.pointer.getPointer(transposeA ? row : row * a.columns), a.columns,
          b.pointer.getPointer(transposeB ? column * b.columns : column), b.columns, beta,
          c.pointer.getPointer(row * c.columns + column), c.columns);
    });
  }

  /** The BLAS's product {@code c = a · b + beta · c}, row-major, c being {@code m × n}. */
  static void sgemm(boolean transposeA, boolean transposeB, int m, int n, int k, FloatPointer a, int strideA, FloatPointer b,
      int strideB, float beta, FloatPointer c, int strideC) {
    openblas.cblas_sgemm(openblas.CblasRowMajor, transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans, m, n, k, 1f, a, strideA, b, strideB, beta, c, strideC);
  }

  @Override
  public void close() {
    if (array == null) {
      pointer.close();
    } else if (array.closeable()) {
      array.close();
    }
  }
}

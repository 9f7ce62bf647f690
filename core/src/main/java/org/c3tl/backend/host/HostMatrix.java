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
  /** Products with fewer multiplications than this run on one thread: waking another takes longer than it saves. */
  private static final double SMALL = 1 << 22;
  /** OpenBLAS gives products of at most a million multiplications to kernels that sum in another order. */
  private static final double LEAST = 1 << 20;
  /** Rows of a result are cut at multiples of what the BLAS's kernels work on at a time. */
  private static final int ALIGN = 16;

  static {
    Nd4jSetup.load();
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
   * Cuts the result into one stretch of rows per thread, each a product of its own on one BLAS thread. The BLAS's own threads
   * would go on spinning for milliseconds after a product and take the cores from the passes between products; only the
   * environment could stop that. No stretch is so small that the BLAS would sum it in another order than the whole, so the
   * result has the same bits for any number of threads.
   */
  private static void multiply(HostMatrix a, boolean transposeA, HostMatrix b, boolean transposeB, HostMatrix c, int m, int n,
      int k, float beta, Workers workers) {
    int parts = parts(m, (double) n * k, workers.threads());
    workers.run(parts, (part, scratch) -> {
      int from = cut(m, part, parts);
      int rows = cut(m, part + 1, parts) - from;
      openblas.cblas_sgemm(openblas.CblasRowMajor, transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
          transposeB ? openblas.CblasTrans : openblas.CblasNoTrans, rows, n, k, 1f,
          a.pointer.getPointer(transposeA ? from : (long) from * a.columns), a.columns, b.pointer, b.columns, beta,
          c.pointer.getPointer((long) from * c.columns), c.columns);
    });
  }

  /**
   * @param m rows of the result
   * @param perRow multiplications per row
   * @param threads most parts
   * @return number of parts, of which none has fewer than {@link #LEAST} multiplications unless it is the only one
   */
  static int parts(int m, double perRow, int threads) {
    if (m * perRow < SMALL) {
      return 1;
    }
    int blocks = (m + ALIGN - 1) / ALIGN;
    int parts = Math.max(1, Math.min(threads, blocks));
    // The last block may have a single row.
    while (parts > 1 && ((blocks / parts - 1) * ALIGN + 1) * perRow < LEAST) {
      parts--;
    }
    return parts;
  }

  /** First row of a part: parts are whole blocks of {@link #ALIGN} rows, as even as can be, but for the end of the last. */
  static int cut(int m, int part, int parts) {
    int blocks = (m + ALIGN - 1) / ALIGN;
    return (int) Math.min(m, (long) blocks * part / parts * ALIGN);
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

package org.c3tl.backend.host;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Where the result of a product may be cut, so that the BLAS computes each value with the same bits as in the whole product.
 * OpenBLAS's kernels for AVX-512 sum every value alike wherever whole blocks of 16 rows or columns are cut. Those for AVX2
 * (Haswell, Zen) take rows by 12, and the last columns of a product otherwise than the rest, so that only rows can be cut.
 * OpenBLAS chooses the kernels when it is loaded and does not say which, so {@link #find} tries it.
 *
 * @param columns whether columns may be cut, too
 * @param align rows and columns of a block
 */
record Cuts(boolean columns, int align) {
  /** Rows and columns of a kernel's block are 4, 8, 12 or 16; the last has multiples of them all. */
  private static final List<Cuts> CANDIDATES = List.of(new Cuts(true, 16), new Cuts(false, 16), new Cuts(false, 12),
      new Cuts(false, 48));
  /** Products with fewer multiplications than this run on one thread: waking another takes longer than it saves. */
  private static final double SMALL = 1 << 22;
  /** OpenBLAS gives products of at most a million multiplications to kernels that sum in another order. */
  private static final double LEAST = 1 << 20;

  /**
   * @return where this machine's BLAS may be cut; takes some 20 milliseconds
   */
  static Cuts find() {
    return CANDIDATES.stream().filter(Cuts::keepBits).findFirst().orElse(CANDIDATES.get(CANDIDATES.size() - 1));
  }

  /** Whether products have the same bits whole and cut as small as is allowed. */
  boolean keepBits() {
    int m = 15 * align;
    int n = 15 * align;
    int k = (int) LEAST / (align * n) + 1;
    try (FloatPointer a = random(m * k, 1); FloatPointer b = random(k * n, 2); FloatPointer c = new FloatPointer((long) m * n)) {
      for (int form = 0; form < 3; form++) {
        boolean transposeA = form == 1;
        boolean transposeB = form == 2;
        int strideA = transposeA ? m : k;
        int strideB = transposeB ? k : n;
        HostMatrix.sgemm(transposeA, transposeB, m, n, k, a, strideA, b, strideB, 0, c, n);
        float[] whole = values(c, m * n);
        for (int row = 0; row < m; row += align) {
          HostMatrix.sgemm(transposeA, transposeB, align, n, k, a.getPointer(transposeA ? row : (long) row * k), strideA, b,
              strideB, 0, c.getPointer((long) row * n), n);
        }
        float[] byRow = values(c, m * n);
        for (int column = 0; columns && column < n; column += align) {
          HostMatrix.sgemm(transposeA, transposeB, m, align, k, a, strideA,
              b.getPointer(transposeB ? (long) column * k : column), strideB, 0, c.getPointer(column), n);
        }
        if (!Arrays.equals(whole, byRow) || !Arrays.equals(whole, values(c, m * n))) {
          return false;
        }
      }
      return true;
    }
  }

  private static FloatPointer random(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextInt() * 0x1p-32f;
    }
    return new FloatPointer(values);
  }

  private static float[] values(FloatPointer pointer, int length) {
    float[] values = new float[length];
    pointer.get(values);
    return values;
  }

  /**
   * @param side rows or columns of the result, whichever are cut
   * @param each multiplications for each of them
   * @param threads most parts
   * @return number of parts, of which none has fewer than {@link #LEAST} multiplications unless it is the only one
   */
  int parts(int side, double each, int threads) {
    if (side * each < SMALL) {
      return 1;
    }
    int blocks = (side + align - 1) / align;
    int parts = Math.max(1, Math.min(threads, blocks));
    // The last block may have a single row or column.
    while (parts > 1 && ((blocks / parts - 1) * align + 1) * each < LEAST) {
      parts--;
    }
    return parts;
  }

  /**
   * @param side rows or columns of the result
   * @param part which part, or {@code parts} for the end
   * @param parts number of parts
   * @return where the part begins: parts are whole blocks, as even as can be, but for the end of the last
   */
  int begin(int side, int part, int parts) {
    int blocks = (side + align - 1) / align;
    return (int) Math.min(side, (long) blocks * part / parts * align);
  }
}

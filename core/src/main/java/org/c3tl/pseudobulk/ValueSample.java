package org.c3tl.pseudobulk;

import java.io.IOException;
import org.c3tl.io.StoredMatrix;

/**
 * What the first values of a matrix look like. Only a guess at what the matrix holds: whoever acts on it checks every value
 * it then reads.
 *
 * @param values non-zero values looked at
 * @param whole whether all are whole numbers
 * @param smallest smallest value, 0 if there is none
 * @param largest largest value, 0 if there is none
 * @param finite whether all are finite
 */
record ValueSample(long values, boolean whole, double smallest, double largest, boolean finite) {
  private static final int BLOCK = 1 << 16;

  /** Ends the reading early; carries no information. */
  private static final class Enough extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param matrix any matrix
   * @param atLeast non-zero values to look at, where there are as many
   * @return what they look like
   * @throws IOException if the file cannot be read
   */
  static ValueSample of(StoredMatrix matrix, long atLeast) throws IOException {
    long[] n = new long[1];
    boolean[] is = {true, true};
    double[] range = new double[2];
    try {
      matrix.forEachBlock(BLOCK, block -> {
        int end = block.starts[block.majorCount];
        for (int i = block.starts[0]; i < end; i++) {
          double v = block.values[i];
          if (v == 0) {
            continue;
          }
          n[0]++;
          is[0] &= v == Math.rint(v);
          is[1] &= Double.isFinite(v);
          range[0] = Math.min(range[0], v);
          range[1] = Math.max(range[1], v);
        }
        if (n[0] >= atLeast) {
          throw new Enough();
        }
      });
    } catch (Enough e) {
      // As wanted.
    }
    return new ValueSample(n[0], is[0], range[0], range[1], is[1]);
  }

  /**
   * @return {@code COUNTS} or {@code LOG}, or null where it is neither: negative, not finite, or too large for a logarithm
   */
  InputKind kind() {
    if (!finite || smallest < 0) {
      return null;
    }
    return whole ? InputKind.COUNTS : largest < CellSummer.USUAL_LOG ? InputKind.LOG : null;
  }

  /**
   * @return the sample in words, to stand after the name of the matrix
   */
  String words() {
    if (values == 0) {
      return "holds no value but 0";
    }
    String range = " from " + number(smallest) + " to " + number(largest);
    return !finite ? "holds values that are not finite numbers"
        : smallest < 0 ? "holds negative values (" + number(smallest) + " to " + number(largest) + ")"
        : whole ? "holds whole numbers" + range
        : largest < CellSummer.USUAL_LOG ? "holds fractions" + range + ", as log-normalised data does"
        : "holds fractions" + range + ", too large for logarithms";
  }

  private static String number(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : String.format(java.util.Locale.ROOT, "%.4g", v);
  }
}

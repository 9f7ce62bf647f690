package org.c3tl.pseudobulk;

import java.io.IOException;
import java.util.function.IntFunction;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.io.MatrixBlock;
import org.c3tl.io.StoredMatrix;

/**
 * Streams matrices of cells and adds up what is asked for, checking every value of labelled cells on the way. Sums are
 * float64 and made in the order of the file, so that they do not depend on threads.
 */
final class CellSummer {
  /** Above this, values declared as logarithms are refused: their counts would leave no digits to others in a sum. */
  static final double LARGEST_LOG = 30;

  private static final int BLOCK = 1 << 18;
  /** Counts below this are looked up: a cell has few different ones, and a logarithm costs more than everything else. */
  private static final int CACHED = 1024;

  private final InputKind kind;
  private final Aggregate aggregate;
  private final double targetSum;
  private final double[][] sums;
  private final double[] totals;
  private final GeneMoments moments;
  private final boolean twoThreads;
  private final double[] logs = new double[CACHED];
  private final int[] stamps = new int[CACHED];
  private int stamp;
  private long empty;

  /**
   * @param kind what the values are; not {@code AUTO}
   * @param aggregate what the sums are made of
   * @param targetSum total that counts are scaled to
   * @param sums groups × kept genes to add to, or null
   * @param totals groups to add counts to, or null
   * @param moments per kept gene to add to, or null
   * @param threads more than 1 read and sum at a time
   */
  CellSummer(InputKind kind, Aggregate aggregate, double targetSum, double[][] sums, double[] totals, GeneMoments moments,
      int threads) {
    this.kind = kind;
    this.aggregate = aggregate;
    this.targetSum = targetSum;
    this.sums = sums;
    this.totals = totals;
    this.moments = moments;
    this.twoThreads = threads > 1;
  }

  /**
   * @return labelled cells met so far whose counts are all 0
   */
  long empty() {
    return empty;
  }

  /** One file's matrix with what is needed to sum it and to name a bad value. */
  record Part(String file, StoredMatrix matrix, int[] groupOf, int[] columnOf, IntFunction<String> gene) {
    /**
     * @param row row of the matrix
     * @param column column of the matrix
     * @param value the value there
     * @param kind what the values should be
     * @return what to tell the user
     */
    InvalidInputException bad(long row, int column, double value, InputKind kind) {
      String allowed = switch (kind) {
        case COUNTS -> "counts must be whole numbers from 0";
        case LOG -> "log-normalised values must be from 0 to " + (int) LARGEST_LOG;
        default -> "effects must be finite numbers";
      };
      return new InvalidInputException(file + ": " + matrix.name() + " holds " + value + " in row " + (row + 1)
          + ", gene '" + gene.apply(column) + "', but " + allowed + ". "
          + (Double.isFinite(value) ? "Choose another matrix with --counts-layer, or say what the values are with --input."
          : "Remove or impute such values."));
    }
  }

  /**
   * @param part a file's matrix
   * @param progress told how much of this matrix is read
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException if a value does not fit the kind
   */
  void add(Part part, Progress progress) throws IOException {
    if (part.matrix().layout() == StoredMatrix.Layout.CSC) {
      addColumns(part, progress);
    } else {
      stream(part, progress, block -> addRows(part, block));
    }
  }

  /**
   * @param part a file's matrix of counts
   * @param progress told how much of this matrix is read
   * @return total of each row; 0 for rows without labels
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException if a value is no count
   */
  double[] rowTotals(Part part, Progress progress) throws IOException {
    double[] total = new double[part.groupOf().length];
    boolean columns = part.matrix().layout() == StoredMatrix.Layout.CSC;
    stream(part, progress, block -> {
      for (int k = 0; k < block.majorCount; k++) {
        int major = Math.toIntExact(block.firstMajor + k);
        for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
          int row = columns ? block.minors[i] : major;
          if (part.groupOf()[row] >= 0) {
            total[row] += count(part, row, columns ? major : block.minors[i], block.values[i]);
          }
        }
      }
    });
    return total;
  }

  private void stream(Part part, Progress progress, StoredMatrix.BlockConsumer work) throws IOException {
    double all = Math.max(1, part.matrix().layout() == StoredMatrix.Layout.CSC ? part.matrix().columns()
        : part.matrix().rows());
    BlockPipe.stream(part.matrix(), BLOCK, twoThreads, block -> {
      work.accept(block);
      progress.update((block.firstMajor + block.majorCount) / all, null);
    });
  }

  private static double count(Part part, long row, int column, double v) {
    if (!(v >= 0) || v != Math.rint(v) || v == Double.POSITIVE_INFINITY) {
      throw part.bad(row, column, v, InputKind.COUNTS);
    }
    return v;
  }

  private void addRows(Part part, MatrixBlock block) {
    int[] groupOf = part.groupOf();
    for (int k = 0; k < block.majorCount; k++) {
      int row = Math.toIntExact(block.firstMajor + k);
      int group = groupOf[row];
      if (group < 0) {
        continue;
      }
      int from = block.starts[k];
      int to = block.starts[k + 1];
      if (kind == InputKind.COUNTS) {
        addCounts(part, row, group, block, from, to);
      } else {
        for (int i = from; i < to; i++) {
          addValue(part, row, group, block.minors[i], block.values[i]);
        }
      }
    }
  }

  private void addCounts(Part part, int row, int group, MatrixBlock block, int from, int to) {
    int[] minors = block.minors;
    double[] values = block.values;
    double total = 0;
    for (int i = from; i < to; i++) {
      total += count(part, row, minors[i], values[i]);
    }
    if (total == 0) {
      empty++;
      return;
    }
    if (totals != null) {
      totals[group] += total;
    }
    stamp++;
    double scale = targetSum / total;
    boolean mean = aggregate == Aggregate.MEAN;
    double[] sum = sums == null ? null : sums[group];
    int[] columnOf = part.columnOf();
    for (int i = from; i < to; i++) {
      int g = columnOf[minors[i]];
      if (g < 0) {
        continue;
      }
      double v = values[i];
      if (sum != null) {
        sum[g] += mean ? log(v, scale) : v;
      }
      if (moments != null) {
        double x = v * scale;
        moments.sum()[g] += x;
        moments.sumOfSquares()[g] += x * x;
      }
    }
  }

  private double log(double count, double scale) {
    if (count >= CACHED) {
      return Math.log1p(count * scale);
    }
    int c = (int) count;
    if (stamps[c] != stamp) {
      stamps[c] = stamp;
      logs[c] = Math.log1p(count * scale);
    }
    return logs[c];
  }

  private void addValue(Part part, int row, int group, int column, double v) {
    if (kind == InputKind.LOG ? !(v >= 0 && v <= LARGEST_LOG) : !Double.isFinite(v)) {
      throw part.bad(row, column, v, kind);
    }
    int g = part.columnOf()[column];
    if (g < 0) {
      return;
    }
    if (sums != null) {
      sums[group][g] += v;
    }
    if (moments != null) {
      double x = Math.expm1(v);
      moments.sum()[g] += x;
      moments.sumOfSquares()[g] += x * x;
    }
  }

  /** Columns come one after the other, so that the totals of the cells need a reading of their own. */
  private void addColumns(Part part, Progress progress) throws IOException {
    if (kind != InputKind.COUNTS) {
      stream(part, progress, block -> {
        for (int k = 0; k < block.majorCount; k++) {
          for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
            int row = block.minors[i];
            if (part.groupOf()[row] >= 0) {
              addValue(part, row, part.groupOf()[row], Math.toIntExact(block.firstMajor + k), block.values[i]);
            }
          }
        }
      });
      return;
    }
    double[] scale = rowTotals(part, progress.part(0, 0.5));
    int[] groupOf = part.groupOf();
    for (int row = 0; row < scale.length; row++) {
      if (groupOf[row] >= 0) {
        empty += scale[row] == 0 ? 1 : 0;
        if (totals != null) {
          totals[groupOf[row]] += scale[row];
        }
        scale[row] = targetSum / scale[row];
      }
    }
    boolean mean = aggregate == Aggregate.MEAN;
    stream(part, progress.part(0.5, 1), block -> {
      for (int k = 0; k < block.majorCount; k++) {
        int g = part.columnOf()[Math.toIntExact(block.firstMajor + k)];
        for (int i = block.starts[k]; g >= 0 && i < block.starts[k + 1]; i++) {
          int row = block.minors[i];
          double v = block.values[i];
          if (groupOf[row] < 0 || v == 0) {
            continue;
          }
          double x = v * scale[row];
          if (sums != null) {
            sums[groupOf[row]][g] += mean ? Math.log1p(x) : v;
          }
          if (moments != null) {
            moments.sum()[g] += x;
            moments.sumOfSquares()[g] += x * x;
          }
        }
      }
    });
  }
}

package org.c3tl.pseudobulk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.io.MatrixBlock;
import org.c3tl.io.StoredMatrix;
import org.c3tl.parallel.Workers;

/**
 * Streams matrices of cells and adds up what is asked for, checking every value of labelled cells on the way. Sums are
 * float64. Each group's are made by one thread in the order of the file, so that they do not depend on the number of threads.
 */
final class CellSummer {
  /** Above this, values declared as logarithms are refused: their counts would leave no digits to others in a sum. */
  static final double LARGEST_LOG = 30;

  private static final int BLOCK = 1 << 16;
  /** Groups are dealt to so many shards, each the work of one thread at a time. */
  private static final int SHARDS = 32;
  private final InputKind kind;
  private final Aggregate aggregate;
  private final double targetSum;
  private final double[][] sums;
  private final double[] totals;
  private final GeneMoments moments;
  private final int threads;
  private final Shard[] shards = new Shard[SHARDS];
  private long empty;

  /** What a shard of the groups needs to itself. */
  private static final class Shard {
    double[] logs = new double[0];
    double[] sum;
    double[] sumOfSquares;

    /** Logarithms of counts 0 to {@code most}: a cell has few different ones, and each costs more than all else about it. */
    double[] logs(int most, double scale) {
      if (logs.length <= most) {
        logs = new double[2 * most + 1];
      }
      for (int c = 1; c <= most; c++) {
        logs[c] = log1p(c * scale);
      }
      return logs;
    }
  }

  /**
   * Rows of counts; the arrays may be longer than the block.
   *
   * @param total total of each row; 0 for rows without labels
   * @param most largest count of each row, or {@code Integer.MAX_VALUE} where that is larger
   */
  private record Rows(double[] total, int[] most) { }

  /**
   * @param kind what the values are; not {@code AUTO}
   * @param aggregate what the sums are made of
   * @param targetSum total that counts are scaled to
   * @param sums groups × kept genes to add to, or null
   * @param totals groups to add counts to, or null
   * @param moments per kept gene to add to, or null
   * @param threads threads that read and sum
   */
  CellSummer(InputKind kind, Aggregate aggregate, double targetSum, double[][] sums, double[] totals, GeneMoments moments,
      int threads) {
    this.kind = kind;
    this.aggregate = aggregate;
    this.targetSum = targetSum;
    this.sums = sums;
    this.totals = totals;
    this.moments = moments;
    this.threads = threads;
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard();
    }
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
      return;
    }
    for (Shard shard : shards) {
      shard.sum = moments == null ? null : new double[moments.sum().length];
      shard.sumOfSquares = moments == null ? null : new double[moments.sum().length];
    }
    boolean counts = kind == InputKind.COUNTS;
    Map<MatrixBlock, Rows> reused = new ConcurrentHashMap<>();
    stream(part, progress, block -> counts ? rows(part, block, reused) : checked(part, block), (blocks, rows, workers) ->
        addRows(part, blocks, rows, workers));
    for (Shard shard : shards) {
      for (int g = 0; moments != null && g < shard.sum.length; g++) {
        moments.sum()[g] += shard.sum[g];
        moments.sumOfSquares()[g] += shard.sumOfSquares[g];
      }
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
    if (part.matrix().layout() != StoredMatrix.Layout.CSC) {
      Map<MatrixBlock, Rows> reused = new ConcurrentHashMap<>();
      stream(part, progress, block -> {
        System.arraycopy(rows(part, block, reused).total, 0, total, Math.toIntExact(block.firstMajor), block.majorCount);
        return null;
      }, (blocks, found, workers) -> { });
      return total;
    }
    stream(part, progress, block -> checkedColumns(part, block), (blocks, found, workers) -> {
      // Sums of whole numbers are exact in any order. Each thread has rows of its own.
      int ranges = workers.threads();
      workers.each(ranges, i -> {
        long from = (long) total.length * i / ranges;
        long to = (long) total.length * (i + 1) / ranges;
        for (MatrixBlock block : blocks) {
          for (int e = 0; e < block.starts[block.majorCount]; e++) {
            int row = block.minors[e];
            if (row >= from && row < to && part.groupOf()[row] >= 0) {
              total[row] += block.values[e];
            }
          }
        }
      });
    });
    return total;
  }

  /** Works on some blocks with some threads. */
  @FunctionalInterface
  private interface Work {
    void on(List<MatrixBlock> blocks, List<Rows> found, Workers workers);
  }

  private void stream(Part part, Progress progress, Function<MatrixBlock, Rows> first, Work then) throws IOException {
    double all = Math.max(1, part.matrix().layout() == StoredMatrix.Layout.CSC ? part.matrix().columns()
        : part.matrix().rows());
    try (Workers workers = new Workers(threads)) {
      part.matrix().forEachRound(BLOCK, workers, first, (blocks, found) -> {
        then.on(blocks, found, workers);
        MatrixBlock last = blocks.get(blocks.size() - 1);
        progress.update((last.firstMajor + last.majorCount) / all, null);
      });
    }
  }

  /**
   * Totals of a block's rows, each value checked to be a count.
   *
   * @param reused arrays by block, since the same few blocks come again and again
   */
  private static Rows rows(Part part, MatrixBlock block, Map<MatrixBlock, Rows> reused) {
    Rows rows = reused.compute(block, (b, r) -> r != null && r.total.length >= b.majorCount ? r
        : new Rows(new double[b.majorCount + b.majorCount / 4], new int[b.majorCount + b.majorCount / 4]));
    double[] values = block.values;
    for (int k = 0; k < block.majorCount; k++) {
      int row = Math.toIntExact(block.firstMajor + k);
      rows.total[k] = 0;
      if (part.groupOf()[row] < 0) {
        continue;
      }
      long sum = 0;
      int most = 0;
      boolean small = true;
      for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
        int count = (int) values[i];
        small &= count == values[i];
        sum += count;
        most = Math.max(most, count);
        small &= count >= 0;
      }
      double total = sum;
      if (!small) {
        total = 0;
        most = Integer.MAX_VALUE;
        for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
          total += count(part, row, block.minors[i], values[i]);
        }
      }
      rows.total[k] = total;
      rows.most[k] = most;
    }
    return rows;
  }

  private Rows checkedColumns(Part part, MatrixBlock block) {
    for (int k = 0; k < block.majorCount; k++) {
      for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
        if (part.groupOf()[block.minors[i]] >= 0) {
          check(part, block.minors[i], Math.toIntExact(block.firstMajor + k), block.values[i]);
        }
      }
    }
    return null;
  }

  private static double count(Part part, long row, int column, double v) {
    if (!(v >= 0) || v != Math.rint(v) || v == Double.POSITIVE_INFINITY) {
      throw part.bad(row, column, v, InputKind.COUNTS);
    }
    return v;
  }

  private void check(Part part, int row, int column, double v) {
    boolean fits = switch (kind) {
      case COUNTS -> v == count(part, row, column, v);
      case LOG -> v >= 0 && v <= LARGEST_LOG;
      default -> Double.isFinite(v);
    };
    if (!fits) {
      throw part.bad(row, column, v, kind);
    }
  }

  /**
   * @param rows each block's rows, where they are counts
   */
  private void addRows(Part part, List<MatrixBlock> blocks, List<Rows> rows, Workers workers) {
    int[] groupOf = part.groupOf();
    for (int b = 0; kind == InputKind.COUNTS && b < blocks.size(); b++) {
      double[] of = rows.get(b).total;
      for (int k = 0; k < blocks.get(b).majorCount; k++) {
        int group = groupOf[Math.toIntExact(blocks.get(b).firstMajor + k)];
        empty += group >= 0 && of[k] == 0 ? 1 : 0;
        if (group >= 0 && totals != null) {
          totals[group] += of[k];
        }
      }
    }
    workers.each(SHARDS, s -> {
      for (int b = 0; b < blocks.size(); b++) {
        MatrixBlock block = blocks.get(b);
        int first = Math.toIntExact(block.firstMajor);
        for (int k = 0; k < block.majorCount; k++) {
          int group = groupOf[first + k];
          if (group >= 0 && group % SHARDS == s) {
            if (kind != InputKind.COUNTS) {
              addValues(part, shards[s], group, block, k);
            } else if (rows.get(b).total[k] > 0) {
              addCounts(part, shards[s], group, block, k, rows.get(b));
            }
          }
        }
      }
    });
  }

  private Rows checked(Part part, MatrixBlock block) {
    for (int k = 0; k < block.majorCount; k++) {
      int row = Math.toIntExact(block.firstMajor + k);
      for (int i = block.starts[k]; part.groupOf()[row] >= 0 && i < block.starts[k + 1]; i++) {
        check(part, row, block.minors[i], block.values[i]);
      }
    }
    return null;
  }

  private void addCounts(Part part, Shard shard, int group, MatrixBlock block, int k, Rows rows) {
    int from = block.starts[k];
    int to = block.starts[k + 1];
    double scale = targetSum / rows.total[k];
    if (sums != null) {
      double[] sum = sums[group];
      if (aggregate != Aggregate.MEAN) {
        add(part.columnOf(), block, from, to, sum);
      } else if (rows.most[k] < to - from) {
        addLogs(part.columnOf(), block, from, to, sum, shard.logs(rows.most[k], scale));
      } else {
        addLogs(part.columnOf(), block, from, to, sum, scale);
      }
    }
    if (shard.sum != null) {
      for (int i = from; i < to; i++) {
        int g = part.columnOf()[block.minors[i]];
        if (g >= 0) {
          double x = block.values[i] * scale;
          shard.sum[g] += x;
          shard.sumOfSquares[g] += x * x;
        }
      }
    }
  }

  private static void add(int[] columnOf, MatrixBlock block, int from, int to, double[] sum) {
    for (int i = from; i < to; i++) {
      int g = columnOf[block.minors[i]];
      if (g >= 0) {
        sum[g] += block.values[i];
      }
    }
  }

  private static void addLogs(int[] columnOf, MatrixBlock block, int from, int to, double[] sum, double[] logs) {
    int[] minors = block.minors;
    double[] values = block.values;
    for (int i = from; i < to; i++) {
      int g = columnOf[minors[i]];
      if (g >= 0) {
        sum[g] += logs[(int) values[i]];
      }
    }
  }

  private static void addLogs(int[] columnOf, MatrixBlock block, int from, int to, double[] sum, double scale) {
    for (int i = from; i < to; i++) {
      int g = columnOf[block.minors[i]];
      if (g >= 0) {
        sum[g] += log1p(block.values[i] * scale);
      }
    }
  }

  /** {@code log(1 + x)} for x from 0, to within two units in the last place, and four times as fast as Java's own. */
  private static double log1p(double x) {
    double u = 1 + x;
    return u == 1 || u == Double.POSITIVE_INFINITY ? x : Math.log(u) * (x / (u - 1));
  }

  private void addValues(Part part, Shard shard, int group, MatrixBlock block, int k) {
    for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
      int g = part.columnOf()[block.minors[i]];
      if (g < 0) {
        continue;
      }
      double v = block.values[i];
      if (sums != null) {
        sums[group][g] += v;
      }
      if (shard.sum != null) {
        double x = Math.expm1(v);
        shard.sum[g] += x;
        shard.sumOfSquares[g] += x * x;
      }
    }
  }

  /**
   * Columns come one after the other, so that the totals of the cells need a reading of their own. A column is the work of one
   * thread.
   */
  private void addColumns(Part part, Progress progress) throws IOException {
    boolean counts = kind == InputKind.COUNTS;
    int[] groupOf = part.groupOf();
    double[] scale = counts ? rowTotals(part, progress.part(0, 0.5)) : null;
    for (int row = 0; counts && row < scale.length; row++) {
      if (groupOf[row] >= 0) {
        empty += scale[row] == 0 ? 1 : 0;
        if (totals != null) {
          totals[groupOf[row]] += scale[row];
        }
        scale[row] = targetSum / scale[row];
      }
    }
    stream(part, counts ? progress.part(0.5, 1) : progress, block -> {
      for (int k = 0; k < block.majorCount; k++) {
        addColumn(part, block, k, scale);
      }
      return null;
    }, (blocks, found, workers) -> { });
  }

  private void addColumn(Part part, MatrixBlock block, int k, double[] scale) {
    int column = Math.toIntExact(block.firstMajor + k);
    int g = part.columnOf()[column];
    boolean mean = aggregate == Aggregate.MEAN;
    for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
      int row = block.minors[i];
      int group = part.groupOf()[row];
      double v = block.values[i];
      if (group < 0) {
        continue;
      }
      if (scale == null) {
        check(part, row, column, v);
      }
      if (g < 0 || v == 0) {
        continue;
      }
      double x = scale == null ? Math.expm1(v) : v * scale[row];
      if (sums != null) {
        sums[group][g] += scale != null && mean ? log1p(x) : v;
      }
      if (moments != null) {
        moments.sum()[g] += x;
        moments.sumOfSquares()[g] += x * x;
      }
    }
  }
}

package org.c3tl.io;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.c3tl.data.InvalidInputException;
import org.c3tl.parallel.Workers;

/** CSR or CSC matrix: a group with {@code data}, {@code indices} and {@code indptr}, all streamed. */
final class SparseMatrix implements StoredMatrix, Sampled {
  /** How much of {@code indptr} is held at a time; also the most lines a block may have. */
  private static final int WINDOW = 1 << 16;

  private final String name;
  private final boolean byRow;
  private final long rows;
  private final int columns;
  private final HdfArray data;
  private final HdfArray indices;
  private final HdfArray indptr;

  /**
   * @param source the file
   * @param object path of the group
   * @param name name of the matrix
   * @param byRow whether it is CSR
   * @param rows number of rows
   * @param columns number of columns
   * @throws InvalidInputException if a part is missing or the parts do not fit together
   */
  SparseMatrix(HdfSource source, String object, String name, boolean byRow, long rows, int columns) {
    this.name = name;
    this.byRow = byRow;
    this.rows = rows;
    this.columns = columns;
    data = part(source, object + "/data");
    indices = part(source, object + "/indices");
    indptr = part(source, object + "/indptr");
    if (!data.type.isNumber() || !indices.type.isInteger() || !indptr.type.isInteger()) {
      throw source.damaged(object, "data, indices and indptr have the types " + data.type.dtype + ", " + indices.type.dtype
          + " and " + indptr.type.dtype, null);
    }
    long lines = byRow ? rows : columns;
    if (indptr.rows != lines + 1) {
      throw source.damaged(indptr.name, "it has " + indptr.rows + " elements where " + (lines + 1) + " are needed for "
          + lines + (byRow ? " rows" : " columns"), null);
    }
    if (data.rows != indices.rows) {
      throw source.damaged(object, "there are " + data.rows + " values and " + indices.rows + " indices", null);
    }
    if (!byRow && rows > Integer.MAX_VALUE - 16) {
      throw source.unsupported(object, " is stored by column (CSC) and has more than 2^31 rows, which is not read. "
          + " Write it by row in Python: adata.X = adata.X.tocsr().");
    }
    try (HdfArray.Reader reader = indptr.reader()) {
      byte[] last = new byte[8];
      reader.read(lines, 1, last);
      long end = indptr.type.integer(last, 0);
      if (end != data.rows) {
        throw source.damaged(indptr.name, "it ends with " + end + " where there are " + data.rows + " values", null);
      }
    }
  }

  private static HdfArray part(HdfSource source, String object) {
    HdfArray a = source.array(object);
    if (a == null || a.columns != 1) {
      throw source.damaged(object, a == null ? "it is missing" : "it has " + a.columns + " columns", null);
    }
    return a;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Layout layout() {
    return byRow ? Layout.CSR : Layout.CSC;
  }

  @Override
  public String dtype() {
    return data.type.dtype;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public long stored() {
    return data.rows;
  }

  @Override
  public void forEachBlock(int maxEntries, BlockConsumer consumer) throws IOException {
    Rounds.oneByOne(this, maxEntries, consumer);
  }

  @Override
  public <T> void forEachRound(int maxEntries, Workers workers, Function<MatrixBlock, T> first, RoundConsumer<T> then)
      throws IOException {
    try (Pass pass = new Pass(maxEntries, workers)) {
      Rounds.run(data, pass, workers, first, then);
    }
  }

  @Override
  public void sample(int windows, int length, Values sink) {
    long n = data.rows;
    int count = (int) Math.min(n, length);
    if (count == 0) {
      return;
    }
    byte[] bytes = new byte[count * data.type.size];
    double[] values = new double[count];
    try (HdfArray.Reader reader = data.reader()) {
      int parts = (int) Math.min(windows, n / count);
      for (int w = 0; w < parts; w++) {
        long first = parts == 1 ? 0 : (n - count) / (parts - 1) * w;
        reader.read(first, count, bytes);
        data.type.numbers(bytes, 0, count, values);
        sink.accept(values, count);
      }
    }
  }

  /** One forward pass. */
  private final class Pass implements Rounds.Producer, AutoCloseable {
    /** Most entries of a round, unless a block has more. */
    private static final int ROUND = 1 << 22;

    private final int maxEntries;
    private final int most;
    private final long lines = byRow ? rows : columns;
    private final int limit = byRow ? columns : (int) rows;
    private final HdfArray.Reader ends = indptr.reader();
    private final HdfArray.RunReader minors;
    private final HdfArray.RunReader values;
    private final byte[] window = new byte[(int) Math.min(WINDOW, lines) * indptr.type.size];
    private long windowFirst;
    private int windowCount;
    private byte[] bytes = new byte[0];
    private byte[] minorBytes = new byte[0];
    private final boolean unpacksFirst = data.isFiltered() || indices.isFiltered();
    private long line;
    private long entry;
    /** First entry of the round, and where its blocks begin after it. */
    private long first;
    private final int[] from;

    Pass(int maxEntries, Workers workers) {
      if (maxEntries < 1) {
        throw new IllegalArgumentException("maxEntries is " + maxEntries + ", allowed are 1 and more");
      }
      this.maxEntries = maxEntries;
      // Several chunks for each thread to unpack, since they are unpacked as a whole.
      long chunks = unpacksFirst ? 2L * workers.threads() * Math.max(data.chunkRows(), indices.chunkRows()) : 0;
      most = (int) Math.max(workers.threads() == 1 ? 1 : 4L * workers.threads(), Math.min(chunks, ROUND) / maxEntries);
      from = new int[most];
      minors = indices.reader(workers);
      values = data.reader(workers);
      byte[] start = new byte[8];
      ends.read(0, 1, start);
      entry = indptr.type.integer(start, 0);
      if (entry != 0) {
        throw indptr.source.damaged(indptr.name, "it begins with " + entry + " instead of 0", null);
      }
    }

    /** Where a line ends. Checked to be neither before its start nor beyond the data. */
    private long end(long line, long start) {
      if (line < windowFirst || line >= windowFirst + windowCount) {
        windowFirst = line;
        windowCount = (int) Math.min(WINDOW, lines - line);
        ends.read(line + 1, windowCount, window);
      }
      long end = indptr.type.integer(window, (int) (line - windowFirst) * indptr.type.size);
      if (end < start || end > data.rows) {
        throw indptr.source.damaged(indptr.name, "position " + (line + 1) + " holds " + end + ", allowed are " + start
            + " to " + data.rows, null);
      }
      if (end - start > limit) {
        throw indptr.source.damaged(indptr.name, (byRow ? "row " : "column ") + line + " has " + (end - start)
            + " entries, more than there are " + (byRow ? "columns" : "rows"), null);
      }
      return end;
    }

    @Override
    public int claim(List<MatrixBlock> blocks) {
      first = entry;
      int n = 0;
      while (n < most && line < lines && (n == 0 || entry - first <= ROUND - maxEntries)) {
        if (blocks.size() == n) {
          blocks.add(new MatrixBlock());
        }
        from[n] = (int) (entry - first);
        claim(blocks.get(n++));
      }
      if (unpacksFirst && n > 0) {
        unpack(Math.toIntExact(entry - first));
      }
      return n;
    }

    /** Unpacks all chunks of the round, each once; a block may begin and end within a chunk. */
    private void unpack(int n) {
      if (bytes.length < (long) n * data.type.size || minorBytes.length < (long) n * indices.type.size) {
        int room = Math.max(n, (int) Math.min(Math.min((long) most * maxEntries, ROUND), data.rows));
        data.source.requireMemory(data.name, (long) (data.type.size + indices.type.size) * room);
        bytes = new byte[Math.multiplyExact(room, data.type.size)];
        minorBytes = new byte[Math.multiplyExact(room, indices.type.size)];
      }
      values.read(first, n, bytes);
      minors.read(first, n, minorBytes);
    }

    /** Decides which lines a block has. */
    private void claim(MatrixBlock block) {
      block.firstMajor = line;
      int count = 0;
      long first = entry;
      long end = first;
      if (block.starts.length < 2) {
        block.starts = new int[256];
      }
      block.starts[0] = 0;
      while (line < lines && count < WINDOW) {
        long lineEnd = end(line, end);
        if (count > 0 && lineEnd - first > maxEntries) {
          break;
        }
        end = lineEnd;
        count++;
        line++;
        if (block.starts.length <= count) {
          block.starts = java.util.Arrays.copyOf(block.starts, 2 * count);
        }
        block.starts[count] = (int) (end - first);
      }
      block.majorCount = count;
      entry = end;
    }

    @Override
    public void fill(int i, MatrixBlock block) {
      int n = block.starts[block.majorCount];
      if (block.minors.length < n) {
        int room = Math.max(n, (int) Math.min(Math.min(maxEntries, ROUND), data.rows));
        data.source.requireMemory(data.name, 12L * room);
        block.minors = new int[room];
        block.values = new double[room];
      }
      if (unpacksFirst) {
        data.type.numbers(bytes, from[i] * data.type.size, n, block.values);
        check(first + from[i], minorBytes, from[i] * indices.type.size,
            indices.type.indices(minorBytes, from[i] * indices.type.size, n, limit, block.minors));
        return;
      }
      long at = first + from[i];
      values.read(at, n, b -> {
        data.type.numbers(b, 0, n, block.values);
        return null;
      });
      minors.read(at, n, b -> {
        check(at, b, 0, indices.type.indices(b, 0, n, limit, block.minors));
        return null;
      });
    }

    private void check(long first, byte[] stored, int from, int bad) {
      if (bad >= 0) {
        throw indices.source.damaged(indices.name, "position " + (first + bad) + " holds "
            + indices.type.integer(stored, from + bad * indices.type.size) + ", allowed are 0 to " + (limit - 1), null);
      }
    }

    @Override
    public void close() {
      ends.close();
      minors.close();
      values.close();
    }
  }
}

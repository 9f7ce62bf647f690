package org.c3tl.io;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.c3tl.data.InvalidInputException;

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
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries is " + maxEntries + ", allowed are 1 and more");
    }
    try (Pass pass = new Pass(maxEntries)) {
      BlockPipe.run(block -> data.source.guard(data.name, () -> pass.next(block)), data.isFiltered(), consumer);
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
  private final class Pass implements AutoCloseable {
    private final int maxEntries;
    private final long lines = byRow ? rows : columns;
    private final int limit = byRow ? columns : (int) rows;
    private final HdfArray.Reader ends = indptr.reader();
    private final HdfArray.Reader minors = indices.reader();
    private final HdfArray.Reader values = data.reader();
    private final byte[] window = new byte[(int) Math.min(WINDOW, lines) * indptr.type.size];
    private long windowFirst;
    private int windowCount;
    private byte[] bytes = new byte[0];
    private byte[] minorBytes = new byte[0];
    /** Unpacks the indices while the values are unpacked; null where they are stored as they are. */
    private ExecutorService helper;
    private long line;
    private long entry;

    Pass(int maxEntries) {
      this.maxEntries = maxEntries;
      byte[] first = new byte[8];
      ends.read(0, 1, first);
      entry = indptr.type.integer(first, 0);
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
        throw indptr.source.damaged(indptr.name, "position " + (line + 1) + " holds " + end + ", allowed are " + start + " to "
            + data.rows, null);
      }
      if (end - start > limit) {
        throw indptr.source.damaged(indptr.name, (byRow ? "row " : "column ") + line + " has " + (end - start)
            + " entries, more than there are " + (byRow ? "columns" : "rows"), null);
      }
      return end;
    }

    /** Fills the next block; false at the end. */
    boolean next(MatrixBlock block) {
      if (line == lines) {
        return false;
      }
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
      fill(block, first, (int) (end - first));
      return true;
    }

    private void fill(MatrixBlock block, long first, int n) {
      int room = block.minors.length;
      if (room < n) {
        room = Math.max(n, Math.min(maxEntries, 1 << 16));
        data.source.requireMemory(data.name, (12L + indices.type.size + data.type.size) * room);
        block.minors = new int[room];
        block.values = new double[room];
      }
      if (bytes.length < (long) n * data.type.size) {
        bytes = new byte[Math.multiplyExact(room, data.type.size)];
      }
      if (minorBytes.length < (long) n * indices.type.size) {
        minorBytes = new byte[Math.multiplyExact(room, indices.type.size)];
      }
      if (helper == null && indices.isFiltered() && Runtime.getRuntime().availableProcessors() > 1) {
        helper = BlockPipe.worker();
      }
      if (helper == null) {
        minors(block, first, n);
        values(block, first, n);
        return;
      }
      Future<?> coming = helper.submit(() -> minors(block, first, n));
      try {
        values(block, first, n);
      } finally {
        BlockPipe.get(coming);
      }
    }

    private void values(MatrixBlock block, long first, int n) {
      values.read(first, n, bytes);
      data.type.numbers(bytes, 0, n, block.values);
    }

    private void minors(MatrixBlock block, long first, int n) {
      minors.read(first, n, minorBytes);
      int bad = indices.type.indices(minorBytes, n, limit, block.minors);
      if (bad >= 0) {
        throw indices.source.damaged(indices.name, "position " + (first + bad) + " holds "
            + indices.type.integer(minorBytes, bad * indices.type.size) + ", allowed are 0 to " + (limit - 1), null);
      }
    }

    @Override
    public void close() {
      if (helper != null) {
        BlockPipe.end(helper);
      }
      ends.close();
      minors.close();
      values.close();
    }
  }
}

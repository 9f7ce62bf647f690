package org.c3tl.io;

import java.io.IOException;

/** Dense matrix: one dataset, read in bands of rows that follow its chunks. */
final class DenseMatrix implements StoredMatrix, Sampled {
  private static final long BAND = 256L << 20;
  /** Rows that are stored in one piece are read in bands of about this size. */
  private static final long PIECE = 8L << 20;

  private final String name;
  private final HdfArray data;
  private final long rows;
  private final int columns;

  /**
   * @param name name of the matrix
   * @param data numbers, one or two dimensions
   * @param rows number of rows; a dataset of one dimension may be a row or a column
   * @param columns number of columns
   */
  DenseMatrix(String name, HdfArray data, long rows, int columns) {
    this.name = name;
    this.data = data;
    this.rows = rows;
    this.columns = columns;
    if (!data.type.isNumber()) {
      throw data.source.damaged(data.name, "its elements are of type " + data.type.dtype + ", not numbers", null);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Layout layout() {
    return Layout.DENSE;
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
    return rows * columns;
  }

  /** A row of a one-dimensional dataset that is a single row has its elements in the dataset's rows. */
  private int scale() {
    return data.columns == columns ? 1 : columns;
  }

  private int bandRows() {
    long line = Math.max(1, (long) columns * data.type.size);
    long most = Math.max(1, Math.min(BAND, Runtime.getRuntime().maxMemory() / 8) / line);
    int chunk = data.chunkRows();
    if (chunk == 0 || scale() != 1) {
      return (int) Math.min(Math.max(1, PIECE / line), Math.max(1, rows));
    }
    long band = chunk >= most ? most : Math.max(1, Math.min(PIECE / line / chunk, most / chunk)) * chunk;
    return (int) Math.min(band, Math.max(1, rows));
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
    if (rows == 0 || columns == 0) {
      return;
    }
    data.source.requireMemory(data.name, columns * (data.type.size + 8L));
    byte[] bytes = new byte[Math.multiplyExact(columns, data.type.size)];
    double[] values = new double[columns];
    int wanted = (int) Math.min(rows, Math.max(1, Math.min(windows, (long) windows * length / columns)));
    try (HdfArray.Reader reader = data.reader()) {
      for (int w = 0; w < wanted; w++) {
        long row = wanted == 1 ? 0 : (long) ((rows - 1) * (double) w / (wanted - 1));
        reader.read(row * scale(), scale(), bytes);
        data.type.numbers(bytes, 0, columns, values);
        sink.accept(values, columns);
      }
    }
  }

  /** One forward pass. */
  private final class Pass implements AutoCloseable {
    private final int blockRows;
    private final int bandRows = bandRows();
    private final HdfArray.Reader reader = data.reader();
    private final byte[] band;
    private final double[] line = new double[columns];
    private long bandFirst;
    private int bandCount;
    private long row;

    Pass(int maxEntries) {
      blockRows = Math.max(1, columns == 0 ? 1 << 16 : maxEntries / columns);
      long size = (long) bandRows * columns * data.type.size;
      data.source.requireMemory(data.name, size);
      band = new byte[Math.toIntExact(size)];
    }

    boolean next(MatrixBlock block) {
      if (row == rows) {
        return false;
      }
      if (row >= bandFirst + bandCount) {
        bandFirst = row;
        bandCount = (int) Math.min(bandRows, rows - row);
        reader.read(row * scale(), bandCount * scale(), band);
      }
      int count = (int) Math.min(blockRows, bandFirst + bandCount - row);
      int room = Math.multiplyExact(count, columns);
      if (block.minors.length < room) {
        data.source.requireMemory(data.name, 12L * room);
        block.minors = new int[room];
        block.values = new double[room];
      }
      if (block.starts.length <= count) {
        block.starts = new int[count + 1];
      }
      int n = 0;
      int at = (int) (row - bandFirst) * columns * data.type.size;
      for (int r = 0; r < count; r++, at += columns * data.type.size) {
        data.type.numbers(band, at, columns, line);
        for (int c = 0; c < columns; c++) {
          if (line[c] != 0) {
            block.minors[n] = c;
            block.values[n++] = line[c];
          }
        }
        block.starts[r + 1] = n;
      }
      block.starts[0] = 0;
      block.firstMajor = row;
      block.majorCount = count;
      row += count;
      return true;
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}

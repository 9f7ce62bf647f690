package org.c3tl.io;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.c3tl.parallel.Workers;

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
  private final class Pass implements Rounds.Producer, AutoCloseable {
    private final Workers workers;
    private final int blockRows;
    private final int bandRows = bandRows();
    private final HdfArray.RunReader reader;
    private final byte[] band;
    private long bandFirst;
    private int bandCount;
    private long row;

    Pass(int maxEntries, Workers workers) {
      if (maxEntries < 1) {
        throw new IllegalArgumentException("maxEntries is " + maxEntries + ", allowed are 1 and more");
      }
      this.workers = workers;
      blockRows = Math.max(1, columns == 0 ? 1 << 16 : maxEntries / columns);
      long size = (long) bandRows * columns * data.type.size;
      data.source.requireMemory(data.name, size);
      band = new byte[Math.toIntExact(size)];
      reader = data.reader(workers);
    }

    @Override
    public int claim(List<MatrixBlock> blocks) {
      if (row == rows) {
        return 0;
      }
      if (row >= bandFirst + bandCount) {
        bandFirst = row;
        bandCount = (int) Math.min(bandRows, rows - row);
        reader.read(row * scale(), bandCount * scale(), band);
      }
      int most = workers.threads() == 1 ? 1 : 4 * workers.threads();
      int n = 0;
      for (; n < most && row < bandFirst + bandCount; n++) {
        if (blocks.size() == n) {
          blocks.add(new MatrixBlock());
        }
        claim(blocks.get(n), (int) Math.min(blockRows, bandFirst + bandCount - row));
      }
      return n;
    }

    private void claim(MatrixBlock block, int count) {
      if (block.starts.length <= count) {
        block.starts = new int[count + 1];
      }
      block.firstMajor = row;
      block.majorCount = count;
      row += count;
    }

    @Override
    public void fill(int i, MatrixBlock block) {
      int room = Math.multiplyExact(block.majorCount, columns);
      if (block.minors.length < room) {
        data.source.requireMemory(data.name, 12L * room);
        block.minors = new int[room];
        block.values = new double[room];
      }
      double[] line = new double[columns];
      int n = 0;
      int at = (int) (block.firstMajor - bandFirst) * columns * data.type.size;
      block.starts[0] = 0;
      for (int r = 0; r < block.majorCount; r++, at += columns * data.type.size) {
        data.type.numbers(band, at, columns, line);
        for (int c = 0; c < columns; c++) {
          if (line[c] != 0) {
            block.minors[n] = c;
            block.values[n++] = line[c];
          }
        }
        block.starts[r + 1] = n;
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}

package org.c3tl.io;

import io.jhdf.AbstractNode;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetBase;
import io.jhdf.dataset.chunked.ChunkedDatasetV3;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.c3tl.data.InvalidInputException;
import org.c3tl.parallel.Workers;

/**
 * A dataset of one or two dimensions (or a single value), read in runs of rows. Its layout comes from jHDF; bytes are read
 * and unpacked here, so that every chunk is unpacked once in a forward pass, positions may exceed 2^31, and sizes are
 * checked against the file before anything is allocated.
 */
final class HdfArray {
  /** The most that deflate can shrink, rounded up: a chunk that claims to unpack to more is refused. */
  private static final long MAX_RATIO = 1100;
  /** Datasets up to this size may have chunks that were never written; they read as zeros. */
  private static final long SMALL = 1 << 20;

  final HdfSource source;
  final String name;
  final HdfType type;
  /** 0 for a single value, else 1 or 2. */
  final int rank;
  final long rows;
  final int columns;

  private final Dataset dataset;
  private HdfChunks chunks;
  private int chunkRows;
  private int chunkColumns;
  private FilterPipelineMessage filters;
  private long address = -1;
  private byte[] compact;

  HdfArray(HdfSource source, String name, Dataset dataset) {
    this.source = source;
    this.name = name;
    this.dataset = dataset;
    this.type = source.guard(name, () -> new HdfType(dataset.getDataType()));
    long[] dims = source.guard(name, dataset::getDimensionsAsLong);
    rank = dims.length;
    if (rank > 2) {
      throw source.unsupported(name, " has " + rank + " dimensions; at most 2 are read.");
    }
    boolean none = source.guard(name, dataset::getSize) == 0;
    rows = none && rank == 0 ? 0 : rank == 0 ? 1 : dims[0];
    long width = rank == 2 ? dims[1] : 1;
    if (rows < 0 || width < 0 || width > Integer.MAX_VALUE - 16 || type.size <= 0) {
      throw source.damaged(name, "its shape is " + Arrays.toString(dims), null);
    }
    columns = (int) width;
    try {
      Math.multiplyExact(Math.multiplyExact(rows, width), (long) type.size);
    } catch (ArithmeticException e) {
      throw source.damaged(name, "its shape is " + Arrays.toString(dims), e);
    }
    source.guard(name, () -> {
      layout();
      return null;
    });
  }

  /**
   * @return size in bytes, unpacked
   */
  long bytes() {
    return rows * columns * type.size;
  }

  /**
   * @return rows of a chunk, or 0 if the dataset is stored in one piece
   */
  int chunkRows() {
    return chunkRows;
  }

  /**
   * @return whether stored chunks must be unpacked
   */
  boolean isFiltered() {
    return filters != null && !filters.getFilters().isEmpty();
  }

  private InvalidInputException tooLarge(long stored) {
    return source.damaged(name, "it declares " + bytes() + " bytes, of which only " + stored + " are in the file", null);
  }

  private void layout() {
    HdfBackingStorage storage = source.file().getHdfBackingStorage();
    long base = storage.getUserBlockSize();
    long size = source.channel().size();
    if (bytes() == 0) {
      compact = new byte[0];
    } else if (dataset instanceof ContiguousDataset c) {
      if (dataset.isEmpty()) {
        unwritten();
        return;
      }
      address = c.getDataAddress() + base;
      if (address < 0 || address > size || bytes() > size - address) {
        throw tooLarge(Math.max(0, size - address));
      }
    } else if (dataset instanceof ChunkedDatasetBase c) {
      chunkLayout(c, base, size);
    } else {
      ByteBuffer b = ((DatasetBase) dataset).getDataBuffer().duplicate();
      if (b.remaining() < bytes()) {
        throw tooLarge(b.remaining());
      }
      compact = new byte[(int) bytes()];
      b.get(compact);
    }
  }

  /** A dataset that was created and never filled has zeros (its fill value) and no place in the file. */
  private void unwritten() {
    if (bytes() > SMALL) {
      throw tooLarge(0);
    }
    compact = new byte[(int) bytes()];
  }

  private void chunkLayout(ChunkedDatasetBase c, long base, long size) {
    int[] dims = c.getChunkDimensions();
    if (dims.length != Math.max(1, rank) || Arrays.stream(dims).anyMatch(d -> d <= 0)) {
      throw source.damaged(name, "its chunks have the shape " + Arrays.toString(dims), null);
    }
    chunkRows = dims[0];
    chunkColumns = rank == 2 ? dims[1] : 1;
    long grid = gridRows() * gridColumns();
    // Each chunk that exists takes at least a byte, and an entry of the index.
    if (grid > Math.max(16, size) && bytes() > SMALL || Math.multiplyExact((long) chunkRows, chunkColumns) * type.size
        > Integer.MAX_VALUE - 64) {
      throw tooLarge(size);
    }
    ObjectHeader header = c.getHeader();
    if (header.hasMessageOfType(FilterPipelineMessage.class)) {
      filters = header.getMessageOfType(FilterPipelineMessage.class);
    }
    new HdfFilters(filters, type.size, source, name).end();
    Map<ChunkOffset, Chunk> written = c instanceof ChunkedDatasetV4 ? new IndexV4(source, name, c, header).chunks()
        : new IndexV3(source, name, c, header).chunks();
    requireAll(written.size(), grid);
    source.requireMemory(name, 16 * grid);
    chunks = new HdfChunks(Math.toIntExact(grid));
    long stored = 0;
    int within = 0;
    for (Chunk chunk : written.values()) {
      long at = chunk.getAddress() + base;
      int n = chunk.getSize();
      if (n < 0 || at < 0 || at > size || n > size - at) {
        throw source.damaged(name, "a chunk of " + n + " bytes at " + at + " is beyond the file's end at " + size, null);
      }
      if (isFiltered() ? chunkBytes() > MAX_RATIO * n + 1024 : n < chunkBytes()) {
        throw source.damaged(name, "a chunk of " + n + " bytes shall hold " + chunkBytes(), null);
      }
      stored += n;
      BitSet mask = chunk.getFilterMask();
      int place = place(chunk.getChunkOffset());
      if (place >= 0) {
        chunks.put(place, at, n, mask == null || mask.isEmpty() ? 0 : (int) mask.toLongArray()[0]);
        within++;
      }
    }
    if (stored > size) {
      throw source.damaged(name, "its chunks overlap", null);
    }
    requireAll(within, grid);
  }

  private void requireAll(int written, long grid) {
    if (written < grid && bytes() > SMALL) {
      throw source.damaged(name, "only " + written + " of its " + grid + " chunks were written", null);
    }
  }

  /** Where a chunk stands in the grid; -1 for one beyond its end, which a dataset may keep that was made smaller. */
  private int place(long[] offset) {
    long row = offset.length > 0 ? offset[0] : -1;
    long column = rank == 2 ? offset.length > 1 ? offset[1] : -1 : 0;
    if (row < 0 || row % chunkRows != 0 || column < 0 || column % chunkColumns != 0) {
      throw source.damaged(name, "a chunk begins at " + Arrays.toString(offset) + ", where none can begin", null);
    }
    return row < rows && column < columns ? place(row, column) : -1;
  }

  private int place(long row, long column) {
    return (int) (row / chunkRows * gridColumns() + column / chunkColumns);
  }

  private long gridRows() {
    return (rows - 1) / chunkRows + 1;
  }

  private long gridColumns() {
    return (columns - 1) / chunkColumns + 1;
  }

  private int chunkBytes() {
    return chunkRows * chunkColumns * type.size;
  }

  /** Gives access to jHDF's index of chunks, which is protected. */
  private static final class IndexV3 extends ChunkedDatasetV3 {
    IndexV3(HdfSource source, String name, AbstractNode node, ObjectHeader header) {
      super(source.file().getHdfBackingStorage(), node.getAddress(), name, source.file(), header);
    }

    Map<ChunkOffset, Chunk> chunks() {
      return getChunkLookup();
    }
  }

  /** The same for files of newer HDF5 libraries. */
  private static final class IndexV4 extends ChunkedDatasetV4 {
    IndexV4(HdfSource source, String name, AbstractNode node, ObjectHeader header) {
      super(source.file().getHdfBackingStorage(), node.getAddress(), name, source.file(), header);
    }

    Map<ChunkOffset, Chunk> chunks() {
      return getChunkLookup();
    }
  }

  /**
   * @return a new reader; one thread may use it at a time
   */
  Reader reader() {
    return new Reader();
  }

  /**
   * @param workers threads that read
   * @return a new reader for a run through the rows; one thread may ask it at a time
   */
  RunReader reader(Workers workers) {
    return new RunReader(workers);
  }

  /**
   * @return all bytes, rows one after the other
   */
  byte[] readAll() {
    long n = bytes();
    if (n > Integer.MAX_VALUE - 16) {
      throw new InvalidInputException(source.where(name) + " is too large to be read at once (" + n + " bytes).");
    }
    source.requireMemory(name, n);
    byte[] all = new byte[(int) n];
    try (Reader reader = reader()) {
      reader.read(0, (int) rows, all);
    }
    return all;
  }

  private void check(long first, int count) {
    if (first < 0 || count < 0 || first > rows - count) {
      throw source.damaged(name, "rows " + first + " to " + (first + count) + " are wanted, it has " + rows, null);
    }
  }

  /** Reads long runs of rows with several threads, each chunk once as long as the runs follow one another. */
  final class RunReader implements AutoCloseable {
    /** Runs of fewer bytes are read by one thread. */
    private static final int PIECE = 1 << 18;

    private final Workers workers;
    private final Deque<Reader> idle = new ConcurrentLinkedDeque<>();
    /** Has the last chunk of the run before, with which the next one usually begins. */
    private Reader edge = new Reader();

    private RunReader(Workers workers) {
      this.workers = workers;
    }

    /**
     * @param first first row
     * @param count number of rows
     * @param into receives {@code count × columns} elements from its start
     * @throws InvalidInputException if the file is damaged
     * @throws UncheckedIOException if the disc fails
     */
    void read(long first, int count, byte[] into) {
      check(first, count);
      long line = (long) columns * type.size;
      if (chunks == null || count == 0 || columns == 0) {
        if (compact != null || count * line < PIECE) {
          edge.read(first, count, into);
          return;
        }
        int parts = workers.threads();
        workers.each(parts, i -> {
          int from = (int) ((long) count * i / parts);
          int to = (int) ((long) count * (i + 1) / parts);
          edge.bytes(address + (first + from) * line, into, (int) (from * line), (int) ((to - from) * line));
        });
        return;
      }
      long top = first / chunkRows;
      long wide = gridColumns();
      int n = Math.toIntExact(((first + count - 1) / chunkRows - top + 1) * wide);
      Reader[] last = new Reader[1];
      workers.each(n, i -> {
        Reader reader = i == 0 ? edge : idle.poll();
        if (reader == null) {
          reader = new Reader();
        }
        reader.copy((top + i / wide) * chunkRows, i % wide * chunkColumns, first, count, into);
        if (i == n - 1) {
          last[0] = reader;
        } else {
          idle.add(reader);
        }
      });
      edge = last[0];
    }

    /**
     * Reads rows for one thread; several may call it at a time.
     *
     * @param <T> type of the result
     * @param first first row
     * @param count number of rows
     * @param use is given the rows' bytes, from the array's start, valid during the call only
     * @return what it returns
     */
    <T> T read(long first, int count, Function<byte[], T> use) {
      Reader reader = idle.poll();
      if (reader == null) {
        reader = new Reader();
      }
      int n = Math.multiplyExact(count, columns * type.size);
      if (reader.run.length < n) {
        source.requireMemory(name, n);
        reader.run = new byte[n];
      }
      reader.read(first, count, reader.run);
      T result = use.apply(reader.run);
      idle.add(reader);
      return result;
    }

    @Override
    public void close() {
      edge.close();
      idle.forEach(Reader::close);
    }
  }

  /** Reads runs of rows. Cheapest when they go forward. */
  final class Reader implements AutoCloseable {
    private final HdfFilters pipeline;
    private byte[] run = new byte[0];
    private byte[] stored = new byte[0];
    private byte[] chunk = new byte[0];
    private long cachedRow = -1;
    private long cachedColumn = -1;

    private Reader() {
      pipeline = isFiltered() ? new HdfFilters(filters, type.size, source, name) : null;
    }

    /**
     * @param first first row
     * @param count number of rows
     * @param into receives {@code count × columns} elements from its start
     * @throws InvalidInputException if the file is damaged
     * @throws UncheckedIOException if the disc fails
     */
    void read(long first, int count, byte[] into) {
      check(first, count);
      if (count == 0 || columns == 0) {
        return;
      }
      int line = columns * type.size;
      if (compact != null) {
        System.arraycopy(compact, Math.toIntExact(first * line), into, 0, count * line);
      } else if (chunks == null) {
        bytes(address + first * line, into, 0, count * line);
      } else {
        long last = first + count - 1;
        for (long r = first / chunkRows; r <= last / chunkRows; r++) {
          for (long c = 0; c < gridColumns(); c++) {
            copy(r * chunkRows, c * chunkColumns, first, count, into);
          }
        }
      }
    }

    private void bytes(long at, byte[] into, int offset, int n) {
      try {
        source.channel().read(ByteBuffer.wrap(into, offset, n), at);
      } catch (EOFException e) {
        throw source.damaged(name, e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(source.path() + " cannot be read: " + e.getMessage(), e);
      }
    }

    /** Copies the part of one chunk that lies in the wanted rows. */
    private void copy(long chunkRow, long chunkColumn, long first, int count, byte[] into) {
      long from = Math.max(first, chunkRow);
      int n = (int) (Math.min(Math.min(first + count, chunkRow + chunkRows), rows) - from);
      int width = (int) Math.min(chunkColumns, columns - chunkColumn);
      int element = type.size;
      int target = Math.toIntExact((from - first) * columns + chunkColumn) * element;
      int origin = Math.toIntExact((from - chunkRow) * chunkColumns) * element;
      int c = place(chunkRow, chunkColumn);
      boolean whole = width == columns && chunkColumns == columns;
      if (!chunks.exists(c)) {
        for (int r = 0; r < n; r++) {
          int at = target + r * columns * element;
          Arrays.fill(into, at, at + width * element, (byte) 0);
        }
        return;
      }
      if (pipeline == null && whole) {
        bytes(chunks.address(c) + origin, into, target, n * width * element);
        return;
      }
      byte[] data = unpack(c, chunkRow, chunkColumn);
      if (whole) {
        System.arraycopy(data, origin, into, target, n * width * element);
        return;
      }
      for (int r = 0; r < n; r++) {
        System.arraycopy(data, origin + r * chunkColumns * element, into, target + r * columns * element, width * element);
      }
    }

    private byte[] unpack(int c, long chunkRow, long chunkColumn) {
      if (cachedRow == chunkRow && cachedColumn == chunkColumn) {
        return chunk;
      }
      cachedRow = -1;
      int size = chunkBytes();
      if (chunk.length < size) {
        source.requireMemory(name, 2L * size);
        chunk = new byte[size];
      }
      if (pipeline == null) {
        bytes(chunks.address(c), chunk, 0, size);
      } else {
        int n = chunks.size(c);
        if (stored.length < n) {
          stored = new byte[n + n / 4];
        }
        bytes(chunks.address(c), stored, 0, n);
        try {
          pipeline.decode(stored, n, chunks.filterMask(c), chunk, size);
        } catch (HdfFilters.DamagedException e) {
          throw source.damaged(name, e.getMessage() + ", row " + chunkRow + " on", e);
        }
      }
      cachedRow = chunkRow;
      cachedColumn = chunkColumn;
      return chunk;
    }

    @Override
    public void close() {
      if (pipeline != null) {
        pipeline.end();
      }
    }
  }
}

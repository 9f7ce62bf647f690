package org.c3tl.io;

import io.jhdf.Superblock;
import io.jhdf.WritableGroupImpl;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.HdfWritingException;
import io.jhdf.storage.HdfFileChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * Writes HDF5 files with jHDF's groups and datasets, but not with its {@code WritableHdfFile}. That one (0.13.0) keeps the
 * file open when the disc is full, does not notice writes that found room for a part only, and puts a closing line over an
 * empty group that comes last in the file.
 */
public final class HdfOutput {
  private HdfOutput() { }

  /**
   * @param file the file to write; what it holds is replaced
   * @param content adds attributes, datasets and groups to the root; data is written after it returns, and row by row, so
   *     that matrices given as arrays of rows are not copied
   * @throws IOException if writing fails, for example because the disc is full
   */
  public static void write(Path file, Consumer<WritableGroup> content) throws IOException {
    WritableGroupImpl root = new WritableGroupImpl(null, "/");
    content.accept(root);
    try (WholeWrites channel = new WholeWrites(file)) {
      Superblock.SuperblockV2V3 superblock = new Superblock.SuperblockV2V3();
      root.write(new HdfFileChannel(channel, superblock), WritableHdfFile.ROOT_GROUP_ADDRESS);
      channel.write(superblock.toBuffer(channel.size()), 0);
    } catch (HdfWritingException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }

  /** Either writes all of a buffer or fails. */
  private static final class WholeWrites extends FileChannel {
    /** Writes from heap arrays go through a per-thread direct buffer as large as the write; larger ones are cut. */
    private static final int PIECE = 1 << 20;

    private final FileChannel file;
    private long position;

    WholeWrites(Path path) throws IOException {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      int wanted = from.remaining();
      int end = from.limit();
      try {
        while (from.position() < end) {
          from.limit(Math.min(end, from.position() + PIECE));
          int n = file.write(from, at);
          if (n <= 0) {
            throw new IOException("No space left on device");
          }
          at += n;
        }
      } finally {
        from.limit(end);
      }
      return wanted;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      int n = write(from, position);
      position += n;
      return n;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public FileChannel position(long newPosition) {
      position = newPosition;
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    @Override
    public int read(ByteBuffer into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long newSize) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer into, long from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long from, long length, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long from, long length, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}

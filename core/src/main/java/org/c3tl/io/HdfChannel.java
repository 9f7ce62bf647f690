package org.c3tl.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A read-only file channel whose positional reads are complete, and which cannot be mapped into memory.
 *
 * <p>jHDF maps every chunk it reads. A mapping keeps the file busy on Windows until it is garbage-collected, and a file that
 * is cut while mapped crashes the JVM; its fallback without mapping expects that one read delivers everything. This channel
 * makes it take the fallback, and makes the fallback right.
 */
final class HdfChannel extends FileChannel {
  /** Reads into heap arrays go through a per-thread direct buffer as large as the read; larger reads are cut into these. */
  private static final int PIECE = 1 << 20;

  private final FileChannel file;
  private final long size;

  HdfChannel(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.READ);
    size = file.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    int wanted = into.remaining();
    if (position < 0 || position > size - wanted) {
      throw new EOFException("bytes " + position + " to " + (position + wanted) + " are wanted, but the file ends at "
          + size);
    }
    int end = into.limit();
    try {
      while (into.position() < end) {
        into.limit(Math.min(end, into.position() + PIECE));
        int n = file.read(into, position);
        if (n < 0) {
          throw new EOFException("the file became shorter while it was read");
        }
        position += n;
      }
    } finally {
      into.limit(end);
    }
    return wanted;
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long length) {
    throw new UnsupportedOperationException("not mapped on purpose");
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
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel truncate(long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void force(boolean metadata) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long length, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long length, boolean shared) {
    throw new UnsupportedOperationException();
  }
}

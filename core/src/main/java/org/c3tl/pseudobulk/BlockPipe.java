package org.c3tl.pseudobulk;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.c3tl.io.MatrixBlock;
import org.c3tl.io.StoredMatrix;

/** Reads a matrix on the caller's thread while another works on the blocks read before, in their order. */
final class BlockPipe {
  private static final int BUFFERS = 3;

  private final BlockingQueue<MatrixBlock> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<MatrixBlock> full = new ArrayBlockingQueue<>(BUFFERS + 1);
  private final MatrixBlock end = new MatrixBlock();
  private volatile Throwable failure;

  private BlockPipe() { }

  /**
   * @param matrix what to read
   * @param maxEntries entries per block
   * @param twoThreads false does everything on the caller's thread
   * @param work is given each block in order, from one thread at a time
   * @throws IOException if reading or the work fails
   */
  static void stream(StoredMatrix matrix, int maxEntries, boolean twoThreads, StoredMatrix.BlockConsumer work)
      throws IOException {
    if (twoThreads) {
      new BlockPipe().run(matrix, maxEntries, work);
    } else {
      matrix.forEachBlock(maxEntries, work);
    }
  }

  private void run(StoredMatrix matrix, int maxEntries, StoredMatrix.BlockConsumer work) throws IOException {
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new MatrixBlock());
    }
    Thread worker = new Thread(() -> consume(work), "c3tl-pseudobulk");
    worker.setDaemon(true);
    worker.start();
    try {
      matrix.forEachBlock(maxEntries, block -> {
        rethrow();
        try {
          MatrixBlock copy = free.take();
          copy(block, copy);
          full.put(copy);
        } catch (InterruptedException e) {
          throw interrupted();
        }
      });
    } finally {
      finish(worker);
    }
    rethrow();
  }

  private void consume(StoredMatrix.BlockConsumer work) {
    try {
      for (MatrixBlock block = full.take(); block != end; block = full.take()) {
        if (failure == null) {
          try {
            work.accept(block);
          } catch (Throwable e) {
            failure = e;
          }
        }
        free.put(block);
      }
    } catch (InterruptedException e) {
      failure = failure == null ? interrupted() : failure;
    }
  }

  private void finish(Thread worker) {
    boolean interrupted = false;
    full.add(end);
    while (true) {
      try {
        worker.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() throws IOException {
    Throwable e = failure;
    if (e instanceof IOException io) {
      throw io;
    } else if (e instanceof RuntimeException run) {
      throw run;
    } else if (e instanceof Error error) {
      throw error;
    }
  }

  private static CancellationException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted");
  }

  private static void copy(MatrixBlock from, MatrixBlock to) {
    int start = from.starts[0];
    int entries = from.starts[from.majorCount] - start;
    to.firstMajor = from.firstMajor;
    to.majorCount = from.majorCount;
    if (to.starts.length <= from.majorCount) {
      to.starts = new int[from.majorCount + 1];
    }
    if (to.minors.length < entries) {
      to.minors = new int[entries];
      to.values = new double[entries];
    }
    for (int k = 0; k <= from.majorCount; k++) {
      to.starts[k] = from.starts[k] - start;
    }
    System.arraycopy(from.minors, start, to.minors, 0, entries);
    System.arraycopy(from.values, start, to.values, 0, entries);
  }
}

package org.c3tl.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Carries blocks from a reader to a consumer; where unpacking costs time, the next block is unpacked meanwhile. */
final class BlockPipe {
  private BlockPipe() { }

  /** Fills blocks. */
  @FunctionalInterface
  interface Producer {
    /**
     * @param block to be filled
     * @return false at the end, the block then being without meaning
     */
    boolean next(MatrixBlock block);
  }

  /**
   * @param producer fills blocks in order
   * @param ahead whether to fill a block while the consumer has the one before
   * @param consumer receives them in order, in the calling thread
   * @throws IOException if the disc or the consumer fails
   */
  static void run(Producer producer, boolean ahead, StoredMatrix.BlockConsumer consumer) throws IOException {
    try {
      if (ahead && Runtime.getRuntime().availableProcessors() > 1) {
        runAhead(producer, consumer);
        return;
      }
      MatrixBlock block = new MatrixBlock();
      while (producer.next(block)) {
        consumer.accept(block);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void runAhead(Producer producer, StoredMatrix.BlockConsumer consumer) throws IOException {
    ExecutorService worker = worker();
    try {
      MatrixBlock block = new MatrixBlock();
      MatrixBlock other = new MatrixBlock();
      MatrixBlock first = block;
      Future<Boolean> coming = worker.submit(() -> producer.next(first));
      while (get(coming)) {
        MatrixBlock next = other;
        coming = worker.submit(() -> producer.next(next));
        consumer.accept(block);
        other = block;
        block = next;
      }
    } finally {
      end(worker);
    }
  }

  /**
   * @return a thread of its own that does not keep the JVM alive
   */
  static ExecutorService worker() {
    return Executors.newSingleThreadExecutor(r -> {
      Thread t = new Thread(r, "c3tl-read");
      t.setDaemon(true);
      return t;
    });
  }

  /**
   * Waits for the task in progress. It is not interrupted, because that would close the file.
   *
   * @param worker as of {@link #worker()}
   */
  static void end(ExecutorService worker) {
    worker.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (worker.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param <T> type of the result
   * @param coming what another thread does
   * @return its result; what it threw is thrown here
   */
  static <T> T get(Future<T> coming) {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while a file was read"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      if (e.getCause() instanceof Error r) {
        throw r;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

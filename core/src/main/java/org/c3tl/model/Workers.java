package org.c3tl.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs elementwise passes block by block on a few threads. A block is the unit of work and of any partial sum, so results do
 * not depend on the number of threads or on which of them took which block.
 */
public final class Workers implements AutoCloseable {
  /** Values in a block: small enough for the cache, large enough to forget the overhead. */
  static final int BLOCK = 1 << 15;

  private final int threads;
  private final ExecutorService pool;
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  /** Arrays that a thread reuses from block to block. */
  public static final class Scratch {
    private final List<float[]> arrays = new ArrayList<>();

    /**
     * @param slot which of the thread's arrays, from 0
     * @param length least number of values
     * @return an array at least that long, with old content
     */
    public float[] array(int slot, int length) {
      while (arrays.size() <= slot) {
        arrays.add(new float[0]);
      }
      if (arrays.get(slot).length < length) {
        arrays.set(slot, new float[length]);
      }
      return arrays.get(slot);
    }
  }

  /** One block of work. */
  @FunctionalInterface
  public interface Task {
    /**
     * @param block number of the block, from 0
     * @param scratch arrays of the thread that runs it
     */
    void run(int block, Scratch scratch);
  }

  /** Some consecutive rows. */
  @FunctionalInterface
  interface RowTask {
    void run(int block, int from, int to, Scratch scratch);
  }

  /**
   * @param threads number of threads, at least 1, the calling one included
   */
  public Workers(int threads) {
    this.threads = threads;
    this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, r -> {
      Thread t = new Thread(r, "c3tl-worker");
      t.setDaemon(true);
      t.setContextClassLoader(Workers.class.getClassLoader());
      return t;
    });
  }

  /**
   * @return number of threads
   */
  public int threads() {
    return threads;
  }

  /**
   * Runs blocks 0 to {@code count - 1}, in any order, and returns when all are done.
   *
   * @param count number of blocks
   * @param task the work
   */
  public void run(int count, Task task) {
    int helpers = Math.min(threads, count) - 1;
    if (helpers <= 0) {
      Scratch s = scratch.get();
      for (int b = 0; b < count; b++) {
        task.run(b, s);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(helpers);
    Throwable[] failed = new Throwable[1];
    Runnable loop = () -> {
      Scratch s = scratch.get();
      for (int b = next.getAndIncrement(); b < count; b = next.getAndIncrement()) {
        task.run(b, s);
      }
    };
    for (int i = 0; i < helpers; i++) {
      pool.execute(() -> {
        try {
          loop.run();
        } catch (Throwable t) {
          failed[0] = t;
        } finally {
          done.countDown();
        }
      });
    }
    try {
      loop.run();
    } finally {
      await(done);
    }
    if (failed[0] != null) {
      throw new IllegalStateException("a worker failed", failed[0]);
    }
  }

  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        // The buffers are still in use; wait on and let the caller see the interrupt afterwards.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs over rows in blocks of about {@link #BLOCK} values.
   *
   * @param rows number of rows
   * @param columns values per row, which decides how many rows make a block
   * @param task the work
   */
  void rows(int rows, int columns, RowTask task) {
    int per = rowsPerBlock(columns);
    run(blocks(rows, columns), (b, s) -> task.run(b, b * per, Math.min(rows, (b + 1) * per), s));
  }

  static int rowsPerBlock(int columns) {
    return Math.max(1, BLOCK / columns);
  }

  static int blocks(int rows, int columns) {
    int per = rowsPerBlock(columns);
    return (rows + per - 1) / per;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}

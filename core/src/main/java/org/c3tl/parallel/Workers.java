package org.c3tl.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * A few threads that share numbered blocks of work with the thread that asks for it. A block is the unit of work and of any
 * partial sum, so results do not depend on the number of threads or on which of them took which block. One job at a time; a
 * block must not start another.
 */
public final class Workers implements AutoCloseable {
  /** Values in a block: small enough for the cache, large enough to forget the overhead. */
  public static final int BLOCK = 1 << 15;
  /** About a tenth of a millisecond. */
  private static final int SPINS = 2000;

  private final int threads;
  private final Helper[] helpers;
  private final Scratch own = new Scratch();

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
  public interface RowTask {
    /**
     * @param block number of the block, from 0
     * @param from first row
     * @param to row after the last
     * @param scratch arrays of the thread that runs it
     */
    void run(int block, int from, int to, Scratch scratch);
  }

  /**
   * @param threads number of threads, at least 1, the calling one included
   */
  public Workers(int threads) {
    this.threads = threads;
    this.helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper();
      helpers[i].start();
    }
  }

  /**
   * @return number of threads
   */
  public int threads() {
    return threads;
  }

  /**
   * Runs blocks 0 to {@code count - 1}, begun in this order, and returns when all are done. What a block throws is thrown here,
   * that of the first block where several fail, so that it does not depend on the number of threads; later blocks may then be
   * left out.
   *
   * @param count number of blocks
   * @param task the work
   */
  public void run(int count, Task task) {
    int used = Math.max(0, Math.min(threads, count) - 1);
    Job job = new Job(count, task, used, Thread.currentThread());
    for (int i = 0; i < used; i++) {
      helpers[i].take(job);
    }
    job.work(own);
    job.await();
    if (job.failure instanceof Error e) {
      throw e;
    } else if (job.failure != null) {
      throw (RuntimeException) job.failure;
    }
  }

  /**
   * As {@link #run}, for work that needs no arrays.
   *
   * @param count number of blocks
   * @param block does one
   */
  public void each(int count, IntConsumer block) {
    run(count, (i, scratch) -> block.accept(i));
  }

  /** Waits until a condition holds: awake for a moment, since the next pass usually comes at once, then asleep. */
  private static void awaitUntil(BooleanSupplier condition) {
    for (int i = 0; i < SPINS; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      LockSupport.park(condition);
      // The buffers are in use until the condition holds; the caller sees the interrupt afterwards.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks that the threads take one after the other. */
  private static final class Job {
    private final int count;
    private final Task task;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger running;
    private int failed = Integer.MAX_VALUE;
    private Throwable failure;

    Job(int count, Task task, int helpers, Thread caller) {
      this.count = count;
      this.task = task;
      this.caller = caller;
      this.running = new AtomicInteger(helpers);
    }

    void work(Scratch scratch) {
      for (int b = next.getAndIncrement(); b < count; b = next.getAndIncrement()) {
        try {
          task.run(b, scratch);
        } catch (RuntimeException | Error e) {
          fail(b, e);
        }
      }
    }

    private synchronized void fail(int block, Throwable e) {
      next.set(count);
      if (block < failed) {
        failed = block;
        failure = e;
      }
    }

    void help(Scratch scratch) {
      try {
        work(scratch);
      } finally {
        if (running.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    void await() {
      awaitUntil(() -> running.get() == 0);
    }
  }

  /** A thread that helps with one job after the other. */
  private static final class Helper extends Thread {
    private final Scratch scratch = new Scratch();
    private volatile Job job;
    private volatile boolean closed;

    Helper() {
      super("c3tl-worker");
      setDaemon(true);
      setContextClassLoader(Workers.class.getClassLoader());
    }

    void take(Job taken) {
      job = taken;
      LockSupport.unpark(this);
    }

    void close() {
      closed = true;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      while (true) {
        awaitUntil(() -> job != null || closed);
        Job taken = job;
        if (taken == null) {
          return;
        }
        job = null;
        taken.help(scratch);
      }
    }
  }

  /**
   * Runs over rows in blocks of about {@link #BLOCK} values.
   *
   * @param rows number of rows
   * @param columns values per row, which decides how many rows make a block
   * @param task the work
   */
  public void rows(int rows, int columns, RowTask task) {
    int per = rowsPerBlock(columns);
    run(blocks(rows, columns), (b, s) -> task.run(b, b * per, Math.min(rows, (b + 1) * per), s));
  }

  private static int rowsPerBlock(int columns) {
    return Math.max(1, BLOCK / columns);
  }

  /**
   * @param rows number of rows
   * @param columns values per row
   * @return number of blocks that {@link #rows} makes of them
   */
  public static int blocks(int rows, int columns) {
    int per = rowsPerBlock(columns);
    return (rows + per - 1) / per;
  }

  @Override
  public void close() {
    for (Helper h : helpers) {
      h.close();
    }
  }
}

package org.c3tl.io;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A few threads that share numbered pieces of work with the thread that asks for it. One job at a time. */
public final class Crew implements AutoCloseable {
  private final int threads;
  private final ExecutorService helpers;

  /**
   * @param threads number of threads, at least 1, the calling one included
   */
  public Crew(int threads) {
    this.threads = threads;
    helpers = threads < 2 ? null : Executors.newFixedThreadPool(threads - 1, r -> {
      Thread t = new Thread(r, "c3tl-crew");
      t.setDaemon(true);
      t.setContextClassLoader(Crew.class.getClassLoader());
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
   * Does pieces 0 to {@code n - 1}, begun in this order, and returns when all are done. What a piece throws is thrown here,
   * that of the first piece where several fail, so that it does not depend on the number of threads; later pieces may then be
   * left out.
   *
   * @param n number of pieces
   * @param piece does one
   */
  public void each(int n, IntConsumer piece) {
    if (helpers == null || n < 2) {
      for (int i = 0; i < n; i++) {
        piece.accept(i);
      }
      return;
    }
    int used = Math.min(threads, n) - 1;
    Job job = new Job(n, piece, used);
    for (int i = 0; i < used; i++) {
      helpers.execute(job::help);
    }
    job.work();
    job.await();
    if (job.failure instanceof Error e) {
      throw e;
    } else if (job.failure != null) {
      throw (RuntimeException) job.failure;
    }
  }

  private static final class Job {
    private final int n;
    private final IntConsumer piece;
    private final AtomicInteger next = new AtomicInteger();
    private int running;
    private int failed = Integer.MAX_VALUE;
    private Throwable failure;

    Job(int n, IntConsumer piece, int running) {
      this.n = n;
      this.piece = piece;
      this.running = running;
    }

    void work() {
      for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
        try {
          piece.accept(i);
        } catch (RuntimeException | Error e) {
          fail(i, e);
        }
      }
    }

    private synchronized void fail(int i, Throwable e) {
      next.set(n);
      if (i < failed) {
        failed = i;
        failure = e;
      }
    }

    void help() {
      try {
        work();
      } finally {
        synchronized (this) {
          running--;
          notifyAll();
        }
      }
    }

    /** Not cut short by an interrupt: buffers are in use until all are done. */
    synchronized void await() {
      boolean interrupted = false;
      while (running > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdown();
      try {
        helpers.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

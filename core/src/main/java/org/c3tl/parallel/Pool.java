package org.c3tl.parallel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.c3tl.data.Progress;

/** Runs numbered jobs on a few threads, in the order of their numbers; the first failure ends all. */
public final class Pool {
  private static final long TICK_MILLISECONDS = 200;
  private static final long PATIENCE_SECONDS = 5;

  /** A job. */
  @FunctionalInterface
  public interface Job {
    /**
     * @param number which job, from 0
     * @param progress told of it
     */
    void run(int number, Progress progress);
  }

  private Pool() { }

  /**
   * @param jobs number of jobs
   * @param threads most jobs at a time, at least 1
   * @param job what to do; called by several threads
   * @param progress told of all of them, by one thread at a time; may cancel
   */
  public static void run(int jobs, int threads, Job job, Progress progress) {
    SharedProgress shared = new SharedProgress(progress, jobs);
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failed = new AtomicReference<>();
    int used = Math.min(jobs, threads);
    CountDownLatch ended = new CountDownLatch(used);
    for (int t = 0; t < used; t++) {
      Thread thread = new Thread(() -> {
        try {
          for (int i = next.getAndIncrement(); i < jobs && failed.get() == null; i = next.getAndIncrement()) {
            job.run(i, shared.of(i));
            shared.of(i).update(1, null);
          }
        } catch (Throwable e) {
          failed.compareAndSet(null, e);
          shared.stop();
        } finally {
          ended.countDown();
        }
      }, "c3tl-job-" + (t + 1));
      // One that computes for long without a report must not keep an interrupted program alive.
      thread.setDaemon(true);
      thread.setContextClassLoader(Pool.class.getClassLoader());
      thread.start();
    }
    await(ended, shared, failed);
    Throwable e = failed.get();
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (e instanceof Error error) {
      throw error;
    }
  }

  private static void await(CountDownLatch ended, SharedProgress shared, AtomicReference<Throwable> failed) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (ended.await(TICK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            return;
          }
          shared.tick();
        } catch (InterruptedException e) {
          interrupted = true;
          shared.stop();
        } catch (RuntimeException | Error e) {
          failed.compareAndSet(null, e);
          shared.stop();
          awaitEnd(ended);
          return;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void awaitEnd(CountDownLatch ended) {
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.c3tl.data.Progress;

/**
 * Long work on a thread of its own, so that the caller can stop within a fraction of a second, whatever the work is doing, and
 * no interrupt reaches files or native code. The thread has this class's loader as its context class loader.
 */
public final class Background {
  private static final long POLL_MILLIS = 50;
  private static final long GRACE_MILLIS = 500;

  private Background() { }

  /** What the caller's side of the work knows. Called on the caller's thread only. */
  public interface Monitor {
    /**
     * @return whether the work shall stop
     */
    boolean cancelled();

    /**
     * @param fraction how much is done, 0 to 1
     * @param message what is going on; null for unchanged
     */
    void show(double fraction, String message);
  }

  /**
   * The work.
   *
   * @param <T> its result
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * @param progress to be told of progress; cancels
     * @return the result
     * @throws IOException if reading or writing fails
     */
    T run(Progress progress) throws IOException;
  }

  /**
   * @param name name of the thread
   * @param monitor asked and told several times a second
   * @param work the work; touches nothing that must not be used after a cancellation
   * @param <T> type of the result
   * @return its result
   * @throws IOException if the work throws it
   * @throws CancellationException if the monitor cancelled; the work ends at its next report of progress
   */
  public static <T> T run(String name, Monitor monitor, Work<T> work) throws IOException {
    Job<T> job = new Job<>(work);
    Thread thread = new Thread(job, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(Background.class.getClassLoader());
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (job.done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            T result = job.result();
            // Work that ends before it is asked once has something to show, too.
            monitor.show(job.report.fraction(), job.report.message());
            return result;
          }
        } catch (InterruptedException e) {
          // Whoever interrupts says by the monitor whether to stop.
          interrupted = true;
        }
        if (monitor.cancelled()) {
          job.stop = true;
          interrupted |= !endsSoon(job);
          throw new CancellationException("cancelled");
        }
        Report report = job.report;
        monitor.show(report.fraction(), report.message());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean endsSoon(Job<?> job) {
    try {
      job.done.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private record Report(double fraction, String message) { }

  private static final class Job<T> implements Runnable {
    private final Work<T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stop;
    private volatile Report report = new Report(0, null);
    private T result;
    private Throwable failure;

    Job(Work<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        result = work.run(this::update);
      } catch (Throwable e) {
        failure = e;
      } finally {
        done.countDown();
      }
    }

    private void update(double fraction, String message) {
      if (stop) {
        throw new CancellationException("cancelled");
      }
      Report last = report;
      report = new Report(Double.isNaN(fraction) ? last.fraction() : fraction, message == null ? last.message() : message);
    }

    T result() throws IOException {
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return result;
    }
  }
}

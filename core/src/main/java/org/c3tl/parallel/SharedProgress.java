package org.c3tl.parallel;

import java.util.concurrent.CancellationException;
import org.c3tl.data.Progress;

/**
 * Puts the progress of jobs that run at the same time together: the mean of their fractions, and the message of the first
 * job that is not finished. Once cancelled, by the progress it reports to or by {@link #stop()}, it cancels every job.
 */
final class SharedProgress {
  private final Progress whole;
  private final double[] fractions;
  private final String[] messages;
  private boolean stopped;

  SharedProgress(Progress whole, int jobs) {
    this.whole = whole;
    this.fractions = new double[jobs];
    this.messages = new String[jobs];
  }

  /**
   * @param job number of the job, from 0
   * @return its progress
   */
  Progress of(int job) {
    return (fraction, message) -> update(job, fraction, message);
  }

  private synchronized void update(int job, double fraction, String message) {
    if (!Double.isNaN(fraction)) {
      fractions[job] = fraction;
    }
    if (message != null) {
      messages[job] = message;
    }
    tick();
  }

  /**
   * Reports without anything new, which lets a job that is silent for long be cancelled.
   *
   * @throws CancellationException if the work is cancelled
   */
  synchronized void tick() {
    if (stopped) {
      throw new CancellationException();
    }
    double sum = 0;
    String message = null;
    for (int i = 0; i < fractions.length; i++) {
      sum += fractions[i];
      if (message == null && fractions[i] < 1) {
        message = messages[i];
      }
    }
    try {
      whole.update(Math.min(1, sum / fractions.length), message);
    } catch (RuntimeException | Error e) {
      stopped = true;
      throw e;
    }
  }

  /** Cancels every job at its next report. */
  synchronized void stop() {
    stopped = true;
  }
}

// Not part of KNIME: behaviour for the tests.
package org.knime.core.node;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What a node reports while it runs, and the switch that cancels it. Thread-safe. */
public final class StandInProgress {
  private final List<String> messages = new ArrayList<>();
  private final List<Double> fractions = new ArrayList<>();
  private volatile boolean canceled;

  /**
   * @param folder where file stores go; exists
   * @return a context that reports here
   */
  public ExecutionContext context(final File folder) {
    return new ExecutionContext(this, folder, 0, 1);
  }

  /** Asks the node to stop. */
  public void cancel() {
    canceled = true;
  }

  boolean canceled() {
    return canceled;
  }

  synchronized void report(final double fraction, final String message) {
    if (!Double.isNaN(fraction)) {
      fractions.add(fraction);
    }
    if (message != null) {
      messages.add(message);
    }
    notifyAll();
  }

  /**
   * @return messages so far, oldest first
   */
  public synchronized List<String> messages() {
    return List.copyOf(messages);
  }

  /**
   * @return fractions so far, oldest first
   */
  public synchronized List<Double> fractions() {
    return List.copyOf(fractions);
  }

  /**
   * Waits for a message.
   *
   * @param text part of it
   * @param millis how long at most
   * @return whether it came
   * @throws InterruptedException if this thread is interrupted
   */
  public synchronized boolean await(final String text, final long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (messages.stream().noneMatch(m -> m.contains(text)) && System.nanoTime() < end) {
      wait(50);
    }
    return messages.stream().anyMatch(m -> m.contains(text));
  }

  /**
   * Waits for messages.
   *
   * @param count how many
   * @param millis how long at most
   * @return whether there are as many
   * @throws InterruptedException if this thread is interrupted
   */
  public synchronized boolean await(final int count, final long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (messages.size() < count && System.nanoTime() < end) {
      wait(50);
    }
    return messages.size() >= count;
  }
}

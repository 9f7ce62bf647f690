package org.c3tl.cli;

import java.util.concurrent.CancellationException;
import org.c3tl.data.Progress;

/**
 * Messages and progress on standard error: one line rewritten in place on a terminal, plain lines at most every five seconds
 * elsewhere, nothing when quiet.
 */
final class Console implements Progress {
  private static final long TERMINAL_INTERVAL = 100_000_000L;
  private static final long PLAIN_INTERVAL = 5_000_000_000L;

  private static volatile boolean interrupted;

  private final boolean quiet;
  private final boolean terminal = System.console() != null && System.getenv("TERM") != null;
  private long last = System.nanoTime();
  private int shown;
  private String message = "";

  Console(boolean quiet) {
    this.quiet = quiet;
  }

  /**
   * @param text a message for the user
   */
  synchronized void say(String text) {
    if (!quiet) {
      end();
      System.err.println(text);
    }
  }

  /** Makes every later progress report cancel its work. */
  static void interrupt() {
    interrupted = true;
  }

  @Override
  public synchronized void update(double fraction, String changed) {
    if (interrupted) {
      throw new CancellationException();
    }
    if (changed != null) {
      message = changed;
    }
    long now = System.nanoTime();
    if (quiet || now - last < (terminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL)) {
      return;
    }
    last = now;
    String percent = Double.isNaN(fraction) ? "    " : String.format("%3.0f%%", 100 * fraction);
    String line = percent + " " + message;
    if (terminal) {
      System.err.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    } else {
      System.err.println(line);
    }
  }

  /** Ends a progress line that is being rewritten, so that other text starts on a line of its own. */
  synchronized void end() {
    if (shown > 0) {
      System.err.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }
}

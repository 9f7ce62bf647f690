package org.c3tl.data;

/**
 * Where long work reports how far it is, and learns that it must stop. Called often (several times a second at most matters;
 * implementations drop what is too much) and from one thread at a time.
 */
@FunctionalInterface
public interface Progress {
  /** Ignores everything and never cancels. */
  Progress NONE = (fraction, message) -> { };

  /**
   * @param fraction how much of the work is done, 0 to 1, or NaN where unknown
   * @param message what is going on, for people; may be null for "unchanged"
   * @throws java.util.concurrent.CancellationException if the work must stop; the caller lets it pass and leaves no output
   */
  void update(double fraction, String message);

  /**
   * @param from where the part begins, 0 to 1
   * @param to where it ends, 0 to 1
   * @return progress of a part of this work
   */
  default Progress part(double from, double to) {
    return (fraction, message) -> update(from + (to - from) * fraction, message);
  }
}

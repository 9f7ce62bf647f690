package org.c3tl.backend;

import org.c3tl.data.Problems;

/**
 * With what a training computes; results are the same up to rounding, and the same bits for any number of threads.
 *
 * @param device where the network computes
 * @param threads threads on the CPU, or 0 for one per core; 0 to 1024
 */
public record Compute(Device device, int threads) {
  /** A GPU where there is one, and all cores. */
  public static final Compute DEFAULT = new Compute(Device.AUTO, 0);

  /** Checks the range. */
  public Compute {
    Problems problems = new Problems();
    problems.require(threads >= 0 && threads <= 1024, "The number of threads is " + threads + "; allowed are 0 (all) to 1024.");
    problems.throwIfAny();
  }

  /**
   * @return number of threads to use, at least 1
   */
  public int threadCount() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}

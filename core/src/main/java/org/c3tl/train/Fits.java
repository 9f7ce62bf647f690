package org.c3tl.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.backend.Backend;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.data.Progress;
import org.c3tl.parallel.Pool;
import org.c3tl.parallel.Workers;

/**
 * Runs fits that do not depend on each other. Small networks are trained several at a time, since a step of one is too short to
 * be shared out over cores; they share the data. What comes out depends neither on that nor on the number of threads.
 */
final class Fits {
  /** Networks that take more than this are trained one after the other, each on all cores. */
  private static final long SMALL = 64L << 20;

  /** One fit. */
  @FunctionalInterface
  interface Job<T> {
    /**
     * @param number which fit, from 0
     * @param backend where it computes
     * @param workers threads for the rest
     * @param progress told of it
     */
    T run(int number, Backend backend, Workers workers, Progress progress) throws IOException;
  }

  private Fits() { }

  /**
   * @param count number of fits
   * @param bytesEach what a network and its buffers take
   * @param backend where to compute; the CPU's is shared out
   * @param workers threads
   * @param job does one
   * @param progress told of all
   * @return what the fits return, in their order
   */
  static <T> List<T> run(int count, long bytesEach, Backend backend, Workers workers, Job<T> job, Progress progress)
      throws IOException {
    List<T> results = new ArrayList<>();
    int together = Math.min(count, workers.threads());
    if (together < 2 || bytesEach > SMALL || !(backend instanceof HostBackend)) {
      for (int i = 0; i < count; i++) {
        results.add(job.run(i, backend, workers, progress.part((double) i / count, (i + 1.0) / count)));
      }
      return results;
    }
    for (int i = 0; i < count; i++) {
      results.add(null);
    }
    try {
      Pool.run(count, together, (i, part) -> {
        try (Workers share = new Workers(workers.threads() / together)) {
          results.set(i, job.run(i, new HostBackend(share), share, part));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }, progress);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return results;
  }
}

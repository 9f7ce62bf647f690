package org.c3tl.evaluate;

import java.util.List;
import java.util.Locale;
import org.c3tl.data.EffectTable;

/**
 * How many folds run at a time, and with how many threads each. Results depend on neither.
 *
 * @param folds folds at a time, at least 1
 * @param threads threads of each, at least 1
 * @param note what to tell the user
 */
public record Parallelism(int folds, int threads, String note) {
  /** What a fold takes whatever its size: code, buffers, the networks. */
  private static final long FIXED = 48L << 20;

  /**
   * @param folds folds of one table
   * @param threads threads in all, at least 1
   * @return as many folds at a time as there are threads, unless memory allows fewer; threads left over go to the folds
   */
  public static Parallelism of(List<Fold> folds, int threads) {
    if (Math.min(folds.size(), threads) < 2) {
      return of(folds.size(), threads, 1, Long.MAX_VALUE);
    }
    long needed = folds.stream().mapToLong(Parallelism::bytes).max().orElse(1);
    System.gc();
    Runtime r = Runtime.getRuntime();
    return of(folds.size(), threads, needed, r.maxMemory() - r.totalMemory() + r.freeMemory());
  }

  static Parallelism of(int folds, int threads, long needed, long left) {
    int wanted = Math.min(folds, threads);
    // A tenth is left to the collector.
    int fitting = (int) Math.max(1, Math.min(wanted, left / 10 * 9 / needed));
    int each = Math.max(1, threads / fitting);
    String note = String.format(Locale.ROOT, "%d at a time with %d thread%s each", fitting, each, each == 1 ? "" : "s");
    if (fitting < wanted) {
      note += String.format(Locale.ROOT, ", since a fold takes about %,d MB and Java has %,d MB left; java -Xmx gives it more",
          needed >> 20, left >> 20);
    }
    return new Parallelism(fitting, each, note);
  }

  /** Estimated from what is held at the same time: truth, prediction and mean as doubles, and one copy of the table. */
  private static long bytes(Fold fold) {
    EffectTable table = fold.table();
    long genes = table.genes().size();
    return FIXED + genes * (48L * fold.wanted().size() + 8L * table.size());
  }
}

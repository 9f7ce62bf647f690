package org.c3tl.io;

import java.util.Locale;
import org.c3tl.data.InvalidInputException;

/** Refuses what does not fit into memory, before it is allocated. */
final class Memory {
  private Memory() { }

  /**
   * @param what what is read, as the message begins
   * @param bytes how much it takes
   * @throws InvalidInputException if Java may not have that much
   */
  static void require(String what, long bytes) {
    if (bytes > left() / 20 * 19) {
      System.gc();
      if (bytes > left() / 20 * 19) {
        throw new InvalidInputException(String.format(Locale.ROOT,
            "%s needs %,d MB of memory, and Java has %,d MB left. Give it "
            + "more with java -Xmx, or choose fewer genes.", what, bytes >> 20, left() >> 20));
      }
    }
  }

  private static long left() {
    Runtime r = Runtime.getRuntime();
    return r.maxMemory() - r.totalMemory() + r.freeMemory();
  }
}

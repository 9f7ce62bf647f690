package org.c3tl.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.c3tl.parallel.Workers;

/** Carries blocks from a reader to a consumer. */
final class Rounds {
  /** Matrices with fewer values are not worth a second thread. */
  private static final int SMALL = 1 << 16;

  private Rounds() { }

  /** Fills blocks. */
  interface Producer {
    /**
     * Decides what the next blocks are; called by one thread, in order.
     *
     * @param blocks to be prepared, from the first on; new ones are added where there are too few
     * @return how many; 0 at the end
     */
    int claim(List<MatrixBlock> blocks);

    /**
     * Fills one of the blocks that were claimed last; called by any thread.
     *
     * @param i number of the block
     * @param block the block
     */
    void fill(int i, MatrixBlock block);
  }

  /**
   * @param <T> what is found out about each block
   * @param data what is read, for messages
   * @param producer fills blocks in order
   * @param workers threads that fill them
   * @param first looks at each on the thread that filled it
   * @param then receives them in order
   * @throws IOException if the disc or the consumer fails
   */
  static <T> void run(HdfArray data, Producer producer, Workers workers, Function<MatrixBlock, T> first,
      StoredMatrix.RoundConsumer<T> then) throws IOException {
    try {
      List<MatrixBlock> blocks = new ArrayList<>();
      List<T> found = new ArrayList<>();
      while (true) {
        int n = data.source.guard(data.name, () -> producer.claim(blocks));
        if (n == 0) {
          return;
        }
        while (found.size() < n) {
          found.add(null);
        }
        workers.each(n, i -> {
          MatrixBlock block = blocks.get(i);
          data.source.guard(data.name, () -> {
            producer.fill(i, block);
            return null;
          });
          found.set(i, first.apply(block));
        });
        then.accept(blocks.subList(0, n), found.subList(0, n));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * @param matrix what to read
   * @param maxEntries entries per block
   * @param consumer receives the blocks
   * @throws IOException if the disc or the consumer fails
   */
  static void oneByOne(StoredMatrix matrix, int maxEntries, StoredMatrix.BlockConsumer consumer) throws IOException {
    try (Workers workers = new Workers(matrix.stored() < SMALL ? 1 : Runtime.getRuntime().availableProcessors())) {
      matrix.forEachRound(maxEntries, workers, block -> null, (blocks, found) -> {
        for (MatrixBlock block : blocks) {
          consumer.accept(block);
        }
      });
    }
  }
}

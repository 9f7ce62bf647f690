package org.c3tl.io;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Carries blocks from a reader to a consumer. */
final class BlockPipe {
  private BlockPipe() { }

  /** Fills blocks. */
  @FunctionalInterface
  interface Producer {
    /**
     * @param block to be filled
     * @return false at the end, the block then being without meaning
     */
    boolean next(MatrixBlock block);
  }

  /**
   * @param producer fills blocks in order
   * @param consumer receives them in order
   * @throws IOException if the disc or the consumer fails
   */
  static void run(Producer producer, StoredMatrix.BlockConsumer consumer) throws IOException {
    MatrixBlock block = new MatrixBlock();
    try {
      while (producer.next(block)) {
        consumer.accept(block);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

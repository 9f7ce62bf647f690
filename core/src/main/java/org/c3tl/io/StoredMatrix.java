package org.c3tl.io;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.c3tl.parallel.Workers;

/** A matrix inside a file, read block by block and never as a whole. */
public interface StoredMatrix {
  /** How the matrix is laid out. */
  enum Layout { CSR, CSC, DENSE }

  /** Receives the blocks in order. */
  @FunctionalInterface
  interface BlockConsumer {
    /**
     * @param block valid during the call only
     * @throws IOException passed on to the caller of {@link StoredMatrix#forEachBlock}
     */
    void accept(MatrixBlock block) throws IOException;
  }

  /**
   * Receives several blocks at a time, in order.
   *
   * @param <T> what is found out about each block beforehand
   */
  @FunctionalInterface
  interface RoundConsumer<T> {
    /**
     * @param blocks consecutive blocks, valid during the call only
     * @param found what was found out about each
     * @throws IOException passed on to the caller of {@link StoredMatrix#forEachRound}
     */
    void accept(List<MatrixBlock> blocks, List<T> found) throws IOException;
  }

  /**
   * @return {@code X}, {@code raw/X} or {@code layers/NAME}
   */
  String name();

  /**
   * @return its layout; {@code CSC} blocks are columns, all others rows
   */
  Layout layout();

  /**
   * @return type of the values as in NumPy: {@code float32}, {@code float64}, {@code int32}, {@code int64}, …
   */
  String dtype();

  /**
   * @return number of rows
   */
  long rows();

  /**
   * @return number of columns
   */
  int columns();

  /**
   * @return number of stored values: the non-zeros of a sparse matrix (explicit zeros included), rows × columns of a
   *     dense one
   */
  long stored();

  /**
   * Streams the whole matrix once, from the first major line to the last. Lines without entries are part of their block.
   * A pass uses the same few block objects again and again.
   *
   * @param maxEntries about how many entries a block may hold; a single longer line is a block of its own
   * @param consumer receives the blocks
   * @throws org.c3tl.data.InvalidInputException if the file is damaged, naming the dataset and position
   * @throws IOException if the disc or the consumer fails
   */
  void forEachBlock(int maxEntries, BlockConsumer consumer) throws IOException;

  /**
   * As {@link #forEachBlock}, but several blocks are read and unpacked at a time, with all threads, and handed over together.
   * How many depends on the number of threads; the blocks themselves do not.
   *
   * @param <T> what is found out about each block
   * @param maxEntries as there
   * @param workers threads; idle while the consumer has the blocks
   * @param first looks at a block on the thread that has just filled it
   * @param then receives the blocks
   * @throws org.c3tl.data.InvalidInputException as there
   * @throws IOException as there
   */
  default <T> void forEachRound(int maxEntries, Workers workers, Function<MatrixBlock, T> first, RoundConsumer<T> then)
      throws IOException {
    forEachBlock(maxEntries, block -> then.accept(List.of(block), Collections.singletonList(first.apply(block))));
  }
}

package org.c3tl.io;

import java.io.IOException;

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
   *
   * @param maxEntries about how many entries a block may hold; a single longer line is a block of its own
   * @param consumer receives the blocks
   * @throws org.c3tl.data.InvalidInputException if the file is damaged, naming the dataset and position
   * @throws IOException if the disc or the consumer fails
   */
  void forEachBlock(int maxEntries, BlockConsumer consumer) throws IOException;
}

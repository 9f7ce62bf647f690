package org.c3tl.backend;

/** Features of all filled cells of a training, where the backend computes. */
public interface Samples extends AutoCloseable {
  /**
   * @return number of rows
   */
  int rows();

  /**
   * @return number of features
   */
  int columns();

  @Override
  void close();
}

package org.c3tl.io;

/** A matrix of which some values can be read without reading all. */
interface Sampled {
  /** Receives values. */
  @FunctionalInterface
  interface Values {
    /**
     * @param values some values of the matrix, valid during the call only
     * @param count how many
     */
    void accept(double[] values, int count);
  }

  /**
   * Reads runs of stored values, spread evenly over the matrix.
   *
   * @param windows about how many runs
   * @param length about how many values a run has
   * @param sink receives them
   */
  void sample(int windows, int length, Values sink);
}

package org.c3tl.backend.host;

import org.c3tl.backend.Samples;

/**
 * The caller's own rows, so that the data stand in memory once.
 *
 * @param values one row per filled cell
 * @param columns number of features
 * @param factor what values are multiplied by to give features
 */
record HostSamples(float[][] values, int columns, float factor) implements Samples {
  @Override
  public int rows() {
    return values.length;
  }

  /**
   * @param row number of the row
   * @param scratch where to put the features if they must be computed
   * @return the row's features: the scratch, or the row's own storage, which must not be written to
   */
  float[] features(int row, float[] scratch) {
    float[] v = values[row];
    if (factor == 1) {
      return v;
    }
    for (int j = 0; j < v.length; j++) {
      scratch[j] = factor * v[j];
    }
    return scratch;
  }

  @Override
  public void close() {
    // The rows are the caller's.
  }
}

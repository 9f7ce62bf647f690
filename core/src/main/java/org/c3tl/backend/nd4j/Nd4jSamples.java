package org.c3tl.backend.nd4j;

import org.c3tl.backend.Samples;

/**
 * All rows in an array of ND4J, factor applied.
 *
 * @param features the rows
 */
record Nd4jSamples(Nd4jMatrix features) implements Samples {
  @Override
  public int rows() {
    return features.rows();
  }

  @Override
  public int columns() {
    return features.columns();
  }

  @Override
  public void close() {
    features.close();
  }
}

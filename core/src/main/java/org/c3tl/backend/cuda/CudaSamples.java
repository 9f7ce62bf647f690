package org.c3tl.backend.cuda;

import org.c3tl.backend.Samples;

/**
 * All rows in the GPU's memory.
 *
 * @param rows number of rows
 * @param columns number of features
 * @param factor what values are multiplied by to give features
 * @param address where they stand
 * @param memory whose address that is
 */
record CudaSamples(int rows, int columns, float factor, long address, Memory memory) implements Samples {
  @Override
  public void close() {
    memory.free(address);
  }
}

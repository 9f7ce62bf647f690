package org.c3tl.io;

import java.util.Arrays;

/**
 * Where the chunks of a dataset are, by their place in its grid: 16 bytes each. A file of an atlas may have millions, and jHDF's
 * table takes some 200 bytes for each.
 */
final class HdfChunks {
  private final long[] address;
  private final int[] size;
  private final int[] filterMask;

  /**
   * @param count chunks of the grid
   */
  HdfChunks(int count) {
    address = new long[count];
    Arrays.fill(address, -1);
    size = new int[count];
    filterMask = new int[count];
  }

  /**
   * @param i place in the grid, row by row
   * @param at where its first byte is
   * @param bytes how many it has
   * @param mask filters that were left out, a bit each
   */
  void put(int i, long at, int bytes, int mask) {
    address[i] = at;
    size[i] = bytes;
    filterMask[i] = mask;
  }

  /**
   * @param i place in the grid
   * @return whether it was written
   */
  boolean exists(int i) {
    return address[i] >= 0;
  }

  /**
   * @param i place in the grid
   * @return where its first byte is
   */
  long address(int i) {
    return address[i];
  }

  /**
   * @param i place in the grid
   * @return its bytes in the file
   */
  int size(int i) {
    return size[i];
  }

  /**
   * @param i place in the grid
   * @return filters that were left out, a bit each, the first filter's lowest
   */
  int filterMask(int i) {
    return filterMask[i];
  }
}

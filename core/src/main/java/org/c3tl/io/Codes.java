package org.c3tl.io;

/**
 * One small number per row, 0 to below a limit or -1, in as few bytes as the limit allows: columns may have hundreds of millions
 * of rows and few categories.
 */
final class Codes {
  private final byte[] bytes;
  private final short[] shorts;
  private final int[] ints;

  /**
   * @param rows number of rows
   * @param limit codes are below this
   */
  Codes(int rows, int limit) {
    int size = size(limit);
    bytes = size == 1 ? new byte[rows] : null;
    shorts = size == 2 ? new short[rows] : null;
    ints = size == 4 ? new int[rows] : null;
  }

  /**
   * @param codes the codes; must not change afterwards
   */
  Codes(int[] codes) {
    bytes = null;
    shorts = null;
    ints = codes;
  }

  /**
   * @param limit codes are below this
   * @return bytes that a code takes
   */
  static int size(int limit) {
    return limit <= 1 << 7 ? 1 : limit <= 1 << 15 ? 2 : 4;
  }

  int rows() {
    return bytes != null ? bytes.length : shorts != null ? shorts.length : ints.length;
  }

  int get(int row) {
    return bytes != null ? bytes[row] : shorts != null ? shorts[row] : ints[row];
  }

  void set(int row, int code) {
    if (bytes != null) {
      bytes[row] = (byte) code;
    } else if (shorts != null) {
      shorts[row] = (short) code;
    } else {
      ints[row] = code;
    }
  }
}

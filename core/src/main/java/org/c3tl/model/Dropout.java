package org.c3tl.model;

/**
 * Random zeroing of hidden activations in training. The mask depends only on the key, the layer and the position, so it is
 * the same whatever thread computes it and after a resume.
 *
 * @param rate probability of a zero, in [0, 1)
 * @param key changes from step to step
 */
record Dropout(double rate, long key) {
  static final Dropout NONE = new Dropout(0, 0);

  float scale() {
    return (float) (1 / (1 - rate));
  }

  Dropout layer(int layer) {
    return rate == 0 ? this : new Dropout(rate, mix(key + 0x632BE59BD9B4E019L * (layer + 1)));
  }

  /**
   * Zeroes or scales a row of activations, and of slopes where they are stored apart.
   *
   * @param row the row's number
   * @param a activations
   * @param slope derivatives, or null
   * @param from first index
   * @param to index after the last
   */
  void apply(int row, float[] a, float[] slope, int from, int to) {
    if (rate == 0) {
      return;
    }
    float scale = scale();
    long state = mix(key ^ row * 0x9E3779B97F4A7C15L);
    int limit = (int) Math.round(rate * (1 << 16));
    for (int i = from; i < to; i++) {
      int lane = (i - from) & 3;
      if (lane == 0) {
        state += 0x9E3779B97F4A7C15L;
      }
      float keep = (mix(state) >>> 16 * lane & 0xFFFF) < limit ? 0 : scale;
      a[i] *= keep;
      if (slope != null) {
        slope[i] *= keep;
      }
    }
  }

  private static long mix(long z) {
    long y = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    y = (y ^ y >>> 27) * 0x94D049BB133111EBL;
    return y ^ y >>> 31;
  }
}

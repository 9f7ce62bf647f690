package org.c3tl.backend;

/**
 * Random zeroing of hidden activations in training. The mask depends only on the key, the layer and the position, so it is
 * the same whatever thread computes it and after a resume.
 *
 * @param rate probability of a zero, in [0, 1)
 * @param key changes from step to step
 */
public record Dropout(double rate, long key) {
  /** No zeroing. */
  public static final Dropout NONE = new Dropout(0, 0);

  /**
   * @return what kept activations are multiplied by
   */
  public float scale() {
    return (float) (1 / (1 - rate));
  }

  /**
   * @param layer number of the layer
   * @return the same zeroing with another mask
   */
  public Dropout layer(int layer) {
    return rate == 0 ? this : new Dropout(rate, mix(key + 0x632BE59BD9B4E019L * (layer + 1)));
  }

  /**
   * Zeroes or scales a row of activations, and of slopes where they are stored apart.
   *
   * @param row the row's number
   * @param a activations
   * @param slope derivatives, or null
   * @param length number of values
   */
  public void apply(int row, float[] a, float[] slope, int length) {
    if (rate == 0) {
      return;
    }
    float[] keep = {scale(), 0};
    long state = mix(key ^ row * 0x9E3779B97F4A7C15L);
    int limit = limit();
    // Four values from each random number, without a branch, which half the time would be predicted wrongly.
    for (int i = 0; i < length; i += 4) {
      state += 0x9E3779B97F4A7C15L;
      long bits = mix(state);
      for (int j = i; j < Math.min(i + 4, length); j++) {
        float k = keep[((int) (bits & 0xFFFF) - limit) >>> 31];
        a[j] *= k;
        if (slope != null) {
          slope[j] *= k;
        }
        bits >>>= 16;
      }
    }
  }

  /**
   * @return below which of 65536 numbers an activation is zeroed
   */
  public int limit() {
    return (int) Math.round(rate * (1 << 16));
  }

  private static long mix(long z) {
    long y = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    y = (y ^ y >>> 27) * 0x94D049BB133111EBL;
    return y ^ y >>> 31;
  }
}

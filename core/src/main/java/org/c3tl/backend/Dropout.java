package org.c3tl.backend;

/**
 * Random zeroing of hidden activations in training. The mask depends only on the key, the layer and the position, so it is
 * the same whatever thread computes it and after a resume.
 *
 * @param rate probability of a zero, in [0, 1)
 * @param key changes from step to step
 */
public record Dropout(double rate, long key) {
  /** Between the states of random numbers: 2^64 over the golden ratio. */
  private static final long STEP = 0x9E3779B97F4A7C15L;
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
    int scale = Float.floatToRawIntBits(scale());
    int limit = limit();
    long state = mix(key ^ row * STEP);
    int i = 0;
    // Four values from each random number; without a branch, which would often be predicted wrongly, and without a loop.
    for (; i <= length - 4; i += 4) {
      state += STEP;
      long bits = mix(state);
      multiply(a, slope, i, factor((int) bits & 0xFFFF, limit, scale));
      multiply(a, slope, i + 1, factor((int) bits >>> 16, limit, scale));
      multiply(a, slope, i + 2, factor((int) (bits >>> 32) & 0xFFFF, limit, scale));
      multiply(a, slope, i + 3, factor((int) (bits >>> 48), limit, scale));
    }
    for (long bits = mix(state + STEP); i < length; i++, bits >>>= 16) {
      multiply(a, slope, i, factor((int) bits & 0xFFFF, limit, scale));
    }
  }

  /** The scale, or 0 where the draw is below the limit. */
  private static float factor(int draw, int limit, int scale) {
    return Float.intBitsToFloat(scale & ~(draw - limit >> 31));
  }

  private static void multiply(float[] a, float[] slope, int i, float factor) {
    a[i] *= factor;
    if (slope != null) {
      slope[i] *= factor;
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

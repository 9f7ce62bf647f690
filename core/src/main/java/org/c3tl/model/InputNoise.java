package org.c3tl.model;

import java.util.SplittableRandom;

/**
 * Normal noise on the encoders' inputs in training. It depends only on the key and the position, so it is the same whatever
 * thread computes it and after a resume.
 *
 * @param sd standard deviation in feature units, from 0
 * @param key changes from step to step
 */
record InputNoise(double sd, long key) {
  private static final int SIZE = 1 << 16;
  private static final float[] NORMAL = normal();

  /** Normal numbers, drawn once: reading them from a random place costs far less than drawing anew for every entry. */
  private static float[] normal() {
    SplittableRandom random = new SplittableRandom(1);
    float[] table = new float[SIZE];
    for (int i = 0; i < SIZE; i += 2) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      table[i] = (float) (radius * StrictMath.cos(angle));
      table[i + 1] = (float) (radius * StrictMath.sin(angle));
    }
    return table;
  }

  /**
   * @param row the row's number
   * @param x its features, not written to
   * @param noisy receives features with noise
   * @param width number of features
   * @return {@code noisy}, or {@code x} where there is no noise
   */
  float[] added(int row, float[] x, float[] noisy, int width) {
    if (sd == 0) {
      return x;
    }
    float scale = (float) sd;
    SplittableRandom random = new SplittableRandom(key + row * 0x9E3779B97F4A7C15L);
    for (int from = 0; from < width; from += SIZE / 2) {
      int at = random.nextInt(SIZE / 2);
      int n = Math.min(SIZE / 2, width - from);
      for (int j = 0; j < n; j++) {
        noisy[from + j] = x[from + j] + scale * NORMAL[at + j];
      }
    }
    return noisy;
  }
}

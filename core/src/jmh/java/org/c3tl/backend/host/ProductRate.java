package org.c3tl.backend.host;

import org.c3tl.parallel.Workers;

/** How fast the BLAS multiplies, with all cores. */
public final class ProductRate {
  private ProductRate() { }

  /**
   * @param m rows of the result
   * @param k length of the sums
   * @param n columns of the result
   * @param times how often to try
   * @return GFLOP/s of the fastest
   */
  public static double measure(int m, int k, int n, int times) {
    double best = 0;
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
        HostMatrix a = new HostMatrix(m, k); HostMatrix b = new HostMatrix(k, n); HostMatrix c = new HostMatrix(m, n)) {
      a.set(random(m * k));
      b.set(random(k * n));
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        HostMatrix.product(a, b, c, m, 0, workers);
        best = Math.max(best, 2.0 * m * k * n / (System.nanoTime() - start));
      }
    }
    return best;
  }

  private static float[] random(int length) {
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) (random.nextDouble() - 0.5);
    }
    return x;
  }
}

package org.c3tl.data;

/** Pearson's product-moment correlation. */
public final class Correlation {
  private Correlation() { }

  /**
   * @param a values
   * @param b as many values
   * @return r in [-1, 1], accumulated in float64; NaN if either has no variance or there are fewer than two values
   */
  public static double pearson(float[] a, float[] b) {
    int n = a.length;
    double meanA = 0;
    double meanB = 0;
    for (int i = 0; i < n; i++) {
      meanA += a[i];
      meanB += b[i];
    }
    meanA /= n;
    meanB /= n;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < n; i++) {
      double x = a[i] - meanA;
      double y = b[i] - meanB;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    double r = ab / Math.sqrt(aa * bb);
    return Double.isFinite(r) ? Math.max(-1, Math.min(1, r)) : Double.NaN;
  }
}

package org.c3tl.data;

/** Pearson's product-moment correlation, accumulated in float64, with one rule for vectors that do not vary. */
public final class Correlation {
  /**
   * A centred sum of squares at or below this part of the raw sum of squares is rounding of float32 values (relative error
   * 6e-8, squared), not variation.
   */
  public static final double ROUNDING = 1e-13;

  private Correlation() { }

  /**
   * @param a values
   * @param b as many values
   * @return r in [-1, 1]; NaN where one of them does not vary beyond {@link #ROUNDING} or there are fewer than two values
   */
  public static double pearson(float[] a, float[] b) {
    return pearson(widen(a), widen(b));
  }

  /**
   * @param a values
   * @param b as many values
   * @return r in [-1, 1]; NaN where one of them does not vary beyond {@link #ROUNDING} or there are fewer than two values
   */
  public static double pearson(double[] a, double[] b) {
    return pearson(a, b, ROUNDING * sumOfSquares(a), ROUNDING * sumOfSquares(b));
  }

  /**
   * @param a values
   * @param b as many values
   * @param floorA centred sum of squares at or below which {@code a} counts as constant
   * @param floorB the same for {@code b}
   * @return r in [-1, 1]; NaN where one of them is constant or there are fewer than two values
   */
  public static double pearson(double[] a, double[] b, double floorA, double floorB) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " values against " + b.length);
    }
    int n = a.length;
    if (n < 2) {
      return Double.NaN;
    }
    double meanA = mean(a);
    double meanB = mean(b);
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
    if (aa <= floorA || bb <= floorB) {
      return Double.NaN;
    }
    return Math.max(-1, Math.min(1, ab / Math.sqrt(aa) / Math.sqrt(bb)));
  }

  /**
   * @param a at least one value
   * @return their mean
   */
  public static double mean(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x;
    }
    return sum / a.length;
  }

  /**
   * @param a any values
   * @return the sum of their squares
   */
  public static double sumOfSquares(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x * x;
    }
    return sum;
  }

  private static double[] widen(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }
}

package org.c3tl.baseline;

/**
 * Solves small symmetric positive systems. Directions without any weight, as of a context that never occurs, get 0.
 */
final class Cholesky {
  /** A pivot at or below this part of its diagonal element is rounding. */
  private static final double ROUNDING = 1e-13;

  private final double[][] l;

  /**
   * @param a symmetric, positive semidefinite; not written to
   */
  Cholesky(double[][] a) {
    int n = a.length;
    l = new double[n][n];
    for (int j = 0; j < n; j++) {
      double pivot = a[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= l[j][k] * l[j][k];
      }
      if (pivot <= ROUNDING * a[j][j]) {
        continue;
      }
      l[j][j] = Math.sqrt(pivot);
      for (int i = j + 1; i < n; i++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = sum / l[j][j];
      }
    }
  }

  /**
   * @param b right side
   * @return a solution
   */
  double[] solve(double[] b) {
    int n = l.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] = l[i][i] > 0 ? x[i] / l[i][i] : 0;
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] = l[i][i] > 0 ? x[i] / l[i][i] : 0;
    }
    return x;
  }
}

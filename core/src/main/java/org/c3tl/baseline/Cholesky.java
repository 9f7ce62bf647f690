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
   * @param b right sides, one per column; overwritten by a solution of each
   */
  void solveColumns(double[][] b) {
    int n = l.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        addMultiple(b[i], -l[i][k], b[k]);
      }
      divide(b[i], l[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        addMultiple(b[i], -l[k][i], b[k]);
      }
      divide(b[i], l[i][i]);
    }
  }

  private static void divide(double[] row, double by) {
    for (int j = 0; j < row.length; j++) {
      row[j] = by > 0 ? row[j] / by : 0;
    }
  }

  /**
   * @param to receives {@code to + factor · row}
   * @param factor the factor
   * @param row as long as {@code to}
   */
  static void addMultiple(double[] to, double factor, double[] row) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * row[j];
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

package org.c3tl.report;

import java.util.Random;

/**
 * First principal components of a small matrix, by orthogonal iteration from a fixed start. The sign of each component is that
 * which makes its largest absolute score positive, so that the same matrix gives the same picture. This class is immutable.
 *
 * @param scores rows × components
 * @param explained part of the variance that each component explains, 0 to 1
 */
record Pca(double[][] scores, double[] explained) {
  private static final int ITERATIONS = 300;

  /**
   * @param rows observations × variables, at least one of each
   * @param k number of components wanted; those that do not exist have scores of 0
   * @return the components
   */
  static Pca of(double[][] rows, int k) {
    int n = rows.length;
    int d = rows[0].length;
    double[][] x = new double[n][d];
    double total = 0;
    for (int j = 0; j < d; j++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[j] / n;
      }
      for (int i = 0; i < n; i++) {
        x[i][j] = rows[i][j] - mean;
        total += x[i][j] * x[i][j];
      }
    }
    // A few more than wanted, so that nearly equal components do not slow the iteration.
    double[][] v = new double[Math.min(k + 4, d)][d];
    Random random = new Random(1);
    for (double[] direction : v) {
      for (int j = 0; j < d; j++) {
        direction[j] = random.nextGaussian();
      }
    }
    for (int step = 0; step < ITERATIONS && total > 0; step++) {
      orthonormal(v);
      for (int c = 0; c < v.length; c++) {
        v[c] = multiply(x, v[c]);
      }
    }
    orthonormal(v);
    double[][] scores = new double[n][k];
    double[] explained = new double[k];
    for (int c = 0; c < Math.min(k, v.length) && total > 0; c++) {
      double most = 0;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        scores[i][c] = dot(x[i], v[c]);
        sum += scores[i][c] * scores[i][c];
        most = Math.abs(scores[i][c]) > Math.abs(most) * (1 + 1e-9) ? scores[i][c] : most;
      }
      explained[c] = sum / total;
      for (int i = 0; i < n && most < 0; i++) {
        scores[i][c] = -scores[i][c];
      }
    }
    return new Pca(scores, explained);
  }

  /** XᵀX times a vector. */
  private static double[] multiply(double[][] x, double[] v) {
    double[] product = new double[v.length];
    for (double[] row : x) {
      double s = dot(row, v);
      for (int j = 0; j < product.length; j++) {
        product[j] += s * row[j];
      }
    }
    return product;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  /** Gram and Schmidt, twice for the sake of rounding; directions that vanish become 0. */
  private static void orthonormal(double[][] v) {
    for (int c = 0; c < v.length; c++) {
      double before = Math.sqrt(dot(v[c], v[c]));
      for (int twice = 0; twice < 2; twice++) {
        for (int b = 0; b < c; b++) {
          double s = dot(v[c], v[b]);
          for (int j = 0; j < v[c].length; j++) {
            v[c][j] -= s * v[b][j];
          }
        }
      }
      double norm = Math.sqrt(dot(v[c], v[c]));
      for (int j = 0; j < v[c].length; j++) {
        v[c][j] = norm > 1e-12 * before ? v[c][j] / norm : 0;
      }
    }
  }
}

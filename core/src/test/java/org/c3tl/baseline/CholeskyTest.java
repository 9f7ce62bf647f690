package org.c3tl.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {
  private static final int N = 9;

  /** X Xᵀ of random X, of full rank or not. */
  private static double[][] square(int rank, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[N][rank];
    for (double[] row : x) {
      for (int k = 0; k < rank; k++) {
        row[k] = random.nextDouble() - 0.5;
      }
    }
    double[][] a = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        for (int k = 0; k < rank; k++) {
          a[i][j] += x[i][k] * x[j][k];
        }
      }
    }
    return a;
  }

  private static double[] times(double[][] a, double[] x) {
    double[] b = new double[N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        b[i] += a[i][j] * x[j];
      }
    }
    return b;
  }

  @Test
  void solves() {
    double[][] a = square(2 * N, 1);
    double[] x = {1, -2, 3, 0, 5, -1, 0.5, 2, 4};
    assertArrayEquals(x, new Cholesky(a).solve(times(a, x)), 1e-9);
  }

  @Test
  void columnsAreSolvedAsOneByOne() {
    for (int rank : new int[] {2 * N, 3}) {
      double[][] a = square(rank, 2);
      // A direction that never occurs.
      for (int i = 0; i < N; i++) {
        a[i][4] = a[4][i] = 0;
      }
      double[][] b = square(N, 3);
      double[][] all = java.util.Arrays.stream(b).map(double[]::clone).toArray(double[][]::new);
      Cholesky solver = new Cholesky(a);
      solver.solveColumns(all);
      for (int j = 0; j < N; j++) {
        int column = j;
        double[] one = solver.solve(java.util.Arrays.stream(b).mapToDouble(row -> row[column]).toArray());
        assertArrayEquals(one, java.util.Arrays.stream(all).mapToDouble(row -> row[column]).toArray(), "column " + j);
        assertEquals(0, one[4]);
      }
    }
  }
}

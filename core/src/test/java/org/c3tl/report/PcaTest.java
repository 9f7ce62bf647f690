package org.c3tl.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Principal components of matrices whose components are known. */
class PcaTest {
  @Test
  void findsTheDirectionsOfAStretchedCloud() {
    Random random = new Random(5);
    double[][] x = new double[400][6];
    double[] a = {0.6, 0.8, 0, 0, 0, 0};
    double[] b = {0, 0, 0.8, 0, -0.6, 0};
    double[] of = new double[400];
    for (int i = 0; i < 400; i++) {
      double s = of[i] = 5 * random.nextGaussian();
      double t = 2 * random.nextGaussian();
      for (int j = 0; j < 6; j++) {
        x[i][j] = 100 + s * a[j] + t * b[j];
      }
    }
    Pca pca = Pca.of(x, 2);
    assertEquals(25.0 / 29, pca.explained()[0], 0.03);
    assertEquals(1, pca.explained()[0] + pca.explained()[1], 1e-9);
    double sign = Math.signum(pca.scores()[0][0] * of[0]);
    double mean = java.util.Arrays.stream(of).average().orElseThrow();
    double worst = 0;
    for (int i = 0; i < 400; i++) {
      // Chance correlation of the two directions turns the first component a little.
      worst = Math.max(worst, Math.abs(sign * pca.scores()[i][0] - (of[i] - mean)));
    }
    assertTrue(worst < 0.6, "off by " + worst);
  }

  @Test
  void signMakesTheLargestScorePositive() {
    double[][] x = {{-9, 0}, {1, 0}, {2, 0}, {6, 0}};
    double[][] flipped = {{9, 0}, {-1, 0}, {-2, 0}, {-6, 0}};
    assertEquals(9, Pca.of(x, 1).scores()[0][0], 1e-9);
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(Pca.of(x, 1).scores()[i], Pca.of(flipped, 1).scores()[i], 1e-12);
    }
  }

  @Test
  void nothingToExplainIsZero() {
    Pca pca = Pca.of(new double[][] {{1, 2}, {1, 2}, {1, 2}}, 2);
    for (double[] row : pca.scores()) {
      assertArrayEquals(new double[2], row);
    }
    assertEquals(0, Pca.of(new double[][] {{1}, {2}}, 2).explained()[1]);
  }
}

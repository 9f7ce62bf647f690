package org.c3tl.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
  private static final int N = 200_000;

  /** Mean and variance within 5 standard errors. */
  private static void check(DoubleSupplier draw, double mean, double variance, double fourthMoment) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < N; i++) {
      double d = draw.getAsDouble() - mean;
      sum += d;
      squares += d * d;
    }
    assertEquals(0, sum / N, 5 * Math.sqrt(variance / N), "mean");
    assertEquals(variance, squares / N, 5 * Math.sqrt((fourthMoment - variance * variance) / N), "variance");
  }

  @Test
  void normal() {
    Draws draws = Draws.of(1, 2);
    check(draws::normal, 0, 1, 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.7, 3, 9.99, 10, 11, 40, 1000, 1e6})
  void poisson(double mean) {
    Draws draws = Draws.of(1, 3);
    check(() -> draws.poisson(mean), mean, mean, mean + 3 * mean * mean);
    assertEquals(0, draws.poisson(0));
  }

  /** The two ways of drawing Poisson numbers meet at 10: their distributions must, too. */
  @Test
  void poissonProbabilities() {
    Draws draws = Draws.of(1, 4);
    int[] seen = new int[40];
    for (int i = 0; i < N; i++) {
      seen[(int) Math.min(39, draws.poisson(12))]++;
    }
    double p = Math.exp(-12);
    for (int k = 0; k < 39; k++) {
      assertEquals(p, seen[k] / (double) N, 6 * Math.sqrt(p / N) + 1e-5, "P(" + k + ")");
      p *= 12.0 / (k + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 2.5, 10})
  void gamma(double shape) {
    Draws draws = Draws.of(1, 5);
    check(() -> draws.gamma(shape), shape, shape, 3 * shape * shape + 6 * shape);
  }

  @Test
  void streamsDifferByPurposeAndRepeat() {
    assertEquals(Draws.of(7, 1, 2).uniform(), Draws.of(7, 1, 2).uniform());
    assertTrue(Draws.of(7, 1, 2).uniform() != Draws.of(7, 2, 1).uniform());
    assertTrue(Draws.of(7, 1, 2).uniform() != Draws.of(8, 1, 2).uniform());
    assertTrue(Draws.of(0, 0).uniform() != Draws.of(0, 0, 0).uniform());
  }
}

package org.c3tl.metric;

import static org.c3tl.metric.Blocks.block;
import static org.c3tl.metric.Blocks.map;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whether standard deviations tell the errors. */
class UncertaintyMetricsTest {
  private static double of(String metric, ContextBlock block) {
    return Metrics.named(metric).score(block).context();
  }

  /** Errors are drawn with the standard deviations that are given. */
  private final ContextBlock calibrated = Blocks.full(1, 50, 1000, 1);

  private ContextBlock times(double by) {
    return calibrated.withPrediction(calibrated.prediction(), map(calibrated.sd(), x -> by * x));
  }

  @Test
  void honestStandardDeviationsScoreBest() {
    for (Metric metric : Metrics.all()) {
      if (metric.name().startsWith("coverage_")) {
        assertEquals(metric.best(), metric.score(calibrated).context(), 0.005, metric.name());
        assertEquals(Direction.NEAREST, metric.direction());
        assertTrue(metric.score(times(0.5)).context() < metric.best() - 0.05, metric.name());
        assertTrue(metric.score(times(2)).context() > metric.best() + 0.04, metric.name());
      }
    }
    assertEquals(0, of("ence", calibrated), 0.02);
    assertEquals(0.5, of("ence", times(2)), 0.02);
    assertEquals(1, of("ence", times(0.5)), 0.04);
    assertEquals(2 * of("sharpness", calibrated), of("sharpness", times(2)), 1e-12);
    assertEquals(of("sd_error_spearman", calibrated), of("sd_error_spearman", times(2)), 1e-12);
    assertTrue(of("sd_error_spearman", calibrated) > 0.2);
    double[][] other = map(calibrated.sd(), x -> 1 - x);
    assertTrue(of("sd_error_spearman", calibrated.withPrediction(calibrated.prediction(), other)) < -0.2);
  }

  @Test
  void valuesByHand() {
    double[][] truth = {{0, 3, 0, 4}, {0, 0, 0, 0}};
    double[][] prediction = {{1, 3, -2, 7}, {0, 0, 0, 0}};
    double[][] sd = {{1, 1, 1, 3}, {0, 0, 0, 2}};
    ContextBlock block = block(truth, prediction).withPrediction(prediction, sd);
    // Errors in standard deviations: 1, 0, 2, 1; an error of 0 lies within an interval of no width.
    assertArrayEquals(new double[] {0.25, 1}, Metrics.named("coverage_50").score(block).perPerturbation());
    assertArrayEquals(new double[] {0.75, 1}, Metrics.named("coverage_80").score(block).perPerturbation());
    assertArrayEquals(new double[] {0.75, 1}, Metrics.named("coverage_95").score(block).perPerturbation());
    // Mean standard deviation 1; mean square of the truth 25/8.
    assertEquals(1 / Math.sqrt(25 / 8.0), of("sharpness", block), 1e-12);
    // Errors 1, 0, 2, 3: ranks 2, 1, 3, 4 against 2, 2, 2, 4. The second perturbation has no error to tell: -1.
    Scores spearman = Metrics.named("sd_error_spearman").score(block);
    assertArrayEquals(new double[] {2.5 - 0.5 > 0 ? 3 / Math.sqrt(5 * 3.0) : 0, -1}, spearman.perPerturbation(), 1e-12);
    assertEquals(1, spearman.degenerate());
    // Bins by standard deviation: 0 (no error), 1 (errors 1, 0, 2), 2 (none), 3 (error 3).
    assertEquals((0 + (Math.sqrt(5 / 3.0) - 1) + 1 + 0) / 4, of("ence", block), 1e-12);
  }

  @Test
  void claimingToBeSureIsPenalised() {
    ContextBlock sure = times(0);
    assertEquals(0, of("coverage_95", sure));
    Scores ence = Metrics.named("ence").score(sure);
    assertEquals(100, ence.context());
    assertEquals(1, ence.degenerate());
    assertEquals(1, ence.of(), "all share one bin");
    assertEquals(-1, of("sd_error_spearman", sure));
    assertEquals(50, Metrics.named("sd_error_spearman").score(sure).degenerate());
  }
}

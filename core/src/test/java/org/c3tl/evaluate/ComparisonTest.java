package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.metric.MeanSquaredError;
import org.c3tl.metric.Metric;
import org.c3tl.metric.PearsonDelta;
import org.c3tl.metric.Scores;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final List<ContextScore> scores = new ArrayList<>();

  private void add(String method, String metric, String context, long seed, double value) {
    scores.add(new ContextScore(method, context + seed, seed, context, metric, List.of("p"), Scores.ofContext(value, 0, 1)));
  }

  private List<Comparison> of(Metric... metrics) {
    return Comparison.of(scores, "mine", List.of("a", "b", "absent"), List.of(metrics));
  }

  @Test
  void pairsByContextAndAveragesSeedsFirst() {
    // Two seeds in x, one in y and z: x must not count twice.
    double[][] values = {{.5, .3}, {.7, .3}, {.4, .3}, {.2, .3}};
    String[] contexts = {"x", "x", "y", "z"};
    for (int i = 0; i < 4; i++) {
      add("mine", "pearson_delta", contexts[i], i, values[i][0]);
      add("a", "pearson_delta", contexts[i], i, values[i][1]);
      add("b", "pearson_delta", contexts[i], i, .1);
      add("mine", "mse", contexts[i], i, 2);
      add("a", "mse", contexts[i], i, 5);
      add("b", "mse", contexts[i], i, 1 + i);
    }
    List<Comparison> found = of(new PearsonDelta(), new MeanSquaredError());
    assertEquals("a", found.get(0).other());
    assertEquals((.3 + .1 - .1) / 3, found.get(0).difference().mean(), 1e-12);
    assertEquals(.2, found.get(0).difference().sd(), 1e-12);
    assertEquals(.2 / Math.sqrt(3), found.get(0).difference().se(), 1e-12);
    assertEquals(3, found.get(0).difference().contexts());
    assertEquals("b", found.get(1).other(), "lower errors are better");
  }

  @Test
  void onlyContextsThatBothDefineCount() {
    add("mine", "mse", "x", 1, 1);
    add("mine", "mse", "y", 1, 3);
    add("a", "mse", "x", 1, 2);
    add("a", "mse", "y", 1, Double.NaN);
    Comparison c = of(new MeanSquaredError()).get(0);
    assertEquals(1, c.difference().contexts());
    assertEquals(-1, c.difference().mean());
    assertTrue(Double.isNaN(c.difference().sd()) && Double.isNaN(c.difference().se()));
    assertTrue(of(new PearsonDelta()).isEmpty());
    assertTrue(Comparison.of(scores, "absent", List.of("a"), List.of(new MeanSquaredError())).isEmpty());
    assertTrue(Comparison.of(scores, "mine", List.of(), List.of(new MeanSquaredError())).isEmpty());
  }
}

package org.c3tl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.evaluate.ContextScore;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.evaluate.Summary;
import org.c3tl.metric.Scores;
import org.junit.jupiter.api.Test;

/** What the headline says: better, worse, or not to be told. */
class VerdictTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Values by method, one per context. */
  private static Verdict verdict(Map<String, double[]> of, boolean higher) {
    MetricTable table = new MetricTable();
    of.forEach((method, values) -> {
      for (int c = 0; c < values.length; c++) {
        table.add(new ContextScore(method, "f" + c, 1, "c" + c, "m", List.of("p"), Scores.ofContext(values[c], 0, 1)));
      }
    });
    Summary stats = Summary.of(table);
    return Verdict.of(Methods.of(JSON.objectNode(), stats, "m", higher), ContextValue.of(table), stats, "m", higher);
  }

  private static Map<String, double[]> methods(Object... namesAndValues) {
    Map<String, double[]> m = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      m.put((String) namesAndValues[i], (double[]) namesAndValues[i + 1]);
    }
    return m;
  }

  @Test
  void pairedDifferenceIsTakenInEachContext() {
    // Contexts differ far more than methods do; only pairing sees the difference.
    Verdict v = verdict(methods("c3tl", new double[] {0.11, 0.52, 0.93}, "mean", new double[] {0.1, 0.5, 0.9}, "closest",
        new double[] {0, 0, 0}), true);
    assertEquals("mean", v.baseline());
    assertEquals(0.02, v.difference(), 1e-12);
    assertEquals(0.01 / Math.sqrt(3), v.se(), 1e-12);
    assertEquals(1, v.sign());
    assertEquals("C3TL predicts better than the best baseline here (mean).", v.headline());
    assertTrue(v.numbers("Correlation").contains("Better by 0.0200 ± 0.0058"), v.numbers("Correlation"));
    assertTrue(v.numbers("Correlation").contains("better in 3 of 3 contexts"), v.numbers("Correlation"));
  }

  @Test
  void saysWhenItIsWorseOrUnclear() {
    Verdict worse = verdict(methods("c3tl", new double[] {0.1, 0.2, 0.3}, "mean", new double[] {0.3, 0.4, 0.51}), true);
    assertEquals("C3TL predicts worse than the best baseline here (mean).", worse.headline());
    assertTrue(worse.numbers("r").contains("Worse by 0.2"), worse.numbers("r"));
    Verdict below = verdict(methods("c3tl", new double[] {0.1}, "mean", new double[] {0.3}, "truth-ceiling", new double[] {0.9}),
        true);
    assertTrue(below.numbers("r").endsWith("leaves possible, is 0.900."), below.numbers("r"));
    Verdict unclear = verdict(methods("c3tl", new double[] {0.1, 0.4}, "mean", new double[] {0.3, 0.1}), true);
    assertEquals(0, unclear.sign());
    assertEquals("C3TL does not differ clearly from the best baseline here (mean).", unclear.headline());
    Verdict one = verdict(methods("c3tl", new double[] {0.4}, "mean", new double[] {0.1}), true);
    assertTrue(one.headline().endsWith("one context cannot tell this from chance."), one.headline());
    assertEquals(0, one.sign());
  }

  @Test
  void lowerIsBetterForErrorsAndTheCeilingCounts() {
    Verdict v = verdict(methods("c3tl", new double[] {1, 2}, "mean", new double[] {2, 3.1}, "no-change", new double[] {9, 9},
        "replicate-ceiling", new double[] {0.5, 1.5}), false);
    assertEquals("mean", v.baseline());
    assertEquals(1.05, v.difference(), 1e-12);
    assertEquals(1, v.sign());
    assertTrue(v.numbers("Error").contains("covers 68\u0020% of the way"), v.numbers("Error"));
  }

  @Test
  void aPredictionCanSurpassARepeatOfTheMeasurement() {
    Verdict v = verdict(methods("c3tl", new double[] {0.27, 0.26}, "mean", new double[] {0.24, 0.24}, "replicate-ceiling",
        new double[] {0.22, 0.22}), true);
    assertTrue(v.numbers("Correlation").contains("better than a repeat of the measurement"), v.numbers("Correlation"));
  }

  @Test
  void undefinedValuesAreLeftOutAndNoBaselineIsNoVerdict() {
    Verdict v = verdict(methods("c3tl", new double[] {0.5, Double.NaN, 0.7}, "mean", new double[] {0.4, 0.1, Double.NaN}), true);
    assertEquals(1, v.contexts());
    assertNull(verdict(methods("c3tl", new double[] {0.5}), true));
  }

  @Test
  void rolesOfTheSummaryAndTheOrderOfMethods() {
    ObjectNode summary = JSON.objectNode();
    summary.putObject("roles").put("mine", "method").put("mean", "baseline").put("odd", "baseline").put("top", "ceiling");
    Map<String, Map<String, Summary.Stat>> stats = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of("mean", "odd", "top", "mine"));
    names.forEach(n -> stats.put(n, Map.of("m", new Summary.Stat(names.indexOf(n), 0, 0, 2, 0, 0, 2))));
    assertEquals(List.of("mine", "odd", "mean", "top"), Methods.of(summary, new Summary(stats), "m", true).all());
    assertEquals(List.of("mine", "mean", "odd", "top"), Methods.of(summary, new Summary(stats), "m", false).all());
    stats.remove("mine");
    assertNull(Methods.of(summary, new Summary(stats), "m", true).focal());
    List<String> looks = new ArrayList<>();
    Methods all = new Methods("c3tl", List.of("mean", "closest", "additive", "no-change", "rescaled-mean", "nearest-contexts",
        "ridge-contexts", "pca-ridge", "low-rank", "latent-additive", "new-one"), List.of("truth-ceiling"));
    all.all().forEach(m -> looks.add(all.colour(m) + all.shape(m)));
    assertEquals(looks.size(), looks.stream().distinct().count(), "two methods look the same: " + looks);
  }
}

package org.c3tl.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.SharedData;
import org.c3tl.data.Correlation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values that NumPy and SciPy gave for the same formulas. */
class GoldenMetricsTest {
  private JsonNode expected;
  private ContextBlock block;
  private double[] control;
  private double[][] real;
  private double[][] predicted;

  @BeforeEach
  void read() throws IOException {
    JsonNode golden = new ObjectMapper().readTree(SharedData.require("reference/metrics_golden.json").toFile());
    JsonNode fixture = golden.get("fixture");
    expected = golden.get("expected");
    control = row(fixture.get("ctrl"));
    real = rows(fixture.get("real"));
    predicted = rows(fixture.get("pred"));
    List<String> perturbations = new ArrayList<>();
    fixture.get("perts").forEach(p -> perturbations.add(p.textValue()));
    double[][] truth = minus(real, control);
    double[] reference = new double[control.length];
    for (double[] t : truth) {
      for (int g = 0; g < reference.length; g++) {
        reference[g] += t[g] / truth.length;
      }
    }
    block = new ContextBlock("c", perturbations, truth, minus(predicted, control), reference, truth);
  }

  @Test
  void pearsonDelta() {
    check("pearson_delta", new PearsonDelta());
  }

  @Test
  void pearsonOfRawProfilesIsTheTrapItIsSaidToBe() {
    double[] raw = new double[real.length];
    for (int p = 0; p < raw.length; p++) {
      raw[p] = Correlation.pearson(predicted[p], real[p]);
    }
    assertArrayEquals(row(expected.get("pearson_raw_trap")), raw, 1e-9);
  }

  @Test
  void meanSquaredAndAbsoluteError() {
    check("mse", new MeanSquaredError());
    check("mae", new MeanAbsoluteError());
  }

  @Test
  void pearsonDeltaPert() {
    check("pearson_delta_pert(systema/cellsimbench deltapert)", new PearsonDeltaPert());
  }

  @Test
  void predictingTheControlIsPenalised() {
    Scores scores = new PearsonDelta().score(block.withPrediction(new double[real.length][control.length]));
    assertEquals("undefined (zero variance): v1 NaN, v2 -1",
        expected.get("pearson_delta_of_predicting_control_is").textValue());
    assertArrayEquals(new double[] {-1, -1, -1, -1}, scores.perPerturbation());
    assertEquals(4, scores.degenerate());
  }

  @Test
  void skill() {
    assertEquals(expected.get("norm_by_one(u=.6,b=.5)").doubleValue(), Skill.of(0.6, 0.5), 1e-9);
  }

  private void check(String key, Metric metric) {
    Scores scores = metric.score(block);
    // The file gives nine decimals.
    assertArrayEquals(row(expected.get(key)), scores.perPerturbation(), 1e-9, key);
    assertEquals(0, scores.degenerate());
  }

  private static double[][] minus(double[][] rows, double[] control) {
    double[][] difference = new double[rows.length][control.length];
    for (int p = 0; p < rows.length; p++) {
      for (int g = 0; g < control.length; g++) {
        difference[p][g] = rows[p][g] - control[g];
      }
    }
    return difference;
  }

  private static double[][] rows(JsonNode json) {
    double[][] rows = new double[json.size()][];
    for (int p = 0; p < rows.length; p++) {
      rows[p] = row(json.get(p));
    }
    return rows;
  }

  private static double[] row(JsonNode json) {
    double[] row = new double[json.size()];
    for (int g = 0; g < row.length; g++) {
      row[g] = json.get(g).doubleValue();
    }
    return row;
  }
}

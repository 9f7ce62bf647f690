package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.baseline.MeanOverContexts;
import org.c3tl.baseline.Task;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Metrics;
import org.junit.jupiter.api.Test;

class FoldScorerTest {
  private final EffectTable plain = Grids.simulate(30, 4, 60, 1, 4);
  private final Task task = Fold.of(plain, Split.holdOut(plain, "c0", Set.of("c0"), 0.2, 0, Map.of(), 1)).task();

  /** The same values with standard deviations and control profiles, which may be null and NaN. */
  private static EffectTable with(EffectTable table, float sd, float control) {
    EffectTable.Builder b = EffectTable.builder(table.kind(), table.genes());
    float[] sds = new float[table.genes().size()];
    java.util.Arrays.fill(sds, sd);
    for (int r = 0; r < table.size(); r++) {
      b.row(table.cell(r).perturbation(), table.cell(r).context(), table.values(r), Float.isNaN(sd) ? null : sds, Double.NaN);
    }
    if (!Float.isNaN(control)) {
      for (String context : table.contexts().names()) {
        float[] profile = new float[table.genes().size()];
        for (int g = 0; g < profile.length; g++) {
          profile[g] = control * (g + 1) / profile.length;
        }
        b.control(context, profile);
      }
    }
    return b.build();
  }

  private MetricTable score(EffectTable truth, EffectTable prediction) {
    MetricTable table = new MetricTable();
    new FoldScorer("c0", truth, task, Metrics.all()).score("method", prediction, table);
    return table;
  }

  private static double of(MetricTable table, String metric) {
    return table.scores().stream().filter(s -> s.metric().equals(metric)).findFirst().orElseThrow().scores().context();
  }

  @Test
  void standardDeviationsOfEitherSideMakeMoreMetricsDefined() {
    EffectTable mean = new MeanOverContexts().predict(task);
    MetricTable neither = score(plain, mean);
    MetricTable predicted = score(plain, with(mean, 0.8f, Float.NaN));
    MetricTable both = score(with(plain, 0.5f, Float.NaN), with(mean, 0.8f, Float.NaN));
    MetricTable truth = score(with(plain, 0.5f, Float.NaN), mean);
    for (String metric : List.of("coverage_80", "sharpness", "ence")) {
      assertTrue(Double.isNaN(of(neither, metric)) && Double.isNaN(of(truth, metric)), metric);
      assertTrue(of(predicted, metric) > 0 && of(predicted, metric) == of(both, metric), metric);
    }
    for (String metric : List.of("pr_auc", "sig_jaccard", "precision_at_N")) {
      assertTrue(Double.isNaN(of(neither, metric)) && Double.isNaN(of(truth, metric)), metric);
      assertTrue(of(both, metric) > 0, metric);
    }
    for (String metric : List.of("overlap_at_N", "lfc_nmae")) {
      assertTrue(Double.isNaN(of(neither, metric)) && Double.isNaN(of(predicted, metric)), metric);
      assertTrue(of(truth, metric) > 0 && of(truth, metric) == of(both, metric), metric);
    }
    assertEquals(of(neither, "pearson_delta"), of(both, "pearson_delta"));
  }

  @Test
  void theControlIsTheMeasuredOneWhateverTheMethodSays() {
    EffectTable mean = new MeanOverContexts().predict(task);
    MetricTable known = score(with(plain, Float.NaN, 5), mean);
    assertTrue(Math.abs(of(known, "cosine_logfc") - of(score(plain, mean), "cosine_logfc")) > 1e-6);
    MetricTable claimed = score(with(plain, Float.NaN, 5), with(mean, Float.NaN, 50));
    for (Metric metric : Metrics.all()) {
      assertEquals(of(known, metric.name()), of(claimed, metric.name()), metric.name());
    }
  }

  @Test
  void theControlIsNoPerturbationOfTheMeans() {
    Task withControl = new Task(with(task.training(), Float.NaN, 5), null, task.wanted(), 1);
    assertArrayEquals(FoldScorer.meanOfCentroids(task.training()), FoldScorer.meanOfCentroids(withControl.training()));
    EffectTable mean = new MeanOverContexts().predict(task);
    EffectTable same = new MeanOverContexts().predict(withControl);
    for (int r = 0; r < mean.size(); r++) {
      assertArrayEquals(mean.values(r), same.values(same.rowOf(mean.cell(r))));
    }
  }

  @Test
  void aPerturbationWithoutRespondingGenesHasNoRow() throws java.io.IOException {
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, plain.genes());
    String quiet = task.wanted().get(0).perturbation();
    for (int r = 0; r < plain.size(); r++) {
      float[] sd = new float[plain.genes().size()];
      java.util.Arrays.fill(sd, plain.cell(r).perturbation().equals(quiet) ? 1000 : 0.5f);
      b.row(plain.cell(r).perturbation(), plain.cell(r).context(), plain.values(r), sd, Double.NaN);
    }
    MetricTable table = score(b.build(), new MeanOverContexts().predict(task));
    int[] rows = new int[2];
    table.forEachRow(row -> {
      rows[0] += row.metric().equals("overlap_at_N") ? 1 : 0;
      rows[1] += row.metric().equals("pearson_delta") ? 1 : 0;
      assertTrue(Double.isFinite(row.value()), row.toString());
    });
    assertEquals(rows[1] - 1, rows[0]);
    Summary.Stat stat = Summary.of(table).stat("method", "overlap_at_N");
    assertEquals(rows[0], stat.values());
    assertEquals(0, stat.degenerate());
  }
}

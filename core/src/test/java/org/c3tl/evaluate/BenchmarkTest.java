package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.MeanOverContexts;
import org.c3tl.baseline.NoChange;
import org.c3tl.baseline.Predictor;
import org.c3tl.baseline.Task;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.data.TableKind;
import org.c3tl.metric.MeanSquaredError;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Metrics;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private final EffectTable table = Grids.simulate(30, 6, 50, 1, 4);
  private final List<Fold> folds = new HoldOut("line", 0.2, 0.2, null, 1, 2, 0).folds(table).folds();

  private static Predictor predictor(String name, Function<Task, EffectTable> predict) {
    return new Predictor() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public EffectTable predict(Task task) {
        return predict.apply(task);
      }
    };
  }

  /** Knows the answers. */
  private EffectTable oracle(Task task) {
    EffectTable.Builder b = EffectTable.builder(TableKind.PREDICTION, table.genes());
    task.wanted().forEach(c -> b.row(c.perturbation(), c.context(), table.values(table.rowOf(c))));
    return b.build();
  }

  @Test
  void ranksTheMethodsAsTheSimulationMakesThem() {
    List<Predictor> methods = new ArrayList<>(Baselines.all());
    methods.add(predictor("oracle", this::oracle));
    Summary summary = Summary.of(new Benchmark(folds, methods, Metrics.all()).run(Progress.NONE));
    int defined = 0;
    for (Metric metric : Metrics.all()) {
      Summary.Stat oracle = summary.stat("oracle", metric.name());
      if (oracle.contexts() > 0) {
        assertEquals(metric.best(), oracle.mean(), 1e-9, metric.name());
        assertEquals(6, oracle.contexts());
        defined++;
      }
    }
    assertEquals(21, defined, "metrics that need neither standard deviations nor replicates, nor more than 50 genes");
    double mean = summary.stat("mean", "pearson_delta").mean();
    assertTrue(summary.stat("additive", "pearson_delta").mean() > mean + 0.02);
    assertTrue(summary.stat("closest", "pearson_delta").mean() < mean - 0.02);
    assertTrue(summary.stat("additive", "mse").mean() < summary.stat("mean", "mse").mean());
    assertTrue(summary.stat("mean", "mse").mean() < summary.stat("no-change", "mse").mean());
    assertEquals(-1, summary.stat("no-change", "pearson_delta").mean());
    int scored = folds.stream().mapToInt(f -> f.wanted().size()).sum();
    assertEquals(scored, summary.stat("no-change", "pearson_delta").degenerate());
    assertEquals(scored, summary.stat("no-change", "pearson_delta").values());
  }

  @Test
  void everyMethodGetsTheSameTask() {
    List<Task> first = new ArrayList<>();
    List<Task> second = new ArrayList<>();
    new Benchmark(folds, List.of(predictor("a", t -> {
      first.add(t);
      return oracle(t);
    }), predictor("b", t -> {
      second.add(t);
      return oracle(t);
    })), List.of(new MeanSquaredError())).run(Progress.NONE);
    assertEquals(folds.size(), first.size());
    for (int f = 0; f < folds.size(); f++) {
      assertSame(first.get(f), second.get(f));
      assertEquals(folds.get(f).seed(), first.get(f).seed());
    }
  }

  @Test
  void longTableHasARowForEachScoredCellAndContext() throws IOException {
    MetricTable scores = new Benchmark(folds, List.of(new MeanOverContexts()), Metrics.all()).run(Progress.NONE);
    List<MetricTable.Row> rows = new ArrayList<>();
    scores.forEachRow(rows::add);
    int cells = folds.stream().mapToInt(f -> f.wanted().size()).sum();
    int contexts = folds.stream().mapToInt(f -> f.counts().size()).sum();
    assertEquals(17 * cells + 4 * contexts, rows.size());
    // The summary can be had from the rows alone.
    double mean = rows.stream().filter(r -> r.metric().equals("mse") && r.fold().equals(folds.get(0).name())
        && r.context().equals("c0")).mapToDouble(MetricTable.Row::value).average().orElseThrow();
    assertEquals(scores.scores().stream().filter(s -> s.metric().equals("mse") && s.context().equals("c0")).findFirst()
        .orElseThrow().scores().context(), mean, 1e-12);
  }

  @Test
  void theReferenceIsTheMeanOfCentroids() {
    EffectTable training = EffectTable.builder(TableKind.EFFECT, org.c3tl.data.Axis.of("gene", List.of("G")))
        .row("p", "a", new float[] {1}).row("p", "b", new float[] {3}).row("q", "a", new float[] {10}).build();
    assertArrayEquals(new double[] {6}, FoldScorer.meanOfCentroids(training), 1e-12);
  }

  @Test
  void aMethodThatLeavesCellsOutIsFoundOut() {
    Predictor lazy = predictor("lazy", t -> {
      List<Cell> most = t.wanted().subList(1, t.wanted().size());
      return new NoChange().predict(new Task(t.training(), t.validation(), most, t.seed()));
    });
    Benchmark benchmark = new Benchmark(folds, List.of(lazy), Metrics.all());
    assertThrows(IllegalStateException.class, () -> benchmark.run(Progress.NONE));
    List<Predictor> twice = List.of(new NoChange(), new NoChange());
    assertThrows(IllegalArgumentException.class, () -> new Benchmark(folds, twice, Metrics.all()));
  }

  @Test
  void stopsWhenAsked() {
    Benchmark benchmark = new Benchmark(folds, Baselines.all(), Metrics.all());
    assertThrows(CancellationException.class, () -> benchmark.run((fraction, message) -> {
      assertTrue(fraction >= 0 && fraction <= 1);
      if (fraction > 0.5) {
        throw new CancellationException();
      }
    }));
  }
}

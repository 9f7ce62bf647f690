package org.c3tl.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values worked out by hand and properties that each definition implies. */
class MetricsTest {
  private static final double[] NONE = new double[3];

  private static ContextBlock block(double[][] truth, double[][] prediction) {
    int genes = truth[0].length;
    return new ContextBlock("c", IntStream.range(0, truth.length).mapToObj(p -> "p" + p).toList(), truth, prediction,
        new double[genes], truth);
  }

  @Test
  void valuesByHand() {
    double[] truth = {1, 2, 3};
    double[] prediction = {2, 2, 5};
    assertEquals(5 / 3.0, MeanSquaredError.of(prediction, truth), 1e-15);
    assertEquals(1, MeanAbsoluteError.of(prediction, truth), 1e-15);
    // Σ(δ − δ̂)² = 5, Σ(δ − 2)² = 2. With the arguments in the wrong order it would be 1 − 5/6.
    assertEquals(1 - 5 / 2.0, R2Delta.of(prediction, truth), 1e-15);
    // Deviations (-1, -1, 2) and (-1, 0, 1).
    assertEquals(3 / Math.sqrt(6 * 2), PearsonDelta.of(prediction, truth), 1e-15);
    // About (1, 0, 0): prediction (1, 2, 5), truth (0, 2, 3).
    double[] reference = {1, 0, 0};
    assertEquals((-5 / 3.0 * -5 / 3 + -2 / 3.0 / 3 + 7 / 3.0 * 4 / 3) / Math.sqrt(26 / 3.0 * 14 / 3),
        PearsonDeltaPert.of(prediction, truth, reference), 1e-15);
    assertEquals(-1, Skill.of(0, 0.5), 1e-15);
  }

  @Test
  void pearsonGeneRunsOverPerturbationsAndLeavesOutGenesThatDoNotVary() {
    double[][] truth = {{1, 5, 0}, {2, 5, 1}, {3, 5, 0}};
    double[][] prediction = {{10, 1, 0}, {20, 2, 0}, {30, 3, 1}};
    // Gene 1: 1. Gene 2 does not vary. Gene 3: deviations (-1, 2, -1)/3 and (-1, -1, 2)/3, hence -1/2.
    Scores scores = new PearsonGene().score(block(truth, prediction));
    assertEquals((1 - 0.5) / 2, scores.context(), 1e-12);
    assertEquals(0, scores.degenerate());
    assertEquals(2, scores.of());
    assertNull(scores.perPerturbation());
    // Gene 1 predicted without variation counts -1.
    Scores flat = new PearsonGene().score(block(truth, new double[][] {{4, 1, 0}, {4, 2, 0}, {4, 3, 1}}));
    assertEquals((-1 - 0.5) / 2, flat.context(), 1e-12);
    assertEquals(1, flat.degenerate());
  }

  @Test
  void pearsonGeneIsUndefinedForASinglePerturbation() {
    assertTrue(Double.isNaN(new PearsonGene().score(block(new double[][] {{1, 2}}, new double[][] {{1, 2}})).context()));
  }

  @Test
  void aPerfectPredictionGetsTheBestValueOfEachMetric() {
    double[][] truth = random(1, 6, 30);
    ContextBlock perfect = new ContextBlock("c", List.of("a", "b", "c", "d", "e", "f"), truth, truth, random(2, 1, 30)[0],
        random(3, 6, 30));
    for (Metric metric : Metrics.all()) {
      assertEquals(metric.best(), metric.score(perfect).context(), 1e-12, metric.name());
      assertEquals(0, metric.score(perfect).degenerate(), metric.name());
    }
  }

  @Test
  void addingNoiseMakesEveryMetricWorse() {
    double[][] truth = random(1, 20, 200);
    double[][] noise = random(4, 20, 200);
    double[] reference = random(2, 1, 200)[0];
    double[][] baseline = mix(truth, random(3, 20, 200), 3);
    List<String> names = IntStream.range(0, 20).mapToObj(p -> "p" + p).toList();
    for (Metric metric : Metrics.all()) {
      double before = metric.best();
      for (double amount : new double[] {0.3, 1, 3}) {
        double now = metric.score(new ContextBlock("c", names, truth, mix(truth, noise, amount), reference, baseline))
            .context();
        assertTrue(metric.higherIsBetter() ? now < before : now > before, metric.name() + " at " + amount + ": " + now);
        before = now;
      }
    }
  }

  @Test
  void theOrderOfGenesAndOfPerturbationsDoesNotMatter() {
    ContextBlock block = new ContextBlock("c", List.of("a", "b", "c", "d", "e"), random(1, 5, 20), random(2, 5, 20),
        random(3, 1, 20)[0], random(4, 5, 20));
    int[] genes = shuffled(20);
    int[] rows = shuffled(5);
    ContextBlock other = new ContextBlock("c", IntStream.of(rows).mapToObj(block.perturbations()::get).toList(),
        pick(block.truth(), rows, genes), pick(block.prediction(), rows, genes),
        pick(new double[][] {block.reference()}, new int[] {0}, genes)[0], pick(block.baseline(), rows, genes));
    for (Metric metric : Metrics.all()) {
      Scores a = metric.score(block);
      Scores b = metric.score(other);
      assertEquals(a.context(), b.context(), 1e-12, metric.name());
      if (a.perPerturbation() != null) {
        double[] reordered = IntStream.of(rows).mapToDouble(r -> a.perPerturbation()[r]).toArray();
        assertArrayEquals(reordered, b.perPerturbation(), 1e-12, metric.name());
      }
    }
  }

  @Test
  void scaleMattersToErrorsOnly() {
    double[][] truth = random(1, 5, 20);
    double[][] prediction = random(2, 5, 20);
    ContextBlock block = block(truth, prediction);
    ContextBlock louder = block(truth, map(prediction, x -> 10 * x));
    ContextBlock both = block(map(truth, x -> 10 * x), map(prediction, x -> 10 * x));
    for (Metric metric : List.of(new PearsonDelta(), new PearsonGene(), new PearsonDeltaPert())) {
      assertEquals(metric.score(block).context(), metric.score(louder).context(), 1e-12, metric.name());
    }
    assertTrue(new R2Delta().score(louder).context() < new R2Delta().score(block).context() - 1);
    assertEquals(new R2Delta().score(block).context(), new R2Delta().score(both).context(), 1e-12);
    assertEquals(100 * new MeanSquaredError().score(block).context(), new MeanSquaredError().score(both).context(), 1e-9);
    assertEquals(10 * new MeanAbsoluteError().score(block).context(), new MeanAbsoluteError().score(both).context(), 1e-9);
  }

  @Test
  void whatAllPerturbationsShareIsWorthNothingToPearsonDeltaPert() {
    double[] common = random(5, 1, 500)[0];
    double[][] own = random(6, 10, 500);
    double[][] truth = mix(own, new double[10][500], 0);
    double[][] guess = random(7, 10, 500);
    for (int p = 0; p < 10; p++) {
      for (int g = 0; g < 500; g++) {
        truth[p][g] = 2 * common[g] + own[p][g];
        guess[p][g] += 2 * common[g];
      }
    }
    double[] reference = map(new double[][] {common}, x -> 2 * x)[0];
    List<String> names = IntStream.range(0, 10).mapToObj(p -> "p" + p).toList();
    ContextBlock block = new ContextBlock("c", names, truth, guess, reference, truth);
    assertTrue(new PearsonDelta().score(block).context() > 0.7);
    assertEquals(0, new PearsonDeltaPert().score(block).context(), 0.05);
  }

  @Test
  void degenerateCasesArePenalisedAndCounted() {
    double[][] truth = {{1, 2, 3}, {3, 1, 2}};
    double[][] flat = {{4, 4, 4}, {3, 1, 2}};
    Scores pearson = new PearsonDelta().score(block(truth, flat));
    assertArrayEquals(new double[] {-1, 1}, pearson.perPerturbation(), 1e-12);
    assertEquals(1, pearson.degenerate());
    assertEquals(2, pearson.of());
    assertEquals(0, pearson.context(), 1e-12);
    Scores silent = new PearsonDelta().score(block(new double[][] {NONE}, new double[][] {{1, 2, 3}}));
    assertArrayEquals(new double[] {-1}, silent.perPerturbation());

    // The reference, kept as float32, is still the reference.
    double[] reference = random(1, 1, 50)[0];
    double[] rounded = new double[50];
    for (int g = 0; g < 50; g++) {
      rounded[g] = (float) reference[g];
    }
    ContextBlock block = new ContextBlock("c", List.of("p"), random(2, 1, 50), new double[][] {rounded}, reference,
        random(3, 1, 50));
    Scores pert = new PearsonDeltaPert().score(block);
    assertArrayEquals(new double[] {-1}, pert.perPerturbation());
    assertEquals(1, pert.degenerate());

    Scores r2 = new R2Delta().score(block(new double[][] {{2, 2, 2}, {2, 2, 2}}, new double[][] {{2, 2, 2}, {1, 2, 3}}));
    assertArrayEquals(new double[] {1, 0}, r2.perPerturbation());
    assertEquals(2, r2.degenerate());
  }

  @Test
  void skillIsZeroForTheMeanItselfAndCountsWhereThatIsPerfect() {
    double[][] truth = random(1, 4, 30);
    double[][] mean = mix(truth, random(2, 4, 30), 1);
    List<String> names = List.of("a", "b", "c", "d");
    ContextBlock block = new ContextBlock("c", names, truth, mean, new double[30], mean);
    assertEquals(0, new Skill().score(block).context(), 1e-15);
    assertTrue(new Skill().score(block.withPrediction(random(5, 4, 30))).context() < 0);
    ContextBlock solved = new ContextBlock("c", names, truth, truth, new double[30], truth);
    assertEquals(0, new Skill().score(solved).context());
    assertEquals(1, new Skill().score(solved).degenerate());
    assertEquals(-1, new Skill().score(solved.withPrediction(mean)).context());
    assertFalse(Double.isNaN(new Skill().score(block).context()));
  }

  @Test
  void namesAreThoseOfTheFilesAndShapesAreChecked() {
    assertEquals(List.of("pearson_delta", "pearson_gene", "mse", "mae", "r2_delta", "pearson_deltapert", "skill"),
        Metrics.all().stream().map(Metric::name).toList());
    assertThrows(IllegalArgumentException.class, () -> block(new double[2][3], new double[1][3]));
    assertThrows(IllegalArgumentException.class, () -> block(new double[2][3], new double[2][4]));
  }

  private static double[][] random(long seed, int rows, int genes) {
    Random random = new Random(seed);
    return IntStream.range(0, rows)
        .mapToObj(p -> IntStream.range(0, genes).mapToDouble(g -> random.nextGaussian()).toArray()).toArray(double[][]::new);
  }

  private static double[][] mix(double[][] a, double[][] b, double weight) {
    double[][] sum = new double[a.length][a[0].length];
    for (int p = 0; p < a.length; p++) {
      for (int g = 0; g < sum[p].length; g++) {
        sum[p][g] = a[p][g] + weight * b[p][g];
      }
    }
    return sum;
  }

  private static double[][] map(double[][] rows, DoubleUnaryOperator change) {
    return IntStream.range(0, rows.length).mapToObj(p -> IntStream.range(0, rows[p].length)
        .mapToDouble(g -> change.applyAsDouble(rows[p][g])).toArray()).toArray(double[][]::new);
  }

  private static int[] shuffled(int n) {
    List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, n).boxed().toList());
    java.util.Collections.shuffle(order, new Random(9));
    return order.stream().mapToInt(i -> i).toArray();
  }

  private static double[][] pick(double[][] rows, int[] order, int[] genes) {
    return IntStream.of(order).mapToObj(p -> IntStream.of(genes).mapToDouble(g -> rows[p][g]).toArray())
        .toArray(double[][]::new);
  }
}

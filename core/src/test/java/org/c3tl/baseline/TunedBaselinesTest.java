package org.c3tl.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.Correlation;
import org.c3tl.data.EffectTable;
import org.c3tl.data.TableKind;
import org.c3tl.train.TrainOptions.Criterion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Baselines with settings, on grids whose answer is known. */
class TunedBaselinesTest {
  private static final Criterion BY = Criterion.PEARSON;

  /** Each with one setting, so that nothing depends on what was rehearsed. */
  static Stream<Function<Task, EffectTable>> fixed() {
    return Stream.of(
        task -> new RescaledMean(BY).predict(task, 3.0),
        task -> new NearestContexts(BY).predict(task, 2),
        task -> new RidgeContexts(BY).predict(task, new RidgeContexts.Setting(0.1, true)),
        task -> new RidgeContexts(BY).predict(task, new RidgeContexts.Setting(0.1, false)),
        task -> new LowRank(BY, 2).predict(task, new LowRank.Setting(3, 0.1)),
        task -> new PcaRidge(BY, 1).predict(task, new PcaRidge.Setting(5, 1, true)),
        task -> new PcaRidge(BY, 1).predict(task, new PcaRidge.Setting(5, 1, false)));
  }

  static Stream<Predictor> tuned() {
    return Stream.of(new RescaledMean(BY), new NearestContexts(BY), new RidgeContexts(BY), new LowRank(BY, 2),
        new PcaRidge(BY, 1));
  }

  @Test
  void rescaledMeanFindsTheFactor() {
    // The target responds half as much as the others, which respond alike.
    EffectTable full = grid(20, 6, 40, 1, (x, p, c, g) -> (c == 0 ? 0.5f : 1) * x.of(p, 0, g));
    for (int known : new int[] {1, 4}) {
      for (double lambda : new double[] {0, 1000}) {
        float[] x = only(task -> new RescaledMean(BY).predict(task, lambda), full, known);
        double factor = x[3] / full.values(full.rowOf(19, 1))[3];
        assertEquals(lambda == 0 ? 0.5 : 1, factor, lambda == 0 ? 1e-5 : 0.1, known + " known, lambda " + lambda);
      }
      float[] tuned = only(new RescaledMean(BY)::predict, full, known);
      assertEquals(1, Correlation.pearson(tuned, full.values(full.rowOf(19, 1))), 1e-6);
    }
  }

  @Test
  void rescaledMeanNeverTurnsTheMeanRound() {
    EffectTable full = grid(20, 6, 40, 1, (x, p, c, g) -> (c == 0 ? -1 : 1) * x.of(p, 0, g));
    float[] x = only(task -> new RescaledMean(BY).predict(task, 0.0), full, 3);
    assertEquals(1, Correlation.pearson(x, full.values(full.rowOf(19, 1))), 1e-6);
  }

  @Test
  void nearestContextsWithOneIsClosestAndWithAllIsTheMean() {
    EffectTable full = noisy(20, 7, 30, 0.7);
    EffectTable training = full.where(r -> full.context(r) > 0 || full.perturbation(r) < 4);
    Task task = new Task(training, null, wanted(full, 4), 1);
    same(new ClosestContext().predict(task), new NearestContexts(BY).predict(task, 1), 0);
    same(new MeanOverContexts().predict(task), new NearestContexts(BY).predict(task, 100), 1e-6);
  }

  @Test
  void nearestContextsTakesThoseThatAreAlike() {
    // Contexts come in three families of four that share nothing.
    EffectTable full = grid(40, 12, 50, 2, (x, p, c, g) -> x.of(p, c % 3, g) + 0.5f * x.of(p, 3 + c, g));
    float[] truth = clean(40, 50, 2, (x, p, c, g) -> x.of(p, c % 3, g));
    assertTrue(Correlation.pearson(truth, only(task -> new NearestContexts(BY).predict(task, 3), full, 6)) > 0.9);
    assertTrue(Correlation.pearson(truth, only(new NearestContexts(BY)::predict, full, 6)) > 0.85);
    assertTrue(Correlation.pearson(truth, only(new MeanOverContexts()::predict, full, 6)) < 0.75);
  }

  @Test
  void ridgeFindsACopiedContext() {
    EffectTable full = grid(30, 6, 60, 3, (x, p, c, g) -> x.of(p, c == 0 ? 4 : c, g));
    float[] copied = full.values(full.rowOf(29, 4));
    for (boolean toMean : new boolean[] {true, false}) {
      float[] x = only(task -> new RidgeContexts(BY).predict(task, new RidgeContexts.Setting(1e-6, toMean)), full, 3);
      assertArrayEquals(copied, x, 1e-4f);
      float[] all = only(task -> new RidgeContexts(BY).predict(task, new RidgeContexts.Setting(1e9, true)), full, 3);
      assertArrayEquals(only(new MeanOverContexts()::predict, full, 3), all, 1e-5f);
    }
    // Rehearsals see contexts without a copy, for which much shrinkage is right; the copy still weighs most.
    assertTrue(Correlation.pearson(copied, only(new RidgeContexts(BY)::predict, full, 6)) > 0.6);
  }

  @Test
  void ridgeFindsAMixtureWithAMissingContext() {
    // x_0 = 0.7 x_1 + 0.3 x_2. Where context 2 was not measured, the mean of the others stands in.
    EffectTable whole = grid(30, 5, 60, 4, (x, p, c, g) -> c == 0 ? 0.7f * x.of(p, 1, g) + 0.3f * x.of(p, 2, g) : x.of(p, c, g));
    RidgeContexts.Setting setting = new RidgeContexts.Setting(1e-7, false);
    float[] x = only(task -> new RidgeContexts(BY).predict(task, setting), whole, 4);
    assertArrayEquals(whole.values(whole.rowOf(29, 0)), x, 1e-3f);
    EffectTable full = whole.where(r -> whole.perturbation(r) != 29 || whole.context(r) != 2);
    float[] y = only(task -> new RidgeContexts(BY).predict(task, setting), full, 4);
    for (int g = 0; g < y.length; g++) {
      double mean = (full.values(full.rowOf(29, 1))[g] + full.values(full.rowOf(29, 3))[g]
          + full.values(full.rowOf(29, 4))[g]) / 3;
      assertEquals(0.7 * full.values(full.rowOf(29, 1))[g] + 0.3 * mean, y[g], 1e-3);
    }
  }

  @Test
  void lowRankCompletesARankOneGrid() {
    float[] w = {1.5f, 0.5f, 1, 2, -1, 0.7f};
    EffectTable full = grid(25, 6, 40, 5, (x, p, c, g) -> w[c] * x.of(p, 0, g));
    EffectTable sparse = full.where(r -> full.context(r) == 0 || (full.perturbation(r) + 2 * full.context(r)) % 3 != 0);
    float[] truth = full.values(full.rowOf(24, 0));
    for (EffectTable table : List.of(full, sparse)) {
      EffectTable training = table.where(r -> !table.cell(r).context().equals("c0")
          || Integer.parseInt(table.cell(r).perturbation().substring(1)) < 3);
      Task task = new Task(training, null, List.of(new Cell("p24", "c0")), 1);
      assertArrayEquals(truth, new LowRank(BY, 2).predict(task, new LowRank.Setting(1, 1e-6)).values(0), 2e-3f);
      float[] tuned = new LowRank(BY, 2).predict(task).values(0);
      assertEquals(1, Correlation.pearson(truth, tuned), 1e-5);
    }
  }

  @Test
  void lowRankCompletesRankTwoBetterThanTheMean() {
    Random random = new Random(8);
    float[][] w = random(random, 12, 2);
    EffectTable full = grid(40, 12, 50, 6, (x, p, c, g) -> x.of(p, 0, g) + w[c][0] * x.of(p, 1, g) + w[c][1] * x.of(p, 2, g));
    float[] truth = full.values(full.rowOf(39, 0));
    float[] tuned = only(new LowRank(BY, 2)::predict, full, 5);
    double mean = Correlation.pearson(truth, only(new MeanOverContexts()::predict, full, 5));
    assertTrue(Correlation.pearson(truth, tuned) > 0.99, "r = " + Correlation.pearson(truth, tuned));
    assertTrue(mean < 0.95, "the mean has r = " + mean);
  }

  @Test
  void pcaRidgeLearnsALinearMapOfEffects() {
    // The target's effect is a fixed linear function, over genes, of the common effect, which has three components.
    Random random = new Random(9);
    float[][] from = random(random, 3, 30);
    float[][] to = random(random, 3, 30);
    EffectTable full = grid(40, 5, 30, 7, (x, p, c, g) -> {
      float sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += x.of(p, 0, k) * (c == 0 ? to : from)[k][g];
      }
      return sum;
    });
    float[] truth = full.values(full.rowOf(39, 0));
    for (boolean correction : new boolean[] {true, false}) {
      float[] x = only(task -> new PcaRidge(BY, 1).predict(task, new PcaRidge.Setting(5, 1e-8, correction)), full, 8);
      assertArrayEquals(truth, x, 1e-2f, "correction " + correction);
    }
    float[] all = only(task -> new PcaRidge(BY, 1).predict(task, new PcaRidge.Setting(5, 1e9, true)), full, 8);
    assertArrayEquals(only(new MeanOverContexts()::predict, full, 8), all, 1e-5f);
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void scalesWithTheEffects(Function<Task, EffectTable> method) {
    EffectTable full = noisy(20, 6, 30, 0.8);
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, full.genes());
    for (int r = 0; r < full.size(); r++) {
      float[] x = full.values(r).clone();
      for (int g = 0; g < x.length; g++) {
        x[g] *= 1024;
      }
      b.row(full.cell(r).perturbation(), full.cell(r).context(), x);
    }
    EffectTable larger = b.build();
    EffectTable one = method.apply(task(full, 4));
    EffectTable other = method.apply(task(larger, 4));
    for (int r = 0; r < one.size(); r++) {
      for (int g = 0; g < one.genes().size(); g++) {
        assertEquals(one.values(r)[g], other.values(r)[g] / 1024, 2e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void doesNotDependOnTheOrderOfRows(Function<Task, EffectTable> method) {
    EffectTable full = noisy(20, 6, 30, 0.8);
    EffectTable training = task(full, 4).training();
    List<Integer> order = new ArrayList<>(IntStream.range(0, training.size()).boxed().toList());
    Collections.shuffle(order, new Random(3));
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, full.genes());
    order.forEach(r -> b.row(training.cell(r).perturbation(), training.cell(r).context(), training.values(r)));
    Task one = task(full, 4);
    same(method.apply(one), method.apply(new Task(b.build(), null, one.wanted(), 1)), 2e-4);
  }

  @ParameterizedTest
  @MethodSource("tuned")
  void scoresRehearsalsAlikeFromInnerProductsAndFromVectors(Predictor predictor) {
    // Only that tuning runs where other contexts play the target, where one is left out, and where nothing can be hidden.
    EffectTable many = noisy(30, 9, 20, 1);
    EffectTable few = noisy(30, 2, 20, 1);
    for (EffectTable table : List.of(many, few)) {
      for (int known : new int[] {1, 2, 6}) {
        Task task = task(table, known);
        finite(predictor.predict(task), task);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tuned")
  void isTheMeanWhereNothingIsKnownOfTheContext(Predictor predictor) {
    EffectTable full = noisy(20, 6, 30, 0.8);
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, full.genes());
    for (int r = 0; r < full.size(); r++) {
      if (full.context(r) > 0) {
        b.row(full.cell(r).perturbation(), full.cell(r).context(), full.values(r));
      }
    }
    EffectTable training = b.row("alone", "c0", new float[30]).build();
    Task task = new Task(training, null, List.of(new Cell("p3", "c0")), 1);
    float[] mean = new MeanOverContexts().predict(task).values(0);
    float[] x = predictor.predict(task).values(0);
    if (predictor.name().equals("nearest-contexts")) {
      return;
    }
    // Shrunken for some, never another direction.
    assertTrue(Correlation.pearson(mean, x) > (predictor.name().equals("low-rank") ? 0.8 : 0.999),
        predictor.name() + ": r = " + Correlation.pearson(mean, x));
  }

  @Test
  void everyBaselineCopesWithASparseGridAndSeveralTargets() {
    EffectTable full = noisy(40, 9, 15, 0.25);
    EffectTable training = full.where(r -> full.context(r) > 1 || full.perturbation(r) % 5 == 0);
    List<Cell> wanted = new ArrayList<>();
    for (int r = 0; r < full.size(); r++) {
      Cell cell = full.cell(r);
      int p = training.perturbations().indexOf(cell.perturbation());
      if (training.rowOf(cell) < 0 && p >= 0) {
        wanted.add(cell);
      }
    }
    assertTrue(wanted.size() > 5);
    Task task = new Task(training, null, wanted, 2);
    for (Predictor predictor : Baselines.all()) {
      finite(predictor.predict(task), task);
    }
  }

  @Test
  void validationIsUsed() {
    EffectTable full = noisy(30, 6, 20, 1);
    EffectTable training = full.where(r -> full.context(r) > 0 || full.perturbation(r) < 3);
    EffectTable validation = full.where(r -> full.context(r) == 0 && full.perturbation(r) >= 3 && full.perturbation(r) < 6);
    EffectTable both = full.where(r -> full.context(r) > 0 || full.perturbation(r) < 6);
    List<Cell> wanted = wanted(full, 6);
    for (Predictor predictor : Baselines.all()) {
      // A network sees its rows in another order.
      if (predictor.name().equals("latent-additive")) {
        continue;
      }
      same(predictor.predict(new Task(both, null, wanted, 1)), predictor.predict(new Task(training, validation, wanted, 1)),
          1e-4);
    }
  }

  @Test
  void choosesTheSmallerErrorAmongEqualCorrelations() {
    Tuning.Score far = new Tuning.Score();
    far.add(0.5, 2);
    Tuning.Score near = new Tuning.Score();
    near.add(0.5 - 1e-9, 1);
    Tuning.Score better = new Tuning.Score();
    better.add(0.6, 9);
    List<String> names = List.of("far", "near", "better");
    assertEquals("near", Tuning.choose(names.subList(0, 2), "none", new Tuning.Score[] {far, near}, Criterion.PEARSON));
    Tuning.Score[] all = {far, near, better};
    assertEquals("better", Tuning.choose(names, "none", all, Criterion.PEARSON));
    assertEquals("near", Tuning.choose(names, "none", all, Criterion.MSE));
    assertEquals("none", Tuning.choose(names, "none", null, Criterion.MSE));
  }

  private static void finite(EffectTable prediction, Task task) {
    assertEquals(task.wanted().size(), prediction.size());
    for (int r = 0; r < prediction.size(); r++) {
      for (float v : prediction.values(r)) {
        assertTrue(Float.isFinite(v));
      }
    }
  }

  private static void same(EffectTable expected, EffectTable found, double tolerance) {
    assertEquals(expected.size(), found.size());
    for (int r = 0; r < expected.size(); r++) {
      assertEquals(expected.cell(r), found.cell(r));
      assertArrayEquals(expected.values(r), found.values(r), (float) tolerance, expected.cell(r).toString());
    }
  }

  /** Prediction of the last perturbation in c0, of which the first ones are known. */
  private static float[] only(Function<Task, EffectTable> method, EffectTable full, int known) {
    Task task = task(full, known);
    String last = full.perturbations().name(full.perturbations().size() - 1);
    return method.apply(new Task(task.training(), null, List.of(new Cell(last, "c0")), 1)).values(0);
  }

  private static Task task(EffectTable full, int known) {
    int c0 = full.contexts().indexOf("c0");
    return new Task(full.where(r -> full.context(r) != c0 || full.perturbation(r) < known), null, wanted(full, known), 1);
  }

  private static List<Cell> wanted(EffectTable full, int known) {
    int c0 = full.contexts().indexOf("c0");
    List<Cell> wanted = new ArrayList<>();
    for (int r = 0; r < full.size(); r++) {
      if (full.context(r) == c0 && full.perturbation(r) >= known) {
        wanted.add(full.cell(r));
      }
    }
    return wanted;
  }

  private interface Parts {
    float of(int p, int part, int g);
  }

  private interface Formula {
    float value(Parts parts, int p, int c, int g);
  }

  /** A full grid p0.. × c0.. × G0.. by a formula over independent standard normal parts. */
  private static EffectTable grid(int perturbations, int contexts, int genes, long seed, Formula formula) {
    Parts parts = parts(seed);
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT,
        Axis.of("gene", IntStream.range(0, genes).mapToObj(g -> "G" + g).toList()));
    for (int p = 0; p < perturbations; p++) {
      for (int c = 0; c < contexts; c++) {
        b.row("p" + p, "c" + c, values(parts, genes, p, c, formula));
      }
    }
    return b.build();
  }

  /** What another formula gives for the last perturbation in c0, of the same parts. */
  private static float[] clean(int perturbations, int genes, long seed, Formula formula) {
    return values(parts(seed), genes, perturbations - 1, 0, formula);
  }

  private static float[] values(Parts parts, int genes, int p, int c, Formula formula) {
    float[] x = new float[genes];
    for (int g = 0; g < genes; g++) {
      x[g] = formula.value(parts, p, c, g);
    }
    return x;
  }

  private static Parts parts(long seed) {
    return (p, part, g) -> {
      Random random = new Random(((seed * 1009 + p) * 1009 + part) * 1009 + g);
      random.nextGaussian();
      return (float) random.nextGaussian();
    };
  }

  /** Common effect, shift of the context and noise; a part of the grid is measured, c0 and p0 wholly. */
  private static EffectTable noisy(int perturbations, int contexts, int genes, double filled) {
    EffectTable full = grid(perturbations, contexts, genes, 11, (x, p, c, g) -> x.of(p, 0, g) + x.of(1000, c, g) / 2
        + x.of(p, c + 1, g));
    Random random = new Random(4);
    boolean[] there = new boolean[full.size()];
    for (int r = 0; r < there.length; r++) {
      there[r] = random.nextDouble() < filled || full.context(r) == 0 || full.context(r) == 1;
    }
    return full.where(r -> there[r]);
  }

  private static float[][] random(Random random, int rows, int columns) {
    float[][] x = new float[rows][columns];
    for (float[] row : x) {
      for (int g = 0; g < columns; g++) {
        row[g] = (float) random.nextGaussian();
      }
    }
    return x;
  }
}

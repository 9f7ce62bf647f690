package org.c3tl.metric;

import static org.c3tl.metric.Blocks.block;
import static org.c3tl.metric.Blocks.map;
import static org.c3tl.metric.Blocks.mix;
import static org.c3tl.metric.Blocks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Correlations, errors and skill: values worked out by hand, and what sets them apart. */
class CorrelationMetricsTest {
  private static final double[] NONE = new double[3];

  @Test
  void valuesByHand() {
    double[] truth = {1, 2, 3};
    double[] prediction = {2, 2, 5};
    assertEquals(5 / 3.0, MeanSquaredError.of(prediction, truth), 1e-15);
    assertEquals(1, MeanAbsoluteError.of(prediction, truth), 1e-15);
    assertArrayEquals(new double[] {Math.sqrt(5 / 3.0)},
        new RootMeanSquaredError().score(block(new double[][] {truth}, new double[][] {prediction})).perPerturbation(), 1e-15);
    // Σ(δ − δ̂)² = 5, Σ(δ − 2)² = 2. With the arguments in the wrong order it would be 1 − 5/6.
    assertEquals(1 - 5 / 2.0, R2Delta.of(prediction, truth), 1e-15);
    // Deviations (-1, -1, 2) and (-1, 0, 1).
    assertEquals(3 / Math.sqrt(6 * 2), PearsonDelta.of(prediction, truth), 1e-15);
    // About (1, 0, 0): prediction (1, 2, 5), truth (0, 2, 3).
    double[] reference = {1, 0, 0};
    assertEquals((-5 / 3.0 * -5 / 3 + -2 / 3.0 / 3 + 7 / 3.0 * 4 / 3) / Math.sqrt(26 / 3.0 * 14 / 3),
        PearsonDeltaPert.of(prediction, truth, reference), 1e-15);
    // Ranks (1.5, 1.5, 3) and (1, 2, 3): deviations (-.5, -.5, 1) and (-1, 0, 1).
    assertEquals(1.5 / Math.sqrt(1.5 * 2), SpearmanDelta.of(prediction, truth), 1e-15);
    assertEquals(21 / Math.sqrt(33 * 14.0), CosineLogFoldChange.of(prediction, truth), 1e-15);
    // Errors 1, 0, 4 of sizes 1, 4, 9 and, in a second perturbation without error, 1.
    assertEquals(5 / 15.0, new NormalisedError().score(block(new double[][] {truth, {1, 0, 0}},
        new double[][] {prediction, {1, 0, 0}})).context(), 1e-15);
    assertEquals(-1, Skill.of(0, 0.5), 1e-15);
    assertEquals(-1, ErrorSkill.of(2, 1), 1e-15);
  }

  @Test
  void ranksShareTheirMean() {
    assertArrayEquals(new double[] {2.5, 1, 2.5, 5, 5, 5}, Ranks.of(new double[] {0, -3, -0.0, 7, 7, 7}));
    assertArrayEquals(new double[0], Ranks.of(new double[0]));
    // Values that differ in their last bit only, and of any sign.
    double[] close = IntStream.range(0, 3000).mapToDouble(i -> (i % 2 == 0 ? 1 : -1) * (1 + (i * 7919 % 3000) * Math.ulp(1.0)))
        .toArray();
    double[] sorted = close.clone();
    Arrays.sort(sorted);
    double[] ranks = Ranks.of(close);
    for (int i = 0; i < close.length; i++) {
      assertEquals(Arrays.binarySearch(sorted, close[i]) + 1, ranks[i]);
    }
  }

  @Test
  void weightsGrowWithTheSquareOfTheScoreBetweenTheLeastAndTheMost() {
    assertArrayEquals(new double[] {0.8, 0, 0.2}, GeneWeights.of(new double[] {-5, 1, 3}), 1e-15);
    assertArrayEquals(new double[] {0.5, 0.5}, GeneWeights.of(new double[] {2, -2}));
    // Scores 5, 1, 3 without standard deviations; 2.5, 1, 6 with them; none is as good as the least.
    ContextBlock block = block(new double[][] {{6, 2, -2}}, new double[][] {{0, 0, 0}}, new double[] {1, 1, 1},
        new double[1][3]);
    assertArrayEquals(new double[] {0.8, 0, 0.2}, GeneWeights.of(block, 0), 1e-15);
    assertArrayEquals(new double[] {0.09 / 1.09, 0, 1 / 1.09},
        GeneWeights.of(block.withTruthSd(new double[][] {{2, 1, 0.5}}), 0), 1e-15);
    assertArrayEquals(new double[] {1 / (1 + Math.pow(1 / 1.8, 2)), 0, 1 / (1 + 1.8 * 1.8)},
        GeneWeights.of(block.withTruthSd(new double[][] {{2.5, 5, 0}}), 0), 1e-12);
    // wmse = (1·36 + 0·4 + ¼·4) / 1.25
    assertEquals(37 / 1.25, new WeightedError().score(block).context(), 1e-12);
  }

  @Test
  void quietGenesHardlyCountWhenWeighted() {
    double[][] truth = {new double[100]};
    double[][] prediction = {new double[100]};
    truth[0][0] = 10;
    truth[0][1] = 5;
    for (int g = 2; g < 100; g++) {
      prediction[0][g] = 1;
    }
    prediction[0][0] = 10;
    prediction[0][1] = 5;
    ContextBlock block = block(truth, prediction);
    assertEquals(0.98, new MeanSquaredError().score(block).context(), 1e-12);
    assertEquals(0, new WeightedError().score(block).context(), 1e-12);
    assertEquals(1, WeightedR2.fromControl().score(block).context(), 1e-12);
  }

  @Test
  void r2WithWeightsIsNotSymmetric() {
    double[] w = {1, 0.5, 0.25};
    double[] truth = {1, 2, 3};
    // Mean (1 + 1 + .75) / 1.75; Σw(δ − δ̂)² = 1 + 0 + 1.
    double mean = 2.75 / 1.75;
    double total = Math.pow(1 - mean, 2) + 0.5 * Math.pow(2 - mean, 2) + 0.25 * Math.pow(3 - mean, 2);
    assertEquals(1 - 2 / total, WeightedR2.of(new double[] {2, 2, 5}, truth, w), 1e-12);
    assertTrue(Double.isNaN(WeightedR2.of(truth, new double[] {2, 2, 2}, w)));
  }

  @Test
  void foldChangesAreTakenFromTheControlWhereItIsKnown() {
    double[][] truth = {{1, -1, 0.5}};
    double[][] prediction = {{0.5, -2, 0.5}};
    ContextBlock block = block(truth, prediction);
    double plain = CosineLogFoldChange.of(prediction[0], truth[0]);
    assertEquals(plain, new CosineLogFoldChange().score(block).context(), 1e-15);
    // The second gene is predicted below nothing.
    double[] a = {Math.log(2.6 / 2.1), Math.log(0.1 / 1.6), Math.log(0.6 / 0.1)};
    double[] b = {Math.log(3.1 / 2.1), Math.log(0.6 / 1.6), Math.log(0.6 / 0.1)};
    assertEquals(CosineLogFoldChange.of(a, b),
        new CosineLogFoldChange().score(block.withControl(new double[] {2, 1.5, 0})).context(), 1e-12);
    // Z-scores and the like have no fold change.
    assertEquals(plain, new CosineLogFoldChange().score(block.withControl(new double[] {2, -1, 0})).context(), 1e-15);
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
  void whatAllPerturbationsShareIsWorthNothingSeenFromTheMeanPerturbation() {
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
    ContextBlock block = block(truth, guess, map(common, x -> 2 * x), truth);
    assertTrue(new PearsonDelta().score(block).context() > 0.7);
    assertEquals(0, new PearsonDeltaPert().score(block).context(), 0.05);
    assertTrue(WeightedR2.fromMeanPerturbation().score(block).context() < 0);
  }

  @Test
  void degenerateCasesArePenalisedAndCounted() {
    double[][] truth = {{1, 2, 3}, {3, 1, 2}};
    double[][] flat = {{4, 4, 4}, {3, 1, 2}};
    for (Metric metric : new Metric[] {new PearsonDelta(), new SpearmanDelta(), new PearsonDeltaPert()}) {
      Scores scores = metric.score(block(truth, flat));
      assertArrayEquals(new double[] {-1, 1}, scores.perPerturbation(), 1e-12, metric.name());
      assertEquals(1, scores.degenerate());
      assertEquals(2, scores.of());
      assertEquals(0, scores.context(), 1e-12);
    }
    Scores silent = new PearsonDelta().score(block(new double[][] {NONE}, new double[][] {{1, 2, 3}}));
    assertArrayEquals(new double[] {-1}, silent.perPerturbation());
    assertEquals(-1, new CosineLogFoldChange().score(block(new double[][] {NONE}, new double[][] {{1, 2, 3}})).context());
    assertTrue(Double.isNaN(new NormalisedError().score(block(new double[][] {NONE}, new double[][] {{1, 2, 3}})).context()));

    // The reference, kept as float32, is still the reference.
    double[] reference = random(1, 1, 50)[0];
    ContextBlock block = block(random(2, 1, 50), new double[][] {map(reference, x -> (float) x)}, reference,
        random(3, 1, 50));
    Scores pert = new PearsonDeltaPert().score(block);
    assertArrayEquals(new double[] {-1}, pert.perPerturbation());
    assertEquals(1, pert.degenerate());

    double[][] constant = {{2, 2, 2}, {2, 2, 2}};
    for (Metric metric : new Metric[] {new R2Delta(), WeightedR2.fromControl()}) {
      Scores r2 = metric.score(block(constant, new double[][] {{2, 2, 2}, {1, 2, 3}}));
      assertArrayEquals(new double[] {1, 0}, r2.perPerturbation(), metric.name());
      assertEquals(2, r2.degenerate());
    }
  }

  @Test
  void skillIsZeroForTheMeanItselfAndCountsWhereThatIsPerfect() {
    double[][] truth = random(1, 4, 30);
    double[][] mean = mix(truth, random(2, 4, 30), 1);
    ContextBlock block = block(truth, mean, new double[30], mean);
    ContextBlock solved = block(truth, truth, new double[30], truth);
    for (Metric skill : new Metric[] {new Skill(), new ErrorSkill()}) {
      assertEquals(0, skill.score(block).context(), 1e-15);
      assertTrue(skill.score(block.withPrediction(random(5, 4, 30))).context() < 0);
      assertEquals(0, skill.score(solved).context());
      assertEquals(1, skill.score(solved).degenerate());
      assertEquals(-1, skill.score(solved.withPrediction(mean)).context());
      assertFalse(Double.isNaN(skill.score(block).context()));
    }
  }

  @Test
  void replicatesScaleSkill() {
    double[][] signal = random(1, 30, 400);
    double[][] first = mix(signal, random(2, 30, 400), 1);
    double[][] second = mix(signal, random(3, 30, 400), 1);
    double[][] truth = map(mix(first, second, 1), x -> x / 2);
    // Signal 1 and noise 1 correlate at 1/2, the mean of two such with another at 2/3.
    ContextBlock block = block(truth, mix(signal, random(4, 30, 400), Math.sqrt(0.5)), new double[400],
        mix(signal, random(5, 30, 400), 3)).withHalves(first, second);
    assertEquals(2 / 3.0, ReplicateSkill.ceiling(block), 0.02);
    // As noisy as the mean of two, it is a repeat of the experiment.
    assertEquals(1, new ReplicateSkill().score(block).context(), 0.05);
    assertEquals(0, new ReplicateSkill().score(block.withPrediction(block.baseline())).context(), 1e-12);
    // Nothing can be said where the halves do not agree, or no better than the baseline does.
    assertTrue(Double.isNaN(new ReplicateSkill().score(block.withHalves(first, map(first, x -> -x))).context()));
    ContextBlock solved = block(truth, truth, new double[400], truth).withHalves(first, second);
    assertTrue(Double.isNaN(new ReplicateSkill().score(solved).context()));
  }
}

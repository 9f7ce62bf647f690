package org.c3tl.metric;

import static org.c3tl.metric.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which genes respond, and how. */
class ResponseMetricsTest {
  /** One perturbation whose first genes respond, surely, in falling order. */
  private static ContextBlock responding(int responding, int genes, double[] prediction, double predictedSd) {
    double[] truth = new double[genes];
    double[] sd = new double[genes];
    Arrays.fill(sd, 0.1);
    for (int g = 0; g < genes; g++) {
      truth[g] = g < responding ? 100 - g : 1e-4 * (g + 1);
    }
    double[] own = new double[genes];
    Arrays.fill(own, predictedSd);
    return block(new double[][] {truth}, new double[][] {prediction}).withTruthSd(new double[][] {sd})
        .withPrediction(new double[][] {prediction}, new double[][] {own});
  }

  private static double of(String metric, ContextBlock block) {
    return Metrics.named(metric).score(block).context();
  }

  @Test
  void normalTails() {
    assertEquals(1, Normal.outside(0));
    // From scipy.stats.norm.sf.
    double[][] known = {{0.5, 0.6170750774519738}, {1, 0.31731050786291415}, {2, 0.04550026389635842},
        {2.8, 0.005110260660855862}, {2.9, 0.003731626600768075}, {3.5, 0.00046525815807105017}, {3.6, 0.00031821718031506727},
        {5, 5.733031437583869e-07}, {20, 5.507248237212311e-89}};
    for (double[] zp : known) {
      assertEquals(1, Normal.outside(zp[0]) / zp[1], 1e-11, "z = " + zp[0]);
      assertEquals(Normal.outside(zp[0]), Normal.outside(-zp[0]));
    }
    assertEquals(0, Normal.outside(Double.POSITIVE_INFINITY));
    assertEquals(1.2815515655446004, Normal.within(0.8), 1e-10);
    assertEquals(1.959963984540054, Normal.within(0.95), 1e-10);
  }

  @Test
  void benjaminiAndHochberg() {
    double[] adjusted = Significance.adjust(new double[] {0.01, 0.04, 0.03, 0.005, Double.NaN, 0.03});
    assertArrayEquals(new double[] {0.025, 0.04, 0.0375, 0.025, Double.NaN, 0.0375}, adjusted, 1e-15);
    assertArrayEquals(new double[] {1}, Significance.adjust(new double[] {1}));
  }

  @Test
  void effectsWithoutDoubtAreSignificantAndNoEffectIsNot() {
    assertEquals(Double.POSITIVE_INFINITY, Significance.z(1, 0));
    assertEquals(0, Significance.z(0, 0));
    ContextBlock block = block(new double[][] {{1, 0, 1e-9}}, new double[1][3]).withTruthSd(new double[1][3]);
    assertTrue(block.truthSignificance().is(0, 0));
    assertFalse(block.truthSignificance().is(0, 1));
    assertEquals(2, block.truthSignificance().count[0]);
  }

  @Test
  void topListsMayBeShorterThanAsked() {
    double[] prediction = new double[400];
    prediction[0] = 5;
    prediction[1] = -4;
    prediction[350] = 3;
    ContextBlock block = responding(20, 400, prediction, 1e-3);
    // R has 20 genes, S three, of which two are among R's first.
    assertEquals(2 / 20.0, of("overlap_at_N", block), 1e-12);
    assertEquals(2 / 20.0, of("overlap_at_50", block), 1e-12);
    assertEquals(2 / 3.0, of("precision_at_50", block), 1e-12);
    assertEquals(2 / 3.0, of("precision_at_N", block), 1e-12);
    assertEquals(1 / 20.0, of("de_direction_match", block), 1e-12);
    assertEquals(2 / 20.0, of("de_sig_genes_recall", block), 1e-12);
    assertEquals(2 / 21.0, of("sig_jaccard", block), 1e-12);
    assertEquals(1 / 20.0 + 1 / 20.0, of("direction_fidelity_yield_raw", block), 1e-12);
  }

  @Test
  void withoutStandardDeviationsTheLargestEffectsAreCompared() {
    int genes = 300;
    double[][] truth = {IntStream.range(0, genes).mapToDouble(g -> genes - g).toArray()};
    // Moved by ten places: 40 of the first 50 genes are the same.
    double[][] prediction = {IntStream.range(0, genes).mapToDouble(g -> genes - (g + genes - 10) % genes).toArray()};
    ContextBlock block = block(truth, prediction);
    assertEquals(0.8, of("overlap_at_50", block), 1e-12);
    assertEquals(0.8, of("precision_at_50", block), 1e-12);
    assertEquals(0.9, of("overlap_at_100", block), 1e-12);
    assertTrue(Double.isNaN(of("overlap_at_500", block)), "there are but 300");
    assertTrue(Double.isNaN(of("overlap_at_N", block)));
    assertEquals(1, of("de_direction_match", block));
  }

  @Test
  void genesThatTieShareTheLastPlaces() {
    double[][] truth = {IntStream.range(0, 200).mapToDouble(g -> 200 - g).toArray()};
    double[][] prediction = {new double[200]};
    Arrays.fill(prediction[0], 1);
    // Every gene is among the first 50 of 200 to a quarter.
    assertEquals(0.25, of("overlap_at_50", block(truth, prediction)), 1e-12);
    assertEquals(0, Metrics.named("overlap_at_50").score(block(truth, prediction)).degenerate());
    assertEquals(1, of("overlap_at_50", block(prediction, prediction)), 1e-12);
  }

  @Test
  void aMethodWithStandardDeviationsIsNotComparedByOtherListsThanOneWithout() {
    ContextBlock with = Blocks.full(1, 8, 600, 3);
    ContextBlock without = with.withPrediction(with.prediction());
    for (String metric : List.of("overlap_at_N", "overlap_at_50", "precision_at_200", "de_direction_match",
        "de_spearman_lfc_sig", "lfc_nmae")) {
      assertEquals(of(metric, with), of(metric, without), metric);
    }
  }

  @Test
  void theOwnGeneIsNoResponse() {
    double[][] truth = {{-9, 0.1, 0.2, 3, -0.1, 0.1, 0.3}};
    double[][] sd = {{1, 1, 1, 0.1, 1, 1, 1}};
    ContextBlock block = new ContextBlock("c", List.of("G0"), Blocks.genes(7), truth, truth, new double[7], truth)
        .withTruthSd(sd).withPrediction(truth, sd);
    assertArrayEquals(new int[] {1}, block.truthSignificance().count);
    assertEquals(6, block.truthSignificance().genes(0));
    double[][] other = {{900, 0.1, 0.2, 3, -0.1, 0.1, 0.3}};
    for (String metric : List.of("overlap_at_N", "precision_at_N", "de_direction_match", "sig_jaccard", "roc_auc")) {
      assertEquals(1, of(metric, block.withPrediction(other, sd)), 1e-12, metric);
    }
  }

  @Test
  void theOwnGeneIsNoResponseWithoutStandardDeviationsEither() {
    double[][] truth = {IntStream.range(0, 200).mapToDouble(g -> g == 199 ? -900 : 200 - g).toArray()};
    double[][] prediction = {truth[0].clone()};
    prediction[0][199] = 900;
    // 49 of 50 genes the same: one of them gave way to another.
    prediction[0][0] = 0.1;
    ContextBlock block = new ContextBlock("c", List.of("G199"), Blocks.genes(200), truth, prediction, new double[200], truth);
    assertEquals(49 / 50.0, of("overlap_at_50", block), 1e-12);
    assertEquals(1, of("de_direction_match", block));
  }

  @Test
  void whatHasNoRespondingGeneIsLeftOutForAllMethods() {
    ContextBlock block = Blocks.full(1, 3, 600, 1);
    double[][] sd = block.truthSd().clone();
    sd[1] = new double[600];
    Arrays.fill(sd[1], 100);
    ContextBlock quiet = block.withTruthSd(sd);
    assertEquals(0, quiet.truthSignificance().count[1]);
    for (String metric : List.of("overlap_at_N", "precision_at_N", "de_direction_match", "de_spearman_lfc_sig", "lfc_nmae",
        "de_sig_genes_recall", "sig_informedness", "sig_markedness", "sig_mcc", "pr_auc", "roc_auc",
        "direction_fidelity_yield_raw", "direction_reach_raw")) {
      Scores scores = Metrics.named(metric).score(quiet);
      assertEquals(2, scores.of(), metric);
      assertTrue(Double.isNaN(scores.perPerturbation()[1]), metric);
    }
    assertEquals(0, Metrics.named("sig_jaccard").score(quiet).perPerturbation()[1], "genes are called where none responds");
    double[][] unsure = block.sd().clone();
    unsure[1] = sd[1];
    assertEquals(1, Metrics.named("sig_jaccard").score(quiet.withPrediction(quiet.prediction(), unsure)).perPerturbation()[1],
        "nothing is called where none responds");
  }

  @Test
  void areasUnderCurves() {
    boolean[] real = {true, true, false, true, false};
    // Called in the order 0, 2 and 3 together, 1, 4: precision 1, 2/3, 3/4 at the steps of recall.
    double[] p = {1e-9, 0.5, 0.01, 0.01, 1};
    assertEquals((1 + 2 / 3.0 + 3 / 4.0) / 3, Calls.of(real, p).averagePrecision(), 1e-12);
    // Of six pairs: 2, 1.5 and 1.
    assertEquals(4.5 / 6, Calls.of(real, p).rocArea(), 1e-12);
    // All alike: the part that responds, and a half. Below 1e-10 p-values are alike.
    assertEquals(0.6, Calls.of(real, new double[] {0, 1e-11, 1e-30, 1e-10, 0}).averagePrecision(), 1e-12);
    assertEquals(0.5, Calls.of(real, new double[] {0, 1e-11, 1e-30, 1e-10, 0}).rocArea(), 1e-12);
  }

  @Test
  void chanceCorrectedAgreement() {
    // Of 100 genes 20 respond, 30 are called, 10 of them rightly.
    SignificantCounts n = new SignificantCounts(10, 20, 30, 100);
    assertEquals(0.5 - 20 / 80.0, n.informedness(), 1e-12);
    assertEquals(1 / 3.0 - 10 / 70.0, n.markedness(), 1e-12);
    assertEquals(Math.sqrt(n.informedness() * n.markedness()), n.mcc(), 1e-12);
    // As many as by chance.
    assertEquals(0, new SignificantCounts(6, 20, 30, 100).mcc(), 1e-12);
    assertTrue(Double.isNaN(new SignificantCounts(0, 20, 0, 100).mcc()));
    assertTrue(Double.isNaN(new SignificantCounts(20, 20, 100, 100).markedness()));
    assertEquals(0, new SignificantCounts(20, 20, 100, 100).informedness());
  }

  @Test
  void fidelityIsJudgedWhereTheTruthHasADirection() {
    double[] truth = {1, -1, 0, 2, 3};
    double[] prediction = {1, 1, 1, 0, 3};
    boolean[] called = {true, true, true, true, false};
    // Right, wrong, not to be judged, without a direction: one of three, or of as many as respond.
    assertEquals(1 / 3.0, DirectionFidelity.of(prediction, truth, called, 2), 1e-12);
    assertEquals(1 / 5.0, DirectionFidelity.of(prediction, truth, called, 5), 1e-12);
  }

  @Test
  void reachIsTheDeepestBeginningThatIsPure() {
    double[] truth = new double[20];
    Arrays.fill(truth, 1);
    double[] prediction = truth.clone();
    double[] sure = IntStream.range(0, 20).mapToDouble(g -> 20 - g).toArray();
    int[] all = IntStream.range(0, 20).toArray();
    assertEquals(1, DirectionReach.of(prediction, truth, sure, all));
    prediction[0] = -1;
    // The first is wrong and nine are right: ten, and up to twenty, since one in twenty is fewer still.
    assertEquals(1, DirectionReach.of(prediction, truth, sure, all));
    prediction[12] = -1;
    prediction[13] = -1;
    // Wrong at 1, 13 and 14: pure up to 12; 3 of 20 is too many.
    assertEquals(12 / 20.0, DirectionReach.of(prediction, truth, sure, all));
    prediction[1] = 0;
    // Wrong at 1 and 2, then right up to 12: never nine in ten.
    assertEquals(0, DirectionReach.of(prediction, truth, sure, all));
    // All as sure: the wrong ones come first.
    double[] alike = new double[20];
    prediction[1] = 1;
    prediction[12] = 1;
    assertEquals(1, DirectionReach.of(prediction, truth, alike, all));
    prediction[12] = -1;
    assertEquals(0, DirectionReach.of(prediction, truth, alike, all));
  }

  @Test
  void randomDirectionsAreRightHalfOfTheTime() {
    ContextBlock block = Blocks.full(1, 40, 600, 1);
    Random random = new Random(3);
    double[][] guess = Blocks.map(block.truth(), x -> random.nextBoolean() ? x : -x);
    ContextBlock guessed = block.withPrediction(guess, block.truthSd());
    assertEquals(0.5, of("de_direction_match", guessed), 0.03);
    assertEquals(0.5, of("direction_fidelity_yield_raw", guessed), 0.03);
    assertTrue(of("direction_reach_raw", guessed) < 0.2);
    assertEquals(1, of("sig_jaccard", guessed));
  }
}

package org.c3tl.metric;

import static org.c3tl.metric.Blocks.block;
import static org.c3tl.metric.Blocks.map;
import static org.c3tl.metric.Blocks.mix;
import static org.c3tl.metric.Blocks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for all metrics alike. */
class MetricsTest {
  /** Their best value is one that only an infinity of genes, or luck, reaches. */
  private static final Set<String> OUT_OF_REACH = Set.of("skill_replicate", "precision_at_50", "precision_at_100",
      "precision_at_200", "precision_at_500");

  private static List<Metric> ofPredictions() {
    return Metrics.all().stream().filter(m -> m.family() != Family.UNCERTAINTY).toList();
  }

  @Test
  void eachHasANameAndADefinitionOfItsOwn() {
    Set<String> names = new HashSet<>();
    Set<String> descriptions = new HashSet<>();
    for (Metric metric : Metrics.all()) {
      assertTrue(names.add(metric.name()), metric.name());
      assertTrue(descriptions.add(metric.description()), metric.name());
      assertTrue(metric.name().matches("[a-z0-9_]+|(overlap|precision)_at_N"), metric.name());
      assertTrue(metric.description().endsWith("."), metric.name());
      assertTrue(Set.of("", "effect", "effect²").contains(metric.unit()), metric.name());
      assertSame(metric, Metrics.named(metric.name()));
      assertEquals(metric.direction() == Direction.HIGHER, metric.higherIsBetter());
    }
    // With one control for both sides the error of the effect is that of the profile: never both.
    assertFalse(names.contains("mse_delta") || names.contains("mae_delta"));
    assertTrue(names.containsAll(List.of("pearson_delta", "pearson_gene", "mse", "mae", "r2_delta", "pearson_deltapert",
        "skill", "overlap_at_N", "precision_at_50", "de_direction_match", "pr_auc", "roc_auc", "de_spearman_lfc_sig",
        "discrimination_score_l1", "discrimination_score_l2", "discrimination_score_cosine")));
    assertEquals(List.of("pearson_delta", "mse", "skill", "discrimination_score_cosine", "pearson_deltapert", "coverage_80"),
        Metrics.headline().stream().map(Metric::name).toList());
    assertThrows(IllegalArgumentException.class, () -> Metrics.named("r2"));
  }

  @Test
  void allAreDefinedWhereEverythingIsGiven() {
    ContextBlock full = Blocks.full(1, 12, 600, 1);
    for (Metric metric : Metrics.all()) {
      Scores scores = metric.score(full);
      assertFalse(Double.isNaN(scores.context()), metric.name());
      assertEquals(0, scores.degenerate(), metric.name());
      Definition range = metric.definition();
      assertTrue(scores.context() >= range.least() && scores.context() <= range.most(), metric.name() + scores.context());
    }
  }

  @Test
  void thoseThatNeedMoreAreUndefinedWithoutIt() {
    ContextBlock bare = block(random(1, 5, 700), random(2, 5, 700));
    Set<String> undefined = new HashSet<>();
    for (Metric metric : Metrics.all()) {
      if (Double.isNaN(metric.score(bare).context())) {
        undefined.add(metric.name());
        assertSame(Scores.UNDEFINED, metric.score(bare));
      }
    }
    assertEquals(Set.of("overlap_at_N", "precision_at_N", "de_spearman_lfc_sig", "de_spearman_sig", "lfc_nmae",
        "de_sig_genes_recall", "sig_jaccard", "sig_informedness", "sig_markedness", "sig_mcc", "pr_auc", "roc_auc",
        "direction_fidelity_yield_raw", "direction_reach_raw", "skill_replicate", "coverage_50", "coverage_80", "coverage_90",
        "coverage_95", "sharpness", "sd_error_spearman", "ence"), undefined);
  }

  @Test
  void aPerfectPredictionGetsTheBestValueOfEachMetric() {
    ContextBlock with = Blocks.full(1, 12, 600, 0);
    with = with.withPrediction(with.truth(), with.truthSd());
    ContextBlock without = block(with.truth(), with.truth(), with.reference(), with.baseline());
    for (Metric metric : ofPredictions()) {
      for (ContextBlock perfect : List.of(with, without)) {
        Scores scores = metric.score(perfect);
        if (perfect == without && scores == Scores.UNDEFINED || perfect == with && OUT_OF_REACH.contains(metric.name())) {
          continue;
        }
        assertEquals(metric.best(), scores.context(), 1e-12, metric.name());
        assertEquals(0, scores.degenerate(), metric.name());
      }
    }
    // A replicate has noise, a perfect prediction has none.
    assertTrue(Metrics.named("skill_replicate").score(with).context() > 1);
  }

  @Test
  void addingNoiseMakesEveryMetricWorse() {
    ContextBlock perfect = Blocks.full(1, 20, 600, 0);
    double[][] noise = random(4, 20, 600);
    for (Metric metric : ofPredictions()) {
      double best = metric.score(perfect.withPrediction(perfect.truth(), perfect.truthSd())).context();
      double before = best;
      for (double amount : new double[] {0.3, 3, 30}) {
        double now = metric.score(perfect.withPrediction(mix(perfect.truth(), noise, amount),
            map(perfect.truthSd(), x -> Math.hypot(x, amount)))).context();
        assertTrue(metric.higherIsBetter() ? now <= before : now >= before, metric.name() + " at " + amount + ": " + now);
        before = now;
      }
      double least = OUT_OF_REACH.contains(metric.name()) ? 0 : 0.1;
      assertTrue(metric.higherIsBetter() ? before < best - least : before > best + least, metric.name() + ": " + before);
    }
  }

  @Test
  void theOrderOfGenesAndOfPerturbationsDoesNotMatter() {
    ContextBlock full = Blocks.full(1, 12, 600, 1);
    // Rounded to a tenth, effects tie, within a perturbation and between them.
    ContextBlock tied = full.withPrediction(map(full.prediction(), x -> Math.rint(10 * x) / 10), full.sd());
    ContextBlock bare = block(map(random(1, 12, 600), Math::rint), map(random(2, 12, 600), Math::rint),
        random(3, 1, 600)[0], random(4, 12, 600));
    int[] genes = Blocks.shuffled(600);
    int[] rows = Blocks.shuffled(12);
    for (ContextBlock block : List.of(full, tied, bare)) {
      ContextBlock other = Blocks.pick(block, rows, genes);
      for (Metric metric : Metrics.all()) {
        Scores a = metric.score(block);
        Scores b = metric.score(other);
        assertEquals(a.context(), b.context(), 1e-12, metric.name());
        assertEquals(a.degenerate(), b.degenerate(), metric.name());
        assertEquals(a.of(), b.of(), metric.name());
        if (a.perPerturbation() != null) {
          assertArrayEquals(Blocks.pick(a.perPerturbation(), rows), b.perPerturbation(), 1e-12, metric.name());
        }
      }
    }
  }

  @Test
  void theSameBlockAlwaysHasTheSameValues() {
    ContextBlock ties = block(map(random(1, 9, 60), Math::rint), map(random(2, 9, 60), Math::rint));
    ContextBlock again = block(ties.truth(), ties.prediction());
    for (Metric metric : Metrics.all()) {
      assertEquals(metric.score(ties).context(), metric.score(again).context(), metric.name());
    }
  }

  @Test
  void theNameOfAPerturbationDoesNotMatter() {
    ContextBlock block = Blocks.full(2, 6, 600, 1);
    List<String> odd = List.of("z.9", "a_b", "p+q", "K562_TP53_+_0.5", "ctrl", "é / 1");
    ContextBlock renamed = new ContextBlock("c", odd, block.genes(), block.truth(), block.prediction(), block.reference(),
        block.baseline()).withTruthSd(block.truthSd()).withControl(block.control())
        .withHalves(block.firstHalf(), block.secondHalf()).withPrediction(block.prediction(), block.sd());
    for (Metric metric : Metrics.all()) {
      assertEquals(metric.score(block).context(), metric.score(renamed).context(), metric.name());
    }
  }

  @Test
  void valuesAreInTheUnitsTheySay() {
    ContextBlock block = Blocks.scaled(Blocks.full(1, 12, 600, 1), 1);
    ContextBlock louder = Blocks.scaled(block, 10);
    for (Metric metric : Metrics.all()) {
      double by = switch (metric.unit()) {
        case "effect" -> 10;
        case "effect²" -> 100;
        default -> 1;
      };
      double value = metric.score(block).context();
      assertEquals(by * value, metric.score(louder).context(), 1e-9 * by * Math.abs(value), metric.name());
    }
  }

  @Test
  void patternsAreBlindToTheScaleOfThePredictionAndErrorsAreNot() {
    ContextBlock block = Blocks.scaled(Blocks.full(1, 12, 600, 1), 1);
    ContextBlock louder = block.withPrediction(map(block.prediction(), x -> 10 * x), map(block.sd(), x -> 10 * x));
    Set<String> blind = Set.of("pearson_delta", "pearson_gene", "spearman_delta", "cosine_logfc", "skill",
        "skill_replicate", "discrimination_score_cosine", "overlap_at_N", "overlap_at_50", "overlap_at_100", "overlap_at_200",
        "overlap_at_500", "precision_at_N", "precision_at_50", "precision_at_100", "precision_at_200", "precision_at_500",
        "de_direction_match", "de_spearman_lfc_sig", "de_spearman_sig", "de_sig_genes_recall", "sig_jaccard",
        "sig_informedness", "sig_markedness", "sig_mcc", "pr_auc", "roc_auc", "direction_fidelity_yield_raw",
        "direction_reach_raw");
    for (Metric metric : ofPredictions()) {
      double before = metric.score(block).context();
      double after = metric.score(louder).context();
      if (blind.contains(metric.name())) {
        assertEquals(before, after, 1e-9, metric.name());
      } else {
        // Few rows of many genes are always told apart; DiscriminationTest has harder ones.
        double least = metric.family() == Family.DISCRIMINATION ? 0 : 0.01;
        assertTrue(metric.higherIsBetter() ? after <= before - least : after >= before + least, metric.name() + ": " + before
            + " to " + after);
      }
    }
  }

  @Test
  void predictingNoChangeIsPenalisedOrGetsWhatItIsWorth() {
    ContextBlock block = Blocks.full(1, 10, 600, 1);
    ContextBlock none = block.withPrediction(new double[10][600], block.sd());
    int[] genesThatVary = {600};
    Object[][] expected = {{"pearson_delta", -1, 10}, {"pearson_gene", -1, genesThatVary[0]}, {"spearman_delta", -1, 10},
        {"cosine_logfc", -1, 10}, {"mse_norm", 1, 0}, {"discrimination_score_cosine", 0.5, 10},
        {"discrimination_score_l1", 0.5, 0}, {"discrimination_score_l2", 0.5, 0}, {"rank", 0.45, 0}, {"overlap_at_N", 0, 10},
        {"overlap_at_50", 0, 10}, {"precision_at_N", 0, 10}, {"precision_at_200", 0, 10}, {"de_direction_match", 0, 10},
        {"de_spearman_lfc_sig", -1, 10}, {"de_spearman_sig", -1, 1}, {"lfc_nmae", 1, 0}, {"de_sig_genes_recall", 0, 0},
        {"sig_jaccard", 0, 0}, {"sig_informedness", 0, 0}, {"sig_markedness", -1, 10}, {"sig_mcc", -1, 10},
        {"roc_auc", 0.5, 0}, {"direction_fidelity_yield_raw", 0, 10}, {"direction_reach_raw", 0, 0}};
    for (Object[] row : expected) {
      Scores scores = Metrics.named((String) row[0]).score(none);
      assertEquals(((Number) row[1]).doubleValue(), scores.context(), 1e-12, (String) row[0]);
      assertEquals(row[2], scores.degenerate(), (String) row[0]);
    }
  }

  @Test
  void aSinglePerturbationIsScoredWhereThatMakesSense() {
    ContextBlock one = block(random(1, 1, 30), random(2, 1, 30));
    Set<String> undefined = Set.of("pearson_gene", "discrimination_score_l1", "discrimination_score_l2",
        "discrimination_score_cosine", "rank", "centroid_accuracy");
    for (Metric metric : Metrics.all()) {
      if (undefined.contains(metric.name())) {
        assertTrue(Double.isNaN(metric.score(one).context()), metric.name());
      }
    }
    assertFalse(Double.isNaN(new PearsonDelta().score(one).context()));
  }

  @Test
  void whatIsUndefinedForOnePerturbationIsLeftOutOfTheMean() {
    Scores scores = Scores.perPerturbation(new double[] {Double.NaN, 1, 2}, 1);
    assertEquals(1.5, scores.context());
    assertEquals(2, scores.of());
    assertSame(Scores.UNDEFINED, Scores.perPerturbation(new double[] {Double.NaN}, 0));
  }

  @Test
  void shapesAreChecked() {
    double[][] rows = new double[2][3];
    ContextBlock block = block(rows, rows);
    assertThrows(IllegalArgumentException.class, () -> block(rows, new double[1][3]));
    assertThrows(IllegalArgumentException.class, () -> block(rows, new double[2][4]));
    assertThrows(IllegalArgumentException.class, () -> block(rows, rows, new double[3], new double[3][3]));
    assertThrows(IllegalArgumentException.class, () -> block.withPrediction(rows, new double[2][2]));
    assertThrows(IllegalArgumentException.class, () -> block.withTruthSd(new double[1][3]));
    assertThrows(IllegalArgumentException.class, () -> block.withControl(new double[2]));
    assertThrows(IllegalArgumentException.class, () -> block.withHalves(rows, new double[2][2]));
    assertThrows(IllegalArgumentException.class, () -> new ContextBlock("c", List.of(), Blocks.genes(3), new double[0][],
        new double[0][], new double[3], new double[0][]));
    assertThrows(IllegalArgumentException.class,
        () -> new Definition("m", Family.ERROR, Direction.LOWER, -1, 0, 1, "", "Below the least."));
  }

  @Test
  void aNewPredictionHasNoOldStandardDeviations() {
    ContextBlock block = Blocks.full(1, 4, 50, 1);
    assertEquals(null, block.withPrediction(block.truth()).sd());
    assertSame(block.truthSd(), block.withPrediction(block.truth()).truthSd());
    assertSame(block.control(), block.withPrediction(block.truth()).control());
    assertEquals(IntStream.range(0, 4).mapToObj(p -> "p" + p).toList(), block.withPrediction(block.truth()).perturbations());
  }
}

package org.c3tl.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final Axis GENES = Axis.of("gene", List.of("G1", "G2", "G3"));

  private static EffectTable.Builder table() {
    return EffectTable.builder(TableKind.EFFECT, GENES).normalisation("z");
  }

  private static float[] only(Predictor predictor, EffectTable training, EffectTable validation, String p, String c) {
    EffectTable prediction = predictor.predict(new Task(training, validation, List.of(new Cell(p, c)), 1));
    assertEquals(1, prediction.size());
    return prediction.values(0);
  }

  @Test
  void everyBaselineGivesExactlyTheWantedCellsInTheirOrder() {
    EffectTable all = random(12, 5, 0.7, 3);
    List<Cell> wanted = new ArrayList<>();
    for (int r = 0; r < all.size(); r++) {
      if (all.context(r) >= 3 && all.perturbation(r) >= 4) {
        wanted.add(all.cell(r));
      }
    }
    Collections.shuffle(wanted, new Random(5));
    EffectTable training = all.where(r -> all.context(r) < 3 || all.perturbation(r) < 4);
    for (Predictor predictor : Baselines.all()) {
      EffectTable prediction = predictor.predict(new Task(training, null, wanted, 7));
      assertEquals(wanted, IntStream.range(0, prediction.size()).mapToObj(prediction::cell).toList(), predictor.name());
      assertEquals(TableKind.PREDICTION, prediction.kind());
      assertEquals(training.genes(), prediction.genes());
      assertEquals("z", prediction.normalisation());
      assertEquals(predictor.name(), prediction.provenance().entries().get("method"));
      // A cell is predicted alike whatever else is wanted of the same contexts: nothing leaks between the wanted cells.
      List<Cell> fewer = new ArrayList<>();
      Set<String> contexts = new HashSet<>();
      wanted.stream().filter(cell -> contexts.add(cell.context())).forEach(fewer::add);
      EffectTable again = predictor.predict(new Task(training, null, fewer, 7));
      for (int i = 0; i < fewer.size(); i++) {
        // A network's products round differently with the number of rows.
        assertArrayEquals(prediction.values(wanted.indexOf(fewer.get(i))), again.values(i),
            predictor.name().equals("latent-additive") ? 1e-6f : 0, predictor.name());
      }
    }
    assertEquals(List.of("no-change", "mean", "rescaled-mean", "closest", "nearest-contexts", "additive",
            "ridge-contexts", "pca-ridge", "low-rank", "latent-additive"),
        Baselines.all().stream().map(Predictor::name).toList());
  }

  @Test
  void allButNoChangeRefuseAPerturbationOfNoOtherContext() {
    EffectTable training = table().row("p", "a", new float[3]).row("q", "b", new float[3]).build();
    Task task = new Task(training, null, List.of(new Cell("q", "a"), new Cell("q", "b"), new Cell("other", "a")), 1);
    for (Predictor predictor : List.of(new MeanOverContexts(), new ClosestContext(), new Additive())) {
      InvalidInputException e = assertThrows(InvalidInputException.class, () -> predictor.predict(task), predictor.name());
      assertTrue(e.getMessage().contains("(q, b)") && e.getMessage().contains("(other, a)"), e.getMessage());
      assertTrue(!e.getMessage().contains("(q, a)"), e.getMessage());
    }
  }

  @Test
  void noChangeIsZero() {
    EffectTable training = table().row("p", "a", new float[] {1, 2, 3}).row("q", "b", new float[] {4, 5, 6}).build();
    assertArrayEquals(new float[3], only(new NoChange(), training, null, "p", "b"));
  }

  @Test
  void meanIsOverTheOtherContextsAndCountsValidation() {
    EffectTable training = table().row("p", "a", new float[] {1, 2, 3}).row("p", "b", new float[] {3, 4, 5})
        .row("p", "c", new float[] {100, 100, 100}).row("q", "d", new float[3]).build();
    assertArrayEquals(new float[] {2, 3, 4}, only(new MeanOverContexts(), training, null, "p", "c"));
    EffectTable validation = table().row("p", "d", new float[] {5, 6, 7}).build();
    assertArrayEquals(new float[] {3, 4, 5}, only(new MeanOverContexts(), training, validation, "p", "c"));
    assertArrayEquals(new float[] {106 / 3f, 36, 110 / 3f}, only(new MeanOverContexts(), training, validation, "p", "b"),
        1e-5f, "what was measured in the wanted context itself is not used");
  }

  @Test
  void closestTakesTheMostSimilarContextThatHasThePerturbation() {
    // Target t correlates 1 with b, less with c, -1 with a.
    EffectTable training = table()
        .row("k", "t", new float[] {1, 2, 3})
        .row("k", "a", new float[] {3, 2, 1}).row("k", "b", new float[] {2, 4, 6}).row("k", "c", new float[] {1, 3, 2})
        .row("p", "a", new float[] {1, 0, 0}).row("p", "b", new float[] {0, 1, 0}).row("p", "c", new float[] {0, 0, 1})
        .row("q", "a", new float[] {7, 0, 0}).row("q", "c", new float[] {0, 0, 7})
        .row("r", "u", new float[] {5, 5, 5}).row("r", "a", new float[] {6, 6, 6}).build();
    ClosestContext closest = new ClosestContext();
    assertArrayEquals(new float[] {0, 1, 0}, only(closest, training, null, "p", "t"));
    assertArrayEquals(new float[] {0, 0, 7}, only(closest, training, null, "q", "t"), "the next closest that has q");
    assertArrayEquals(new float[] {6, 6, 6}, only(closest, training, null, "r", "t"), "one that shares nothing comes last");
    EffectTable other = table().row("k2", "t", new float[] {1, 2, 3}).build();
    assertArrayEquals(new float[] {1, 0, 0}, only(closest, training.where(r -> !training.cell(r).context().equals("t")),
        other, "p", "t"), "with nothing to go by, the first on the axis");
  }

  @Test
  void closestAveragesOverPerturbationsSoThatAStrongOneDoesNotDecide() {
    EffectTable training = table()
        .row("strong", "t", new float[] {100, 200, 300}).row("w1", "t", new float[] {1, 2, 3})
        .row("w2", "t", new float[] {3, 1, 2})
        .row("strong", "a", new float[] {100, 200, 290}).row("w1", "a", new float[] {3, 2, 1})
        .row("w2", "a", new float[] {1, 3, 2})
        .row("strong", "b", new float[] {100, 300, 200}).row("w1", "b", new float[] {1, 2, 3})
        .row("w2", "b", new float[] {3, 1, 2})
        .row("p", "a", new float[] {1, 1, 1}).row("p", "b", new float[] {2, 2, 2}).build();
    assertArrayEquals(new float[] {2, 2, 2}, only(new ClosestContext(), training, null, "p", "t"));
  }

  @Test
  void equallyCloseContextsAreTakenInTheOrderOfTheAxis() {
    EffectTable training = table().row("k", "t", new float[] {1, 2, 3})
        .row("k", "b", new float[] {2, 4, 6}).row("k", "a", new float[] {1, 2, 3})
        .row("p", "a", new float[] {1, 1, 1}).row("p", "b", new float[] {2, 2, 2}).build();
    assertArrayEquals(new float[] {2, 2, 2}, only(new ClosestContext(), training, null, "p", "t"));
  }

  @Test
  void additiveRecoversAnAdditiveGrid() {
    Random random = new Random(2);
    int genes = 40;
    float[][] a = random(random, 8, genes);
    float[][] b = random(random, 4, genes);
    EffectTable.Builder all = EffectTable.builder(TableKind.EFFECT, names("G", genes));
    for (int p = 0; p < 8; p++) {
      for (int c = 0; c < 4; c++) {
        float[] x = new float[genes];
        for (int g = 0; g < genes; g++) {
          x[g] = a[p][g] + b[c][g];
        }
        all.row("p" + p, "c" + c, x);
      }
    }
    EffectTable full = all.build();
    for (int known : new int[] {1, 3}) {
      EffectTable training = full.where(r -> full.context(r) > 0 || full.perturbation(r) < known);
      Cell cell = new Cell("p7", "c0");
      // The shift explains everything, so nothing is shrunken. With one known perturbation the shrinkage is that of the
      // other contexts, whose means are over three contexts for most perturbations and over four for that one.
      assertArrayEquals(full.values(full.rowOf(cell)), only(new Additive(), training, null, "p7", "c0"),
          known == 1 ? 0.05f : 2e-4f, known + " known");
    }
  }

  @Test
  void additiveStaysNearTheMeanWhereThereIsNoShift() {
    EffectTable full = random(30, 8, 1, 200);
    EffectTable training = full.where(r -> full.context(r) > 0 || full.perturbation(r) < 6);
    float[] mean = only(new MeanOverContexts(), training, null, "p20", "c0");
    float[] additive = only(new Additive(), training, null, "p20", "c0");
    double moved = 0;
    for (int g = 0; g < mean.length; g++) {
      moved += (additive[g] - mean[g]) * (additive[g] - mean[g]) / mean.length;
    }
    // The unshrunken shift of 6 unit-variance rows against means of 7 has a mean square of (1 + 1/7) / 6 = 0.19.
    assertTrue(moved < 0.03, "moved " + moved);
  }

  @Test
  void additiveWithOneKnownPerturbationShrinksByTheOtherContexts() {
    EffectTable full = random(30, 8, 1, 200);
    EffectTable training = full.where(r -> full.context(r) > 0 || full.perturbation(r) < 1);
    float[] mean = only(new MeanOverContexts(), training, null, "p20", "c0");
    float[] additive = only(new Additive(), training, null, "p20", "c0");
    double moved = 0;
    for (int g = 0; g < mean.length; g++) {
      moved += (additive[g] - mean[g]) * (additive[g] - mean[g]) / mean.length;
    }
    assertTrue(moved < 0.05, "moved " + moved + " where the unshrunken shift is 1.14");
  }

  @Test
  void additiveIsTheMeanForAContextOfWhichNothingIsKnown() {
    EffectTable training = random(5, 3, 1, 10);
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, training.genes());
    for (int r = 0; r < training.size(); r++) {
      b.row(training.cell(r).perturbation(), training.cell(r).context(), training.values(r));
    }
    EffectTable with = b.row("alone", "new", new float[10]).build();
    assertArrayEquals(only(new MeanOverContexts(), with, null, "p1", "new"), only(new Additive(), with, null, "p1", "new"));
  }

  @Test
  void trainingAndValidationMustHaveTheSameGenes() {
    EffectTable training = random(5, 3, 1, 10);
    EffectTable validation = random(5, 3, 1, 11);
    Task task = new Task(training, validation, List.of(new Cell("p0", "c0")), 1);
    assertThrows(IllegalArgumentException.class, () -> new MeanOverContexts().predict(task));
  }

  private static Axis names(String prefix, int n) {
    return Axis.of("gene", IntStream.range(0, n).mapToObj(i -> prefix + i).toList());
  }

  private static float[][] random(Random random, int rows, int genes) {
    float[][] x = new float[rows][genes];
    for (float[] row : x) {
      for (int g = 0; g < genes; g++) {
        row[g] = (float) random.nextGaussian();
      }
    }
    return x;
  }

  /** Independent standard normal values; the first two contexts are full. */
  private static EffectTable random(int perturbations, int contexts, double filled, int genes) {
    Random random = new Random(11);
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, names("G", genes)).normalisation("z");
    for (int c = 0; c < contexts; c++) {
      for (int p = 0; p < perturbations; p++) {
        float[] x = random(random, 1, genes)[0];
        if (c < 2 || random.nextDouble() < filled) {
          b.row("p" + p, "c" + c, x);
        }
      }
    }
    return b.build();
  }
}

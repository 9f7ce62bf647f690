package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.c3tl.SharedData;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.Correlation;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Replicates;
import org.c3tl.io.EffectFiles;
import org.junit.jupiter.api.Test;

class ReplicateCeilingTest {
  private static final int GENES = 4000;

  @Test
  void estimatesTheReliabilityThatTheReplicatesWereDrawnWith() {
    // Truth of unit variance, noise of variance 3: a mean of n replicates has reliability 1 / (1 + 3 / n).
    Random random = new Random(1);
    for (int n : new int[] {2, 4, 7, 12}) {
      float[] truth = normal(random, 1);
      List<float[]> rows = new ArrayList<>();
      double[] mean = new double[GENES];
      for (int i = 0; i < n; i++) {
        float[] x = normal(random, Math.sqrt(3));
        for (int g = 0; g < GENES; g++) {
          x[g] += truth[g];
          mean[g] += x[g] / (double) n;
        }
        rows.add(x);
      }
      Cell cell = new Cell("p", "c");
      ReplicateCeiling.Value value = ReplicateCeiling.of(new Replicates(genes(), Map.of(cell, rows)), 1, 10).values().get(cell);
      double reliability = 1 / (1 + 3.0 / n);
      assertEquals(reliability, value.corrected(), 0.05, n + " replicates");
      assertEquals(Math.sqrt(reliability), value.ceiling(), 0.04);
      double[] wide = new double[GENES];
      for (int g = 0; g < GENES; g++) {
        wide[g] = truth[g];
      }
      assertEquals(Correlation.pearson(wide, mean), value.ceiling(), 0.04, "what a perfect prediction reaches");
      assertEquals(n, value.replicates());
    }
  }

  @Test
  void correctsOnlyWhatIsPositive() {
    assertEquals(2 / 3.0, ReplicateCeiling.spearmanBrown(0.5), 1e-12);
    assertEquals(-0.5, ReplicateCeiling.spearmanBrown(-0.5));
    assertEquals(0, ReplicateCeiling.spearmanBrown(0));
    assertEquals(0, new ReplicateCeiling.Value(-0.2, 2).ceiling());
    assertEquals(1, new ReplicateCeiling.Value(1, 2).ceiling());
  }

  @Test
  void twoReplicatesAreTheHalves() {
    float[] a = {1, 2, 4};
    float[] b = {3, 1, 5};
    Replicates two = new Replicates(Axis.of("gene", List.of("x", "y", "z")), Map.of(new Cell("p", "c"), List.of(a, b)));
    assertEquals(Correlation.pearson(a, b), ReplicateCeiling.of(two, 5, 3).values().get(new Cell("p", "c")).splitHalf(), 1e-12);
  }

  @Test
  void averagesBeforeItCorrects() {
    Map<Cell, List<float[]>> rows = new LinkedHashMap<>();
    rows.put(new Cell("p", "c"), List.of(new float[] {1, 2, 3}, new float[] {1, 2, 3}));
    rows.put(new Cell("q", "c"), List.of(new float[] {1, 2, 3}, new float[] {3, 2, 1}));
    rows.put(new Cell("r", "c"), List.of(new float[] {1, 2, 3}));
    rows.put(new Cell("s", "c"), List.of(new float[] {1, 2, 3}, new float[] {2, 2, 2}));
    ReplicateCeiling ceiling = ReplicateCeiling.of(new Replicates(Axis.of("gene", List.of("x", "y", "z")), rows), 1, 2);
    assertEquals(3, ceiling.values().size(), "a single replicate tells nothing");
    assertEquals(0, ceiling.of(List.of(new Cell("p", "c"), new Cell("q", "c"), new Cell("r", "c"))).corrected(), 1e-12);
    assertEquals(0, ceiling.values().get(new Cell("s", "c")).splitHalf(), "constant");
    assertNull(ceiling.of(List.of(new Cell("r", "c"))));
    assertThrows(IllegalArgumentException.class, () -> ReplicateCeiling.halves(
        new Replicates(Axis.of("gene", List.of("x", "y", "z")), rows), new Cell("r", "c"), 1));
  }

  @Test
  void halvesDependOnCellAndSeedAlone() {
    Random random = new Random(2);
    Map<Cell, List<float[]>> rows = new LinkedHashMap<>();
    for (String p : List.of("p", "q")) {
      rows.put(new Cell(p, "c"), IntStream.range(0, 7).mapToObj(i -> normal(random, 1)).toList());
    }
    Cell q = new Cell("q", "c");
    Replicates both = new Replicates(genes(), rows);
    Replicates alone = new Replicates(genes(), Map.of(q, rows.get(q)));
    assertArrayEquals(ReplicateCeiling.halves(both, q, 3).first(), ReplicateCeiling.halves(alone, q, 3).first());
    assertTrue(ReplicateCeiling.halves(both, q, 3).first()[0] != ReplicateCeiling.halves(both, q, 4).first()[0]);
    ReplicateCeiling.Halves halves = ReplicateCeiling.halves(both, q, 3);
    double mean = rows.get(q).stream().mapToDouble(x -> x[0]).average().orElseThrow();
    assertEquals(mean, (3 * halves.first()[0] + 4 * halves.second()[0]) / 7, 1e-6);
  }

  @Test
  void l1000IsAsNoisyAsItsDescriptionSays() throws IOException {
    Replicates replicates = EffectFiles.readReplicates(SharedData.require("data/effects/l1000_camda55_signatures.h5ad"), null,
        null);
    EffectTable effects = EffectFiles.read(SharedData.require("data/effects/l1000_camda55_effects.h5ad"));
    assertEquals(1617, replicates.cells().stream().mapToInt(c -> replicates.of(c).size()).sum());
    double single = 0;
    int pairs = 0;
    for (Cell cell : replicates.cells()) {
      List<float[]> of = replicates.of(cell);
      assertTrue(effects.rowOf(cell) >= 0, cell.toString());
      for (int i = 0; i < of.size(); i++) {
        for (int j = 0; j < i; j++) {
          single += Correlation.pearson(of.get(i), of.get(j));
          pairs++;
        }
      }
    }
    assertEquals(0.116, single / pairs, 0.001);
    ReplicateCeiling ceiling = ReplicateCeiling.of(replicates, 1, ReplicateCeiling.DRAWS);
    assertEquals(451, ceiling.values().size());
    List<Cell> four = replicates.cells().stream().filter(c -> replicates.of(c).size() >= 4).toList();
    assertEquals(0.209, ceiling.of(four).splitHalf(), 0.015, "where halves are more than single replicates");
    assertEquals(0.22, ceiling.of(replicates.cells()).corrected(), 0.02);
    assertEquals(0.47, ceiling.of(replicates.cells()).ceiling(), 0.02);
  }

  private static Axis genes() {
    return Axis.of("gene", IntStream.range(0, GENES).mapToObj(g -> "G" + g).toList());
  }

  private static float[] normal(Random random, double sd) {
    float[] x = new float[GENES];
    for (int g = 0; g < x.length; g++) {
      x[g] = (float) (sd * random.nextGaussian());
    }
    return x;
  }
}

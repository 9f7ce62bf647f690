package org.c3tl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectTableTest {
  private static final Axis GENES = Axis.of("gene", List.of("g1", "g2", "g3"));

  private static EffectTable.Builder small() {
    return EffectTable.builder(TableKind.EFFECT, GENES)
        .row("drugA", "k562", new float[] {1, 2, 3}, new float[] {.1f, .2f, .3f}, 40)
        .row("drugB", "k562", new float[] {4, 5, 6}, new float[] {.4f, .5f, .6f}, Double.NaN)
        .row("drugA", "rpe1", new float[] {7, 8, 9}, new float[] {.7f, .8f, .9f}, 12);
  }

  private static String refused(org.junit.jupiter.api.function.Executable e) {
    return assertThrows(InvalidInputException.class, e).getMessage();
  }

  @Test
  void keepsRowsWithTheirPlaces() {
    EffectTable t = small().column("line", Arrays.asList("K", null, "R")).control("k562", new float[] {9, 9, 9})
        .control("unused", new float[] {0, 0, 0}).normalisation("log1p").build();
    assertEquals(List.of("drugA", "drugB"), t.perturbations().names());
    assertEquals(List.of("k562", "rpe1"), t.contexts().names());
    assertEquals(3, t.size());
    assertEquals(new Cell("drugA", "rpe1"), t.cell(2));
    assertEquals(2, t.rowOf(0, 1));
    assertEquals(-1, t.rowOf(1, 1));
    assertEquals(1, t.rowOf(new Cell("drugB", "k562")));
    assertEquals(-1, t.rowOf(new Cell("nobody", "k562")));
    assertArrayEquals(new float[] {4, 5, 6}, t.values(1));
    assertArrayEquals(new float[] {.7f, .8f, .9f}, t.sd(2));
    assertTrue(t.hasSd() && t.hasCells());
    assertEquals(40, t.cells(0));
    assertTrue(Double.isNaN(t.cells(1)));
    assertEquals(List.of("K", "", "R"), t.columns().get("line"));
    assertEquals(java.util.Set.of("k562"), t.controls().keySet());
    assertEquals("log1p", t.normalisation());
  }

  @Test
  void hasNoDeviationsOrCellsUnlessGiven() {
    EffectTable t = EffectTable.builder(TableKind.PROFILE, GENES).row("a", "c", new float[3]).build();
    assertFalse(t.hasSd() || t.hasCells());
    assertTrue(Double.isNaN(t.cells(0)));
    assertThrows(IllegalStateException.class, () -> t.sd(0));
  }

  @Test
  void reportsEveryProblemByName() {
    String m = refused(() -> EffectTable.builder(TableKind.EFFECT, GENES)
        .row("a", "c1", new float[] {1, Float.NaN, Float.POSITIVE_INFINITY})
        .row("a", "c1", new float[3])
        .row("", "c1", new float[3])
        .row("b", null, new float[3])
        .row("b", null, new float[3])
        .row("d", "c1", new float[2])
        .row("e", "c1", new float[3], new float[] {0, 0, Float.NaN}, 1)
        .column("short", List.of("x")).build());
    for (String part : List.of("'a', context 'c1') has 2 values that are not finite", "(NaN) for gene 'g2'",
        "'a' in context 'c1' stands twice, in rows 1 and 2", "Row 3 has no perturbation", "Row 4 has no context",
        "has 2 values for 3 genes", "1 standard deviation that", "Column 'short' has 1 values for 7 rows",
        "Only 1 of 7 rows have standard deviations")) {
      assertTrue(m.contains(part), part + " is not in " + m);
    }
    assertTrue(refused(() -> EffectTable.builder(TableKind.EFFECT, GENES).build()).contains("no rows"));
    assertTrue(refused(() -> small().control("k562", new float[] {0, Float.NaN, 0}).build()).contains("control profile"));
  }

  @Test
  void picksRowsAndShrinksAxes() {
    EffectTable t = small().column("line", List.of("K", "K", "R")).control("k562", new float[3]).control("rpe1",
        new float[3]).provenance(new Provenance(Map.of("seed", "3"))).build();
    EffectTable picked = t.where(r -> t.cell(r).context().equals("rpe1"));
    assertEquals(List.of("drugA"), picked.perturbations().names());
    assertEquals(List.of("rpe1"), picked.contexts().names());
    assertSame(t.values(2), picked.values(0));
    assertSame(t.sd(2), picked.sd(0));
    assertEquals(List.of("R"), picked.columns().get("line"));
    assertEquals(java.util.Set.of("rpe1"), picked.controls().keySet());
    assertEquals("3", picked.provenance().entries().get("seed"));
    assertThrows(InvalidInputException.class, () -> t.where(r -> false));
  }

  @Test
  void picksGenesEverywhere() {
    EffectTable t = small().control("k562", new float[] {7, 8, 9}).build();
    EffectTable picked = t.withGenes(Axis.of("gene", List.of("g3", "g1")));
    assertArrayEquals(new float[] {6, 4}, picked.values(1));
    assertArrayEquals(new float[] {.6f, .4f}, picked.sd(1));
    assertArrayEquals(new float[] {9, 7}, picked.controls().get("k562"));
    assertEquals(2, picked.rowOf(0, 1));
    assertSame(t, t.withGenes(GENES));
    String m = refused(() -> t.withGenes(Axis.of("gene", List.of("g1", "ENSG1", "ENSG2"))));
    assertTrue(m.contains("2 of 3 genes are missing") && m.contains("'ENSG1', 'ENSG2'"), m);
  }

  @Test
  void givesAnnotationsPerContextAndPerturbation() {
    EffectTable t = small().column("line", List.of("K", "K", "R")).column("dose", List.of("1", "2", "1")).build();
    assertEquals(List.of("K", "R"), t.contextValues("line"));
    assertEquals(List.of("k562", "rpe1"), t.contextValues("context"));
    assertEquals(List.of("1", "2"), t.perturbationValues("dose"));
    assertEquals(Map.of("drugA", "1", "drugB", "2"), t.perturbationGroups("dose"));
    assertEquals(Map.of(), t.perturbationGroups(null));
    assertEquals(List.of("drugA", "drugB"), t.perturbationValues("perturbation"));
    assertTrue(refused(() -> t.contextValues("dose")).contains("context 'k562' has both '1' and '2'"));
    assertTrue(refused(() -> t.contextValues("tissue")).contains("'context', 'line', 'dose'"));
    assertEquals(List.of("x", "y", "z"), t.withColumn("line", List.of("x", "y", "z")).columns().get("line"));
    assertThrows(IllegalArgumentException.class, () -> t.withColumn("line", List.of("x")));
  }

  /** A grid too large to be laid out must work as a small one does. */
  @ParameterizedTest
  @ValueSource(ints = {40, 30_000})
  void findsTheSameRowsOnSparseGrids(int names) {
    SplittableRandom random = new SplittableRandom(names);
    Axis one = Axis.of("gene", List.of("g"));
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, one);
    Map<Cell, Integer> at = new HashMap<>();
    List<Cell> asked = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      Cell cell = new Cell("p" + random.nextInt(names), "c" + random.nextInt(names));
      asked.add(cell);
      if (!at.containsKey(cell)) {
        at.put(cell, at.size());
        b.row(cell.perturbation(), cell.context(), new float[] {i});
      }
    }
    EffectTable t = b.build();
    assertEquals(at.size(), t.size());
    for (int r = 0; r < t.size(); r++) {
      assertEquals(r, t.rowOf(t.perturbation(r), t.context(r)));
    }
    for (int i = 0; i < names; i++) {
      Cell cell = i % 2 == 0 ? asked.get(i) : new Cell("p" + random.nextInt(names), "c" + random.nextInt(names));
      assertEquals(at.getOrDefault(cell, -1), t.rowOf(cell));
    }
  }
}

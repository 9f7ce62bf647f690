package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.c3tl.baseline.Task;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.Test;

class HoldOutTest {
  private static HoldOut by(String column) {
    return new HoldOut(column, 0.25, 0.2, null, 1, 2, 0);
  }

  @Test
  void contextsThatShareAValueLeaveTogether() {
    EffectTable table = Grids.simulate(40, 6, 3, 1, 1);
    HoldOut.Folds folds = by("line").folds(table);
    assertEquals(List.of("L0_seed1", "L1_seed1", "L2_seed1", "L0_seed2", "L1_seed2", "L2_seed2"),
        folds.folds().stream().map(Fold::name).toList());
    assertTrue(folds.skipped().isEmpty());
    for (Fold fold : folds.folds()) {
      assertEquals(2, fold.counts().size());
      fold.counts().values().forEach(n -> assertEquals(new Fold.Counts(8, 2, 30, 30, 0), n));
    }
    assertNotEquals(folds.folds().get(0).wanted(), folds.folds().get(3).wanted(), "another seed draws others");
  }

  @Test
  void rolesOfAFoldPartTheTable() {
    EffectTable table = Grids.simulate(30, 6, 3, 0.6, 2);
    for (Fold fold : by("line").folds(table).folds()) {
      Task task = fold.task();
      Set<Cell> seen = new HashSet<>();
      for (EffectTable part : List.of(task.training(), task.validation())) {
        for (int r = 0; r < part.size(); r++) {
          assertTrue(seen.add(part.cell(r)), "twice: " + part.cell(r));
        }
      }
      for (List<Cell> cells : List.of(task.wanted(), fold.unpredictable())) {
        cells.forEach(c -> assertTrue(seen.add(c), "twice: " + c));
      }
      assertEquals(table.size(), seen.size());
      for (Cell cell : task.wanted()) {
        assertTrue(task.training().perturbations().contains(cell.perturbation()));
        assertTrue(task.training().contexts().contains(cell.context()), "known perturbations of the target train");
      }
    }
  }

  @Test
  void whatWasMeasuredNowhereElseIsNotWanted() {
    EffectTable full = Grids.simulate(20, 4, 3, 1, 3);
    // p0 is measured in c0 only, p1 in the two contexts that leave together.
    EffectTable table = full.where(r -> full.perturbation(r) > 1 || full.context(r) <= full.perturbation(r));
    List<Fold> folds = new ArrayList<>();
    new HoldOut("line", 0.1, 0, null, 1, 20, 0).folds(table).folds().forEach(folds::add);
    int found = 0;
    for (Fold fold : folds) {
      Split split = fold.split();
      for (Cell cell : fold.unpredictable()) {
        assertTrue(cell.perturbation().equals("p0") || cell.perturbation().equals("p1"));
        assertEquals(Split.Role.TEST, split.role(cell));
        assertFalse(fold.task().training().perturbations().contains(cell.perturbation()));
        found++;
      }
      // p1 known in one of its two contexts can be predicted in the other.
      boolean known = split.role(new Cell("p1", "c0")) != split.role(new Cell("p1", "c1"));
      assertEquals(known, fold.wanted().stream().anyMatch(c -> c.perturbation().equals("p1")), fold.name());
    }
    assertTrue(found > 0);
    assertEquals(found, new HoldOut("line", 0.1, 0, null, 1, 20, 0).folds(table).unpredictable());
  }

  @Test
  void unpredictableCellsDoNotValidateEither() {
    EffectTable full = Grids.simulate(6, 3, 2, 1, 3);
    EffectTable table = full.where(r -> full.perturbation(r) > 0 || full.context(r) == 0);
    Split split = new Split("f", 1, java.util.Map.of("c0", new Split.Held(Set.of("p0"), Set.of("p1"))));
    assertNull(Fold.of(table, split).task().validation());
    Split both = new Split("f", 1, java.util.Map.of("c0", new Split.Held(Set.of("p0", "p2"), Set.of("p1"))));
    assertEquals(1, Fold.of(table, both).task().validation().size());
  }

  @Test
  void membersOfAGroupStayTogether() {
    EffectTable table = Grids.simulate(40, 4, 3, 1, 1);
    for (Fold fold : new HoldOut("context", 0.3, 0.5, "target", 5, 3, 0).folds(table).folds()) {
      for (String context : fold.split().held().keySet()) {
        for (int p = 0; p < 40; p += 2) {
          assertEquals(fold.split().role(new Cell("p" + p, context)), fold.split().role(new Cell("p" + (p + 1), context)));
          // Methods that hide effects to tune themselves must know of it.
          assertEquals(fold.task().groups().get("p" + p), fold.task().groups().get("p" + (p + 1)));
          assertEquals(20, Set.copyOf(fold.task().groups().values()).size());
        }
      }
    }
  }

  @Test
  void aContextWithASinglePerturbationIsSkippedAndSaidSo() {
    EffectTable full = Grids.simulate(10, 4, 3, 1, 1);
    EffectTable table = full.where(r -> full.context(r) > 0 || full.perturbation(r) == 0);
    HoldOut.Folds folds = by("context").folds(table);
    assertEquals(Set.of("c0"), folds.skipped().keySet());
    assertEquals(6, folds.folds().size());
    // In a fold of several contexts it is known as a whole.
    HoldOut.Folds lines = by("line").folds(table);
    assertEquals(Set.of("c1"), lines.folds().get(0).counts().keySet());
    assertTrue(lines.folds().get(0).task().training().contexts().contains("c0"));
    // Two perturbations of one group are one draw.
    EffectTable two = full.where(r -> full.context(r) > 0 || full.perturbation(r) < 2);
    assertTrue(new HoldOut("context", 0.25, 0, "target", 1, 1, 0).folds(two).skipped().containsKey("c0"));
    assertTrue(new HoldOut("context", 0.25, 0, null, 1, 1, 0).folds(two).skipped().isEmpty());
  }

  @Test
  void atMostSoManyFoldsAndTheSameForAllSeeds() {
    EffectTable table = Grids.simulate(10, 12, 3, 1, 1);
    HoldOut four = new HoldOut("context", 0.2, 0, null, 3, 2, 4);
    List<String> names = four.folds(table).folds().stream().map(Fold::name).toList();
    assertEquals(8, names.size());
    List<String> first = names.subList(0, 4).stream().map(n -> n.replace("_seed3", "")).toList();
    assertEquals(first, names.subList(4, 8).stream().map(n -> n.replace("_seed4", "")).toList());
    assertEquals(names, four.folds(table).folds().stream().map(Fold::name).toList());
    assertEquals(12, new HoldOut("context", 0.2, 0, null, 3, 1, 99).folds(table).folds().size());
  }

  @Test
  void refusesWhatCannotBeHeldOut() {
    EffectTable table = Grids.simulate(10, 4, 3, 1, 1);
    EffectTable one = table.where(r -> table.context(r) == 0);
    assertProblem("single value 'c0'", () -> by("context").folds(one));
    assertProblem("no column 'cell_line'. It has 'context', 'line', 'target'", () -> by("cell_line").folds(table));
    assertProblem("one value per context", () -> by("target").folds(table));
    assertProblem("no column 'gene'", () -> new HoldOut("context", 0.2, 0, "gene", 1, 1, 0).folds(table));
    EffectTable apart = table.where(r -> table.perturbation(r) / 3 == table.context(r));
    assertProblem("'c0_seed1', since none of its test perturbations was measured", () ->
        by("context").folds(apart));
    EffectTable blank = table.withColumn("line", java.util.Collections.nCopies(table.size(), ""));
    assertProblem("has no value for context 'c0', 'c1', 'c2', 'c3'", () -> by("line").folds(blank));
    EffectTable small = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("G"))).row("p", "a", new float[1])
        .row("p", "b", new float[1]).build();
    assertProblem("only one perturbation", () -> by("context").folds(small));
  }

  @Test
  void refusesOptionsOutOfRangeAllAtOnce() {
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> new HoldOut("", 0, 1, null, -1, 0, -1));
    assertEquals(6, e.problems().size(), e.getMessage());
    for (double fraction : new double[] {Double.NaN, -0.1, 1, 1.5}) {
      assertThrows(InvalidInputException.class, () -> new HoldOut("context", fraction, 0, null, 1, 1, 0), "" + fraction);
    }
    assertThrows(InvalidInputException.class, () -> new HoldOut("context", 0.5, Double.NaN, null, 1, 1, 0));
  }

  private static void assertProblem(String part, Runnable work) {
    InvalidInputException e = assertThrows(InvalidInputException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}

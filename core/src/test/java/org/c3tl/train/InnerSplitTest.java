package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.junit.jupiter.api.Test;

class InnerSplitTest {
  @Test
  void keepsAsManyKnownAsTheTargetHas() {
    EffectTable table = Grids.grid(30, 8, 3, 0, 1);
    EffectTable known = table.where(r -> table.context(r) != 2 || table.perturbation(r) < 4);
    for (long seed = 1; seed <= 20; seed++) {
      List<Split> splits = InnerSplit.draw(known, List.of("c2"), Map.of(), seed);
      assertEquals(4, splits.size());
      assertEquals(4, splits.stream().flatMap(s -> s.held().keySet().stream()).distinct().count());
      for (Split split : splits) {
        assertFalse(split.held().containsKey("c2"));
        assertEquals(1, split.held().size());
        split.held().values().forEach(h -> {
          assertEquals(26, h.validation().size());
          assertTrue(h.test().isEmpty());
        });
      }
      assertEquals(splits, InnerSplit.draw(known, List.of("c2"), Map.of(), seed));
    }
  }

  @Test
  void stopsOnceEnoughIsHidden() {
    EffectTable table = Grids.grid(800, 16, 1, 0, 1);
    List<Split> splits = InnerSplit.draw(table.where(r -> table.context(r) > 0 || table.perturbation(r) < 80), List.of("c0"),
        Map.of(), 1);
    assertEquals(2, splits.size());
    assertEquals(6, splits.stream().mapToInt(s -> s.held().size()).sum());
  }

  @Test
  void hidesGroupsAsAWhole() {
    EffectTable table = Grids.grid(30, 8, 3, 0, 1);
    EffectTable known = table.where(r -> table.context(r) != 2 || table.perturbation(r) < 4);
    Map<String, String> groups = new HashMap<>();
    // Three alleles each of the first eight genes; the others are in no group.
    for (int p = 0; p < 24; p++) {
      groups.put(table.perturbations().name(p), "gene" + p / 3);
    }
    for (long seed = 1; seed <= 20; seed++) {
      List<Split> splits = InnerSplit.draw(known, List.of("c2"), groups, seed);
      assertFalse(splits.isEmpty());
      for (Split split : splits) {
        split.held().values().forEach(h -> {
          assertTrue(h.validation().size() <= 26 && h.validation().size() >= 24, h.validation().toString());
          for (int gene = 0; gene < 8; gene++) {
            String name = "gene" + gene;
            long hidden = h.validation().stream().filter(p -> name.equals(groups.get(p))).count();
            assertTrue(hidden == 0 || hidden == 3, name + ": " + hidden + " of 3 are hidden");
          }
        });
      }
    }
  }

  @Test
  void hidesHalfWhereTheTargetIsWellKnown() {
    EffectTable table = Grids.grid(30, 8, 3, 0, 1);
    InnerSplit.draw(table, List.of("c2"), Map.of(), 1).forEach(s -> s.held().values()
        .forEach(h -> assertEquals(15, h.validation().size())));
  }

  @Test
  void leavesEveryHiddenPerturbationSomewhereToTrain() {
    EffectTable sparse = Grids.grid(40, 12, 3, 0, 2);
    EffectTable table = sparse.where(r -> (sparse.perturbation(r) * 7 + sparse.context(r) * 3) % 5 == 0);
    for (long seed = 1; seed <= 20; seed++) {
      for (Split split : InnerSplit.draw(table, List.of(), Map.of(), seed)) {
        EffectTable rest = table.where(r -> split.role(table.cell(r)) == Split.Role.TRAIN);
        for (Cell hidden : split.cells(table, Split.Role.VALIDATION)) {
          assertTrue(rest.perturbations().contains(hidden.perturbation()), hidden + " trains nowhere");
          assertTrue(rest.contexts().contains(hidden.context()), hidden + " has no known perturbation beside it");
        }
      }
    }
  }

  @Test
  void givesUpWhereTooFewContextsAreMeasured() {
    assertTrue(InnerSplit.draw(Grids.grid(30, 3, 3, 0, 1), List.of("c0"), Map.of(), 1).isEmpty());
    assertTrue(InnerSplit.draw(Grids.grid(5, 9, 3, 0, 1), List.of("c0"), Map.of(), 1).isEmpty());
  }
}

package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
      List<Split> splits = InnerSplit.draw(known, List.of("c2"), seed);
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
      assertEquals(splits, InnerSplit.draw(known, List.of("c2"), seed));
    }
  }

  @Test
  void hidesHalfWhereTheTargetIsWellKnown() {
    EffectTable table = Grids.grid(30, 8, 3, 0, 1);
    InnerSplit.draw(table, List.of("c2"), 1).forEach(s -> s.held().values()
        .forEach(h -> assertEquals(15, h.validation().size())));
  }

  @Test
  void leavesEveryHiddenPerturbationSomewhereToTrain() {
    EffectTable sparse = Grids.grid(40, 12, 3, 0, 2);
    EffectTable table = sparse.where(r -> (sparse.perturbation(r) * 7 + sparse.context(r) * 3) % 5 == 0);
    for (long seed = 1; seed <= 20; seed++) {
      for (Split split : InnerSplit.draw(table, List.of(), seed)) {
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
    assertTrue(InnerSplit.draw(Grids.grid(30, 3, 3, 0, 1), List.of("c0"), 1).isEmpty());
    assertTrue(InnerSplit.draw(Grids.grid(5, 9, 3, 0, 1), List.of("c0"), 1).isEmpty());
  }
}

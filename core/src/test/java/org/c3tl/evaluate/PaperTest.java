package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class PaperTest {
  @Test
  void eightPercentTrainTwoValidateAndNinetyAreTested() {
    EffectTable table = Grids.simulate(100, 24, 1, 1, 1);
    List<Fold> folds = new Paper("context", null, 1, 1, Paper.MAX_FOLDS).folds(table).folds();
    assertEquals(5, folds.size());
    for (Fold fold : folds) {
      assertEquals(1, fold.counts().size());
      assertEquals(new Fold.Counts(8, 2, 90, 90, 0), fold.counts().get(fold.place().target()));
      assertEquals(23, fold.place().trainingContexts());
      assertTrue(fold.split().excluded().isEmpty());
      assertEquals(23 * 100 + 8, fold.task().training().size(), "all other contexts train");
    }
  }

  @Test
  void fourContextsAreFourFolds() {
    EffectTable table = Grids.simulate(50, 4, 1, 1, 1);
    List<Fold> folds = new Paper("context", null, 1, 2, Paper.MAX_FOLDS).folds(table).folds();
    assertEquals(List.of("c0_seed1", "c1_seed1", "c2_seed1", "c3_seed1", "c0_seed2", "c1_seed2", "c2_seed2", "c3_seed2"),
        folds.stream().map(Fold::name).toList());
    assertEquals(2, new Paper("line", "target", 1, 1, 0).folds(table).folds().size());
  }

  @Test
  void saysWhatItIs() {
    Paper paper = new Paper("line", null, 3, 2, 5);
    assertEquals("{\"name\":\"paper\",\"hold_out\":\"line\",\"known_fraction\":0.1,\"validation_fraction\":0.2,"
        + "\"perturbation_group\":null,\"seed\":3,\"seeds\":2,\"folds\":5}", paper.toJson().toString());
    assertThrows(InvalidInputException.class, () -> new Paper("", null, 3, 2, 5));
  }
}

package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.c3tl.data.EffectTable;
import org.junit.jupiter.api.Test;

class ParallelismTest {
  private static final long MB = 1 << 20;

  private static void check(int folds, int threads, Parallelism got) {
    assertEquals(folds, got.folds());
    assertEquals(threads, got.threads());
  }

  @Test
  void foldsTakeTheThreadsFirstAndWhatIsLeftGoesToEach() {
    check(4, 1, Parallelism.of(20, 4, MB, 1000 * MB));
    check(3, 5, Parallelism.of(3, 16, MB, 1000 * MB));
    check(1, 8, Parallelism.of(1, 8, MB, 1000 * MB));
    check(1, 1, Parallelism.of(5, 1, MB, 1000 * MB));
    assertFalse(Parallelism.of(20, 4, MB, 1000 * MB).note().contains("Java"));
  }

  @Test
  void memoryBoundsTheFolds() {
    Parallelism two = Parallelism.of(20, 8, 400 * MB, 1000 * MB);
    check(2, 4, two);
    assertTrue(two.note().contains("400 MB") && two.note().contains("1,000 MB") && two.note().contains("-Xmx"), two.note());
    check(1, 8, Parallelism.of(20, 8, 5000 * MB, 1000 * MB));
  }

  @Test
  void largerTablesNeedMore() {
    EffectTable table = Grids.simulate(20, 4, 10, 1, 1);
    List<Fold> folds = new HoldOut("context", 0.1, 0.2, null, 1, 1, 0).folds(table).folds();
    check(2, 1, Parallelism.of(folds, 2));
  }
}

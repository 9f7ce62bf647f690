package org.c3tl.backend.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutsTest {
  @ParameterizedTest
  @ValueSource(ints = {12, 16, 48})
  void partsCoverAWholeSideInBlocksAndNoneIsSmall(int align) {
    Cuts cuts = new Cuts(true, align);
    SplittableRandom random = new SplittableRandom(3);
    int cut = 0;
    for (int i = 0; i < 20_000; i++) {
      int side = 1 + random.nextInt(1 << random.nextInt(1, 13));
      double each = 1 + random.nextInt(1 << 18);
      int parts = cuts.parts(side, each, 1 + random.nextInt(64));
      assertEquals(0, cuts.begin(side, 0, parts));
      assertEquals(side, cuts.begin(side, parts, parts));
      for (int p = 0; parts > 1 && p < parts; p++) {
        assertEquals(0, cuts.begin(side, p, parts) % align);
        double work = (cuts.begin(side, p + 1, parts) - cuts.begin(side, p, parts)) * each;
        assertTrue(work > 1_000_000, work + " of " + side * each);
        cut++;
      }
    }
    assertTrue(cut > 1000, "the test cuts something");
  }

  @Test
  void whatIsFoundKeepsBits() {
    Nd4jSetup.load();
    assertTrue(Cuts.find().keepBits());
  }
}

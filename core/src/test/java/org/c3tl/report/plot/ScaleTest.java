package org.c3tl.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Axes, ticks and numbers for people. */
class ScaleTest {
  private static List<String> texts(Scale scale, int most) {
    return scale.ticks(most).stream().map(Scale.Tick::text).toList();
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), texts(Scale.linear("", 0, 1), 6));
    assertEquals(List.of("−5", "0", "5"), texts(Scale.linear("", -7, 7), 4));
    assertEquals(List.of("1", "10", "100", "1,000"), texts(Scale.log("", List.of(1.0, 1000.0)), 5));
    assertEquals(List.of("0.02", "0.05", "0.1"), texts(Scale.log("", List.of(0.02, 0.1)), 5));
    assertEquals(List.of("a", "b"), texts(Scale.of("", List.of("a", "b")), 1));
  }

  @Test
  void thereAreTicksForAnyRangeAndTheyLieWithinIt() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      double from = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double to = from + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(8) - 4) * Math.max(1e-6, Math.abs(from))
          + 1e-9;
      int most = 3 + random.nextInt(8);
      Scale scale = Scale.linear("", from, to);
      List<Scale.Tick> ticks = scale.ticks(most);
      assertTrue(ticks.size() >= 3 && ticks.size() <= Math.max(most, 7), from + " to " + to + ": " + ticks);
      for (Scale.Tick t : ticks) {
        assertTrue(scale.place(t.value()) > -1e-6 && scale.place(t.value()) < 1 + 1e-6, from + " to " + to + ": " + t);
      }
    }
  }

  @Test
  void numbersHaveSignificantDigitsAndATrueMinus() {
    assertEquals("0.0123", Num.shortest(0.012345));
    assertEquals("−1.23", Num.shortest(-1.2345));
    assertEquals("12300", Num.shortest(12345.6));
    assertEquals("1.23e−07", Num.shortest(1.23e-7));
    assertEquals("0", Num.shortest(0));
    assertEquals("–", Num.shortest(Double.NaN));
    assertEquals("0.0294 ± 0.0049", Num.withError(0.029382, 0.004911));
    assertEquals("0.500", Num.withError(0.5, Double.NaN));
    assertEquals("0.123456", Num.field(0.12345649));
    assertEquals("", Num.field(Double.NaN));
    assertEquals("-12.5", Num.px(-12.5));
    assertEquals("0", Num.px(-0.001));
  }

  @Test
  void rampsHaveTheirEndsAndMiddle() {
    Ramp signed = Ramp.signed("", 2);
    assertEquals("#F7F7F7", signed.colour(0));
    assertEquals(signed.colours().get(0), signed.colour(-99));
    assertEquals(signed.colours().get(20), signed.colour(99));
    assertEquals(Palette.PALE, signed.colour(Double.NaN));
    Ramp counts = Ramp.counts("", 1000);
    assertEquals(0, counts.step(1));
    assertEquals(4, counts.step(Math.sqrt(1000)));
    assertEquals(8, counts.step(1000));
  }
}

package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatTextTest {
  private static void agrees(String text) {
    assertEquals(Float.floatToRawIntBits(Float.parseFloat(text)), Float.floatToRawIntBits(FloatText.parse(text)), text);
  }

  @Test
  void agreesWithJavaOnAnyDecimal() {
    SplittableRandom random = new SplittableRandom(17);
    for (int i = 0; i < 60_000; i++) {
      float v = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(v)) {
        agrees(Float.toString(v));
        agrees(Double.toString(v));
        agrees(String.valueOf((double) v * (1 + 1e-9 * random.nextInt(-3, 4))));
      }
      agrees(random.nextLong() + "." + random.nextInt(1000));
      agrees("0." + random.nextInt(100_000) + "E" + random.nextInt(-60, 60));
      agrees(String.valueOf(random.nextInt(-10_000, 10_000) / 1e4));
    }
  }

  /** Rounding twice, to double and to float, goes wrong next to the middle of two floats. */
  @Test
  void roundsOnceBetweenTwoFloats() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 10_000; i++) {
      float v = Float.intBitsToFloat(random.nextInt(0x00000001, 0x7f000000));
      BigDecimal middle = new BigDecimal(v).add(new BigDecimal(Math.nextUp(v))).divide(BigDecimal.valueOf(2));
      agrees(middle.toString());
      agrees(middle.toPlainString());
      BigDecimal ulp = middle.ulp();
      agrees(middle.add(ulp).toString());
      agrees(middle.subtract(ulp).toString());
      agrees(middle.round(new java.math.MathContext(15)).toString());
    }
    agrees("1.00000017881393421514957253748434595763683319091796875001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "+1", ".5", "5.", "1e5", "1E+5", "-1.5e-3", "  12.5\t", "00012", "1e-400", "1e400",
      "-1e400",
      "9007199254740993", "3.4028236e38", "1.4e-45", "7e-46", "0.0000000000000000000000001", "12345678901234567890123"})
  void readsPlainNotation(String text) {
    agrees(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "NaN", "Infinity", "1f", "1d", "0x1p3", "1e", "1e+", "--1", "1.2.3", "1,5", "abc", "1 2",
      "e5", ".", "-", "٣", "1_000"})
  void refusesEverythingElse(String text) {
    assertTrue(Float.isNaN(FloatText.parse(text)), text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"''; no value", "NA; missing value 'NA'", "nan; missing value 'nan'",
      "'1,5'; decimal comma", "inf; not finite", "-Infinity; not finite", "1e40; not finite", "abc; not a number"})
  void saysWhatIsWrong(String text, String complaint) {
    assertTrue(FloatText.complaint(text).contains(complaint), FloatText.complaint(text));
  }

  @Test
  void longTextsAreCutInMessages() {
    assertTrue(FloatText.complaint("x".repeat(10_000)).length() < 100);
    assertFalse(FloatText.isMissing("0"));
  }
}

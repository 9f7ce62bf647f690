package org.c3tl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrelationTest {
  @Test
  void givesTheTextbookValue() {
    // Deviations (-1.5, -0.5, 0.5, 1.5) and (-1, -2, 1, 2): products sum to 6, squares to 5 and 10.
    assertEquals(6 / Math.sqrt(5 * 10.0), Correlation.pearson(new double[] {1, 2, 3, 4}, new double[] {2, 1, 4, 5}), 1e-15);
  }

  @Test
  void ignoresScaleAndOffsetAndTurnsWithTheSign() {
    Random random = new Random(1);
    double[] a = random.doubles(50, -1, 1).toArray();
    double[] b = random.doubles(50, -1, 1).toArray();
    double r = Correlation.pearson(a, b);
    double[] scaled = new double[a.length];
    double[] turned = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      scaled[i] = 3 * a[i] + 7;
      turned[i] = -a[i];
    }
    assertEquals(r, Correlation.pearson(scaled, b), 1e-12);
    assertEquals(-r, Correlation.pearson(turned, b), 1e-15);
    assertEquals(r, Correlation.pearson(b, a), 1e-15);
  }

  @Test
  void isUndefinedForWhatDoesNotVary() {
    double[] varied = {1, 2, 4};
    assertTrue(Double.isNaN(Correlation.pearson(new double[3], varied)));
    assertTrue(Double.isNaN(Correlation.pearson(varied, new double[] {5, 5, 5})));
    assertTrue(Double.isNaN(Correlation.pearson(new double[] {1}, new double[] {2})));
    // Float32 rounding is no variation, a hundred times as much is.
    assertTrue(Double.isNaN(Correlation.pearson(new double[] {1, 1 + 6e-8, 1}, varied)));
    assertEquals(1, Correlation.pearson(new double[] {1e-6, 2e-6, 4e-6}, varied), 1e-12);
    assertTrue(Correlation.pearson(new double[] {1, 1 + 6e-6, 1 + 9e-6}, varied) > 0.5);
  }

  @Test
  void float32IsAsFloat64() {
    float[] constant = new float[978];
    java.util.Arrays.fill(constant, 0.1f);
    float[] varied = new float[978];
    varied[3] = 1;
    assertTrue(Double.isNaN(Correlation.pearson(constant, varied)));
    assertEquals(6 / Math.sqrt(5 * 10.0), Correlation.pearson(new float[] {1, 2, 3, 4}, new float[] {2, 1, 4, 5}), 1e-15);
  }

  @Test
  void staysWithinItsRangeForHugeAndTinyValues() {
    double[] a = {1e30, -3e30, 2e30};
    double[] b = {1e-30, -3e-30, 2e-30};
    assertEquals(1, Correlation.pearson(a, b), 1e-12);
    assertTrue(Correlation.pearson(a, a) <= 1);
  }

  @Test
  void refusesDifferentLengths() {
    assertThrows(IllegalArgumentException.class, () -> Correlation.pearson(new double[2], new double[3]));
  }
}

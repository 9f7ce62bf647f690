package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraitsTest {
  private static final int PERTURBATIONS = 30;
  private static final int CONTEXTS = 7;
  private static final int GENES = 200;

  /** Effects m_p + s_c + noise; context 6 has nothing in common with the others. */
  private static float[][] effects(double shift, double noise) {
    Random random = new Random(3);
    float[][] m = normal(random, PERTURBATIONS);
    float[][] s = normal(random, CONTEXTS);
    float[][] x = normal(random, PERTURBATIONS * CONTEXTS);
    for (int r = 0; r < x.length; r++) {
      for (int g = 0; g < GENES; g++) {
        x[r][g] = r % CONTEXTS == 6 ? x[r][g]
            : (float) (m[r / CONTEXTS][g] + shift * s[r % CONTEXTS][g] + noise * x[r][g]);
      }
    }
    return x;
  }

  private static float[][] normal(Random random, int rows) {
    float[][] x = new float[rows][GENES];
    for (float[] row : x) {
      for (int g = 0; g < GENES; g++) {
        row[g] = (float) random.nextGaussian();
      }
    }
    return x;
  }

  private static Traits of(float[][] x) {
    int[] p = new int[x.length];
    int[] c = new int[x.length];
    for (int r = 0; r < x.length; r++) {
      p[r] = r / CONTEXTS;
      c[r] = r % CONTEXTS;
    }
    float[] weights = new float[x.length];
    Arrays.fill(weights, 1);
    return Traits.of(x, p, c, weights, Weighting.NONE, PERTURBATIONS, CONTEXTS);
  }

  @Test
  void aShiftFollowsTheWeights() {
    float[][] x = effects(1, 0.3);
    int[] p = new int[x.length];
    int[] c = new int[x.length];
    float[] weights = new float[x.length];
    for (int r = 0; r < x.length; r++) {
      p[r] = r / CONTEXTS;
      c[r] = r % CONTEXTS;
      weights[r] = 1;
    }
    double before = norm(of(x).contexts()[2].shift());
    // One failed measurement of context 2 in thirty, a hundred times too strong.
    for (int g = 0; g < GENES; g++) {
      x[2][g] *= 100;
    }
    double plain = norm(of(x).contexts()[2].shift());
    weights[2] = 0.001f;
    double weighted = norm(Traits.of(x, p, c, weights, new Weighting(1, 0), PERTURBATIONS, CONTEXTS).contexts()[2].shift());
    assertTrue(Math.abs(weighted - before) < 0.2 * before, weighted + " against " + before);
    assertTrue(Math.abs(plain - before) > 0.4 * before, plain + " against " + before);
  }

  @Test
  void seesWhichContextHasLittleInCommonWithTheOthers() {
    Traits traits = of(effects(0, 0.5));
    for (int c = 0; c < 6; c++) {
      assertTrue(traits.contexts()[c].agreement() > 0.9, c + ": " + traits.contexts()[c].agreement());
    }
    assertTrue(traits.contexts()[6].agreement() < 0.3, "stranger: " + traits.contexts()[6].agreement());
  }

  @Test
  void shrinksAShiftThatIsNotThere() {
    double without = norm(of(effects(0, 1)).contexts()[1].shift());
    double with = norm(of(effects(1, 0.1)).contexts()[1].shift());
    assertTrue(with > 10 * without, with + " against " + without);
  }

  @Test
  void strengthFollowsTheSizeOfEffects() {
    float[][] x = effects(0, 0.2);
    for (int r = 2; r < x.length; r += CONTEXTS) {
      for (int g = 0; g < GENES; g++) {
        x[r][g] *= 2;
      }
    }
    Traits traits = of(x);
    assertTrue(traits.contexts()[2].strength() > 3 && traits.contexts()[2].strength() < 4.5,
        "twice the effect: " + traits.contexts()[2].strength());
    assertTrue(traits.contexts()[1].strength() < 1);
  }

  @Test
  void aNewContextIsSeenAsATrainedOne() {
    float[][] x = effects(1, 0.3);
    Traits all = of(x);
    int[] p = new int[PERTURBATIONS];
    int[] c = new int[PERTURBATIONS];
    float[][] own = new float[PERTURBATIONS][];
    float[][] mean = new float[PERTURBATIONS][GENES];
    for (int i = 0; i < PERTURBATIONS; i++) {
      p[i] = i;
      own[i] = x[i * CONTEXTS];
      for (int k = 1; k < CONTEXTS; k++) {
        for (int g = 0; g < GENES; g++) {
          mean[i][g] += x[i * CONTEXTS + k][g] / (CONTEXTS - 1);
        }
      }
    }
    ContextTraits added = Traits.ofNew(all.perturbations(), mean, own, p, c, 1)[0];
    assertArrayEquals(all.contexts()[0].shift(), added.shift(), 1e-4f);
    // The references are means over all contexts, this one among them.
    assertEquals(all.contexts()[0].agreement(), added.agreement(), 0.3);
    assertEquals(all.contexts()[0].strength(), added.strength(), 0.2);
  }

  private static double norm(float[] x) {
    double s = 0;
    for (float v : x) {
      s += v * v;
    }
    return Math.sqrt(s);
  }
}

package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final int CONTEXTS = 6;
  private static final int PERTURBATIONS = 20;
  private static final int WIDTH = 15;

  /** All cells but those of context 0 with perturbations from {@code known} on; context 0 is a copy of context 4. */
  private static Neighbours copies(int known, double ridge) {
    float[][] x = new float[PERTURBATIONS * CONTEXTS][];
    int[] p = new int[x.length];
    int[] c = new int[x.length];
    int n = 0;
    for (int i = 0; i < PERTURBATIONS; i++) {
      for (int k = 0; k < CONTEXTS; k++) {
        if (k > 0 || i < known) {
          x[n] = effect(i, k == 0 ? 4 : k);
          p[n] = i;
          c[n++] = k;
        }
      }
    }
    int size = n;
    return new Neighbours(IntStream.range(0, size).mapToObj(i -> x[i]).toArray(float[][]::new),
        java.util.Arrays.copyOf(p, size), java.util.Arrays.copyOf(c, size), PERTURBATIONS, CONTEXTS, ridge);
  }

  private static float[] effect(int p, int c) {
    Random random = new Random(1000 * p + c);
    float[] x = new float[WIDTH];
    for (int j = 0; j < WIDTH; j++) {
      x[j] = (float) random.nextGaussian();
    }
    return x;
  }

  private static float[] mean(int p) {
    float[] mean = new float[WIDTH];
    for (int c = 1; c < CONTEXTS; c++) {
      float[] x = effect(p, c);
      for (int j = 0; j < WIDTH; j++) {
        mean[j] += x[j] / (CONTEXTS - 1);
      }
    }
    return mean;
  }

  @Test
  void findsTheContextThatIsACopy() {
    Neighbours near = copies(8, 1e-6);
    double[] weights = near.weights(0);
    assertEquals(0, weights[0]);
    assertArrayEquals(effect(15, 4), near.predict(15, 0, weights), 1e-3f);
  }

  @Test
  void isTheMeanWhereNothingOrLittleIsKnown() {
    Neighbours unknown = copies(0, 1);
    assertArrayEquals(mean(3), unknown.predict(3, 0, unknown.weights(0)), 1e-5f);
    Neighbours stiff = copies(8, 1e9);
    assertArrayEquals(mean(15), stiff.predict(15, 0, stiff.weights(0)), 1e-5f);
  }

  @Test
  void knowsAContextThatIsAddedAsIfItHadBeenThere() {
    Neighbours whole = copies(8, 0.5);
    Neighbours without = copies(0, 0.5);
    float[][] x = IntStream.range(0, 8).mapToObj(p -> effect(p, 4)).toArray(float[][]::new);
    Neighbours added = without.with(x, IntStream.range(0, 8).toArray(), IntStream.generate(() -> CONTEXTS).limit(8).toArray(), 1);
    double[] weights = added.weights(CONTEXTS);
    // The penalty is relative to the mean over contexts, of which there is one more, without effects of its own: context 0.
    assertArrayEquals(whole.withRidge(0.5 * CONTEXTS / (CONTEXTS + 1)).predict(15, 0,
        whole.withRidge(0.5 * CONTEXTS / (CONTEXTS + 1)).weights(0)), added.predict(15, CONTEXTS, weights), 1e-4f);
  }

  @Test
  void cannotPredictWhatWasMeasuredNowhereElse() {
    Neighbours near = new Neighbours(new float[][] {{1, 2}, {3, 4}}, new int[] {0, 1}, new int[] {0, 1}, 2, 2, 1);
    assertNull(near.predict(0, 0, near.weights(0)));
    assertTrue(near.weights(0)[1] == 0);
    assertArrayEquals(new float[] {3, 4}, near.predict(1, 0, near.weights(0)));
  }
}

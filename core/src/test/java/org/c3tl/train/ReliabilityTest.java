package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.c3tl.model.Weighting;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  private static final int PERTURBATIONS = 40;
  private static final int CONTEXTS = 8;
  private static final int GENES = 50;

  private interface Noise {
    double of(int perturbation, int context, Random random);
  }

  private static Reliability of(Noise noise, TrainOptions.Criterion criterion) {
    Random random = new Random(5);
    float[][] x = new float[PERTURBATIONS * CONTEXTS][GENES];
    int[] context = new int[x.length];
    int[][] rows = new int[PERTURBATIONS][CONTEXTS];
    for (int p = 0; p < PERTURBATIONS; p++) {
      float[] effect = new float[GENES];
      for (int g = 0; g < GENES; g++) {
        effect[g] = (float) random.nextGaussian();
      }
      for (int c = 0; c < CONTEXTS; c++) {
        int r = p * CONTEXTS + c;
        context[r] = c;
        rows[p][c] = r;
        double sd = noise.of(p, c, random);
        for (int g = 0; g < GENES; g++) {
          x[r][g] = (float) (effect[g] + sd * random.nextGaussian());
        }
      }
    }
    try (Workers workers = new Workers(2)) {
      return Reliability.of(x, context, CONTEXTS, rows, criterion, workers);
    }
  }

  @Test
  void longEffectsCountLessWhereTheyAreNoise() {
    for (TrainOptions.Criterion criterion : TrainOptions.Criterion.values()) {
      Reliability r = of((p, c, random) -> random.nextInt(4) == 0 ? 6 : 0.5, criterion);
      assertTrue(r.weighting().length() > 0, criterion + ": " + r.weighting());
    }
  }

  @Test
  void aContextThatResemblesNoOtherCountsLess() {
    for (TrainOptions.Criterion criterion : TrainOptions.Criterion.values()) {
      Reliability r = of((p, c, random) -> c == 3 ? 5 : 0.5, criterion);
      assertTrue(r.weights()[3] < 0.5 * r.weights()[4], criterion + ": " + r.weights()[3] + ", " + r.weights()[4]);
    }
  }

  @Test
  void equalNoiseLeavesWeightsAlike() {
    Reliability r = of((p, c, random) -> 1, TrainOptions.Criterion.MSE);
    for (float w : r.weights()) {
      assertEquals(r.weights()[0], w, 0.4 * r.weights()[0]);
    }
  }

  @Test
  void aWeightIsFiniteForAnEffectOfNothing() {
    double w = new Weighting(1, 2).of(0, 1);
    assertTrue(w > 1 && Double.isFinite(w), "weight " + w);
    assertEquals(0, Weighting.lengths(new float[][] {{0, 0}, {0, 0}})[1]);
  }
}

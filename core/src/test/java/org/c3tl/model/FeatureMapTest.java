package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;

class FeatureMapTest {
  private static List<float[]> rows(int n, int genes, int rank, double noise) {
    Random random = new Random(1);
    double[][] v = new double[rank][genes];
    for (double[] row : v) {
      for (int g = 0; g < genes; g++) {
        row[g] = random.nextGaussian();
      }
    }
    List<float[]> all = new ArrayList<>();
    for (int r = 0; r < n; r++) {
      float[] x = new float[genes];
      for (int k = 0; k < rank; k++) {
        double a = random.nextGaussian() * (rank - k);
        for (int g = 0; g < genes; g++) {
          x[g] += (float) (a * v[k][g]);
        }
      }
      for (int g = 0; g < genes; g++) {
        x[g] += (float) (noise * random.nextGaussian());
      }
      all.add(x);
    }
    return all;
  }

  @Test
  void losesNothingOfLowRankEffects() {
    try (Workers workers = new Workers(2)) {
      List<float[]> x = rows(80, 50, 5, 0);
      FeatureMap map = FeatureMap.fit(x, 9, 1, workers);
      assertEquals(5, map.features());
      float[][] features = map.toFeatures(x.toArray(float[][]::new), workers);
      for (int r = 0; r < features.length; r++) {
        assertArrayEquals(x.get(r), map.toEffect(features[r]), 2e-4f);
      }
    }
  }

  @Test
  void findsTheFirstSingularVectors() {
    try (Workers workers = new Workers(2)) {
      List<float[]> x = rows(120, 60, 8, 0.5);
      FeatureMap map = FeatureMap.fit(x, 8, 1, workers);
      double[][] m = new double[x.size()][60];
      for (int r = 0; r < m.length; r++) {
        for (int g = 0; g < 60; g++) {
          m[r][g] = x.get(r)[g];
        }
      }
      SingularValueDecomposition svd = new SingularValueDecomposition(new Array2DRowRealMatrix(m));
      for (int k = 0; k < 8; k++) {
        double dot = 0;
        for (int g = 0; g < 60; g++) {
          dot += map.basis()[k][g] * svd.getV().getEntry(g, k);
        }
        assertEquals(1, Math.abs(dot), 1e-3, "vector " + k);
      }
      for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
          double dot = 0;
          for (int g = 0; g < 60; g++) {
            dot += map.basis()[i][g] * map.basis()[j][g];
          }
          assertEquals(i == j ? 1 : 0, dot, 1e-5);
        }
      }
    }
  }

  @Test
  void givesFeaturesUnitMeanSquare() {
    try (Workers workers = new Workers(1)) {
      for (int rank : new int[] {0, 4}) {
        List<float[]> x = rows(60, 40, 6, 0.3);
        FeatureMap map = FeatureMap.fit(x, rank, 1, workers);
        double sum = 0;
        int n = 0;
        for (float[] row : map.toFeatures(x.toArray(float[][]::new), workers)) {
          for (float f : row) {
            sum += f * f;
            n++;
          }
        }
        assertEquals(1, sum / n, 1e-3, "rank " + rank);
      }
    }
  }

  @Test
  void takesEffectsThatAreAllZero() {
    try (Workers workers = new Workers(1)) {
      FeatureMap map = FeatureMap.fit(List.of(new float[10], new float[10], new float[10]), 2, 1, workers);
      assertTrue(map.scale() > 0);
      assertArrayEquals(new float[10], map.toEffect(map.toFeatures(new float[1][10], workers)[0]));
    }
  }
}

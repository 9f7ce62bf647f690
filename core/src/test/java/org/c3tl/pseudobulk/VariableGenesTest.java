package org.c3tl.pseudobulk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariableGenesTest {
  /** Values of the formula below, scored by pandas (cut, groupby) in double precision: variable_genes.py wrote them. */
  @Test
  void scoresAsPandasDoes() throws IOException {
    List<String> recorded;
    try (BufferedReader r = new BufferedReader(new InputStreamReader(
        VariableGenesTest.class.getResourceAsStream("variable-genes.txt"), StandardCharsets.UTF_8))) {
      recorded = r.lines().filter(l -> !l.startsWith("#")).toList();
    }
    double[] score = VariableGenes.normalisedDispersions(moments());
    assertEquals(recorded.size(), score.length);
    for (int g = 0; g < score.length; g++) {
      double expected = Double.parseDouble(recorded.get(g));
      if (Double.isNaN(expected)) {
        assertTrue(Double.isNaN(score[g]), "gene " + g + " does not vary, but has " + score[g]);
      } else {
        assertEquals(expected, score[g], 1e-9 * Math.max(1, Math.abs(expected)), "gene " + g);
      }
    }
  }

  /**
   * 50 cells × 120 genes; gene 7 is never seen, another has the same value in all cells, and gene 119 stands alone far
   * above.
   */
  private static GeneMoments moments() {
    double[] sum = new double[120];
    double[] squares = new double[120];
    for (int i = 0; i < 50; i++) {
      for (int g = 0; g < 120; g++) {
        double x = ((i * 37L + g * 101L + i * (long) g * 13) % 97) % (2 + g % 17) * (1 + g % 29) / 7.0;
        x = g == 7 ? 0 : g == 119 ? 5000 + i : x;
        sum[g] += x;
        squares[g] += x * x;
      }
    }
    return new GeneMoments(50, sum, squares);
  }

  @Test
  void choosesTheHighestInOrder() {
    GeneMoments moments = moments();
    double[] score = VariableGenes.normalisedDispersions(moments);
    int[] chosen = VariableGenes.select(moments, 10);
    assertEquals(10, chosen.length);
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < chosen.length; i++) {
      assertTrue(i == 0 || chosen[i] > chosen[i - 1]);
      lowest = Math.min(lowest, score[chosen[i]]);
    }
    int above = 0;
    for (double s : score) {
      above += s >= lowest ? 1 : 0;
    }
    assertEquals(10, above);
  }

  @Test
  void genesWithoutVariationAreNeverChosen() {
    int[] chosen = VariableGenes.select(moments(), 120);
    assertEquals(118, chosen.length);
    for (int g : chosen) {
      assertTrue(g != 7);
    }
    assertArrayEquals(new int[0], VariableGenes.select(new GeneMoments(3, new double[4], new double[4]), 2));
  }

  /** Ties at the limit stay, as in scanpy, which compares with the n-th highest. */
  @Test
  void tiesAreKept() {
    // Each gene is alone in its bin of expression, where the score is 1.
    GeneMoments alone = new GeneMoments(10, new double[] {10, 30, 4000}, new double[] {200, 300, 2e6});
    assertArrayEquals(new int[] {0, 1, 2}, VariableGenes.select(alone, 1));
  }
}

package org.c3tl.train;

import java.util.Random;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.TableKind;

/** Small grids for tests: f(z_p + ψ_c) − f(ψ_c) plus noise, as Assumption 3.2 has it. */
public final class Grids {
  private Grids() { }

  /**
   * @return a table in which every {@code missingEvery}-th cell is not filled (0: none missing)
   */
  public static EffectTable grid(int perturbations, int contexts, int genes, int missingEvery, long seed) {
    Random random = new Random(seed);
    double[][] w = gaussian(random, 4, genes, 1);
    double[][] z = gaussian(random, perturbations, 4, 1);
    double[][] psi = gaussian(random, contexts, 4, 0.7);
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT,
        Axis.of("gene", java.util.stream.IntStream.range(0, genes).mapToObj(g -> "g" + g).toList()));
    int at = 0;
    for (int p = 0; p < perturbations; p++) {
      for (int c = 0; c < contexts; c++) {
        float[] row = new float[genes];
        for (int g = 0; g < genes; g++) {
          double here = 0;
          double base = 0;
          for (int k = 0; k < 4; k++) {
            here += w[k][g] * (z[p][k] + psi[c][k]);
            base += w[k][g] * psi[c][k];
          }
          row[g] = (float) (Math.tanh(here) - Math.tanh(base) + 0.1 * random.nextGaussian());
        }
        if (missingEvery == 0 || ++at % missingEvery != 0) {
          b.row("p" + p, "c" + c, row);
        }
      }
    }
    return b.normalisation("simulated").build();
  }

  private static double[][] gaussian(Random random, int rows, int columns, double sd) {
    double[][] m = new double[rows][columns];
    for (double[] row : m) {
      for (int i = 0; i < columns; i++) {
        row[i] = sd * random.nextGaussian();
      }
    }
    return m;
  }
}

package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.TableKind;

/** Simulated tables of effects: a part of the perturbation, a part of the context, a part of both and noise. */
public final class Grids {
  private Grids() { }

  /**
   * @param perturbations number of perturbations {@code p0}, {@code p1}, ...
   * @param contexts number of contexts {@code c0}, {@code c1}, ...; neighbours c0 and c1, c2 and c3, ... share a column
   *     {@code line} with the values {@code L0}, {@code L1}, ...
   * @param genes number of genes
   * @param filled part of the grid that is measured
   * @param seed seed
   * @return the table, with columns {@code line} and {@code target} (p0 and p1 share T0, ...)
   */
  public static EffectTable simulate(int perturbations, int contexts, int genes, double filled, long seed) {
    Random random = new Random(seed);
    float[][] ofPerturbation = normal(random, perturbations, genes);
    float[][] ofContext = normal(random, contexts, genes);
    Axis axis = Axis.of("gene", IntStream.range(0, genes).mapToObj(g -> "G" + g).toList());
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, axis).normalisation("simulated");
    List<String> line = new ArrayList<>();
    List<String> target = new ArrayList<>();
    for (int p = 0; p < perturbations; p++) {
      for (int c = 0; c < contexts; c++) {
        float[] x = normal(random, 1, genes)[0];
        boolean measured = random.nextDouble() < filled;
        for (int g = 0; g < genes; g++) {
          x[g] = 0.7f * x[g] + ofPerturbation[p][g] + 0.5f * ofContext[c][g];
        }
        if (measured) {
          b.row("p" + p, "c" + c, x);
          line.add("L" + c / 2);
          target.add("T" + p / 2);
        }
      }
    }
    return b.column("line", line).column("target", target).build();
  }

  private static float[][] normal(Random random, int rows, int genes) {
    float[][] x = new float[rows][genes];
    for (float[] row : x) {
      for (int g = 0; g < genes; g++) {
        row[g] = (float) random.nextGaussian();
      }
    }
    return x;
  }
}

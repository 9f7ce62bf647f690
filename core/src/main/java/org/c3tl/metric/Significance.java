package org.c3tl.metric;

import java.util.Arrays;

/**
 * Which effects are significant: two-sided p-values of z = δ/sd under the normal distribution, adjusted within each
 * perturbation by Benjamini and Hochberg (1995), below 0.05. The gene that a perturbation bears the name of is no response
 * and left out, as in cell-eval2.
 */
final class Significance {
  /** Adjusted p-values below it are significant, as in cell-eval. */
  static final double LEVEL = 0.05;

  /** Adjusted p-values, perturbations × genes; NaN for the gene that is left out. */
  final double[][] adjusted;
  /** How many genes are significant, for each perturbation. */
  final int[] count;

  private Significance(double[][] adjusted) {
    this.adjusted = adjusted;
    this.count = new int[adjusted.length];
    for (int p = 0; p < adjusted.length; p++) {
      for (double a : adjusted[p]) {
        count[p] += a < LEVEL ? 1 : 0;
      }
    }
  }

  static Significance of(ContextBlock block, double[][] effects, double[][] sd) {
    double[][] adjusted = new double[effects.length][];
    for (int p = 0; p < adjusted.length; p++) {
      double[] values = new double[effects[p].length];
      for (int g = 0; g < values.length; g++) {
        values[g] = Normal.outside(z(effects[p][g], sd[p][g]));
      }
      if (block.target(p) >= 0) {
        values[block.target(p)] = Double.NaN;
      }
      adjusted[p] = adjust(values);
    }
    return new Significance(adjusted);
  }

  /**
   * @param effect an effect
   * @param sd its standard deviation
   * @return their ratio; infinite for an effect without doubt, 0 for none
   */
  static double z(double effect, double sd) {
    return effect == 0 ? 0 : effect / Math.abs(sd);
  }

  boolean is(int p, int g) {
    return adjusted[p][g] < LEVEL;
  }

  /** Genes that are significant, of those that take part: all but the one that is left out. */
  int genes(int p) {
    int genes = 0;
    for (double a : adjusted[p]) {
      genes += Double.isNaN(a) ? 0 : 1;
    }
    return genes;
  }

  /**
   * @param values p-values of one perturbation, NaN for genes that do not take part
   * @return p-values adjusted for their number
   */
  static double[] adjust(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    while (n > 0 && Double.isNaN(sorted[n - 1])) {
      n--;
    }
    double[] stepped = new double[n];
    double least = 1;
    for (int i = n - 1; i >= 0; i--) {
      least = Math.min(least, sorted[i] * n / (i + 1));
      stepped[i] = least;
    }
    double[] adjusted = new double[values.length];
    double[] tested = Arrays.copyOf(sorted, n);
    for (int g = 0; g < adjusted.length; g++) {
      adjusted[g] = Double.isNaN(values[g]) ? Double.NaN : stepped[Ranks.below(tested, values[g])];
    }
    return adjusted;
  }
}

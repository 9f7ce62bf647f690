package org.c3tl.baseline;

import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;

/**
 * Inner products over genes between the effects of one perturbation in different contexts, for every perturbation. Whatever
 * predicts an effect as a weighted sum of the same perturbation's effects elsewhere can be fitted and scored on these alone,
 * without touching genes again. Takes {@code contexts / genes} of the table's own memory. This class is immutable.
 */
final class ContextGrams {
  private static final int REPORT = 64;

  private final EffectTable table;
  private final Of[] of;
  private final int[] position;

  /**
   * One perturbation.
   *
   * @param rows rows of the table, in the order of contexts
   * @param contexts context of each row, ascending
   * @param gram inner products, rows × rows
   * @param mean mean over genes of each row
   */
  record Of(int[] rows, int[] contexts, double[][] gram, double[] mean) {
    int size() {
      return rows.length;
    }
  }

  /**
   * @param table the effects
   * @param progress told how far it is; may cancel
   */
  ContextGrams(EffectTable table, Progress progress) {
    this.table = table;
    this.of = new Of[table.perturbations().size()];
    this.position = new int[table.size()];
    for (int p = 0; p < of.length; p++) {
      if (p % REPORT == 0) {
        progress.update((double) p / of.length, "comparing contexts");
      }
      of[p] = of(table, p);
      for (int i = 0; i < of[p].size(); i++) {
        position[of[p].rows[i]] = i;
      }
    }
  }

  private static Of of(EffectTable table, int p) {
    int[] rows = new int[table.contexts().size()];
    int[] contexts = new int[rows.length];
    int n = 0;
    for (int c = 0; c < contexts.length; c++) {
      int row = table.rowOf(p, c);
      if (row >= 0) {
        contexts[n] = c;
        rows[n++] = row;
      }
    }
    float[][] x = new float[n][];
    double[] mean = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = table.values(rows[i]);
      for (float v : x[i]) {
        mean[i] += v;
      }
      mean[i] /= x[i].length;
    }
    return new Of(java.util.Arrays.copyOf(rows, n), java.util.Arrays.copyOf(contexts, n), gram(x), mean);
  }

  /**
   * @param x vectors of one length
   * @return their inner products
   */
  static double[][] gram(float[][] x) {
    int n = x.length;
    double[][] gram = new double[n][n];
    double[] four = new double[4];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j += 4) {
        // Four at a time: one sum alone would be a chain of dependent additions. Beyond the diagonal the last one repeats.
        dots(x[i], x[j], x[Math.min(j + 1, i)], x[Math.min(j + 2, i)], x[Math.min(j + 3, i)], four);
        for (int k = j; k < Math.min(j + 4, i + 1); k++) {
          gram[i][k] = gram[k][i] = four[k - j];
        }
      }
    }
    return gram;
  }

  private static void dots(float[] x, float[] a, float[] b, float[] c, float[] d, double[] sums) {
    double sa = 0;
    double sb = 0;
    double sc = 0;
    double sd = 0;
    for (int g = 0; g < x.length; g++) {
      double v = x[g];
      sa += v * a[g];
      sb += v * b[g];
      sc += v * c[g];
      sd += v * d[g];
    }
    sums[0] = sa;
    sums[1] = sb;
    sums[2] = sc;
    sums[3] = sd;
  }

  /**
   * @return the effects
   */
  EffectTable table() {
    return table;
  }

  /**
   * @param perturbation position on the axis
   * @return its inner products
   */
  Of of(int perturbation) {
    return of[perturbation];
  }

  /**
   * @param row row of the table
   * @return where it stands in {@link #of(int)} of its perturbation
   */
  int position(int row) {
    return position[row];
  }
}

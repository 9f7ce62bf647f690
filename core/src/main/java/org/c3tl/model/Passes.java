package org.c3tl.model;

/** The elementwise passes of forward and backward: each reads and writes memory once. */
final class Passes {
  private Passes() { }

  /**
   * Adds a bias row, applies the activation and dropout, in place.
   *
   * @param u pre-activations, become activations
   * @param n rows that count
   * @param bias one or several rows of biases
   * @param biasRow which bias row belongs to which row; null for the first everywhere
   * @param f the activation
   * @param slope receives the derivative where the activation stores it, else null
   * @param dropout zeroing of activations
   * @param workers threads
   */
  static void activate(Matrix u, int n, Matrix bias, int[] biasRow, Activation f, Matrix slope, Dropout dropout,
      Workers workers) {
    int h = u.columns();
    float[] biases = bias.toArray();
    workers.rows(n, h, (block, from, to, s) -> {
      int length = (to - from) * h;
      float[] a = s.array(0, length);
      float[] d = slope == null ? null : s.array(1, length);
      u.get(from, a, 0, to - from);
      for (int r = from; r < to; r++) {
        add(a, (r - from) * h, biases, biasRow == null ? 0 : biasRow[r] * h, h);
      }
      f.apply(a, 0, length, d);
      for (int r = from; r < to && dropout.rate() > 0; r++) {
        dropout.apply(r, a, d, (r - from) * h, (r - from + 1) * h);
      }
      u.put(from, a, 0, to - from);
      if (slope != null) {
        slope.put(from, d, 0, to - from);
      }
    });
  }

  /**
   * As {@link #activate}, but the pre-activation of a row is the sum of its perturbation's, its context's and a bias row.
   */
  static void activateSum(Matrix target, Batch batch, Matrix ofPerturbation, Matrix ofContext, Matrix bias, Activation f,
      Matrix slope, Dropout dropout, Workers workers) {
    int h = target.columns();
    float[] z = ofPerturbation.toArray();
    float[] psi = ofContext.toArray();
    float[] c = bias.toArray();
    workers.rows(batch.rows(), h, (block, from, to, s) -> {
      int length = (to - from) * h;
      float[] a = s.array(0, length);
      float[] d = slope == null ? null : s.array(1, length);
      for (int r = from; r < to; r++) {
        int at = (r - from) * h;
        System.arraycopy(z, batch.byPerturbation().of(r) * h, a, at, h);
        add(a, at, psi, batch.context()[r] * h, h);
        add(a, at, c, 0, h);
      }
      f.apply(a, 0, length, d);
      for (int r = from; r < to && dropout.rate() > 0; r++) {
        dropout.apply(r, a, d, (r - from) * h, (r - from + 1) * h);
      }
      target.put(from, a, 0, to - from);
      if (slope != null) {
        slope.put(from, d, 0, to - from);
      }
    });
  }

  /**
   * Sums rows by group.
   *
   * @param a one value per row and column
   * @param groups which rows belong together
   * @param sums receives one row per group
   * @param workers threads
   */
  static void sums(Matrix a, Groups groups, Matrix sums, Workers workers) {
    int h = a.columns();
    workers.run(groups.count(), (g, s) -> {
      float[] sum = s.array(0, h);
      float[] row = s.array(1, h);
      java.util.Arrays.fill(sum, 0, h, 0f);
      for (int i = groups.from(g); i < groups.from(g + 1); i++) {
        a.get(groups.row(i), row, 0, 1);
        add(sum, 0, row, 0, h);
      }
      sums.put(g, sum, 0, 1);
    });
  }

  /**
   * Mean of each group; 0 for an empty group.
   */
  static void means(Matrix a, Groups groups, Matrix means, Workers workers) {
    int h = a.columns();
    workers.run(groups.count(), (g, s) -> {
      float[] sum = s.array(0, h);
      float[] row = s.array(1, h);
      java.util.Arrays.fill(sum, 0, h, 0f);
      for (int i = groups.from(g); i < groups.from(g + 1); i++) {
        a.get(groups.row(i), row, 0, 1);
        add(sum, 0, row, 0, h);
      }
      float factor = groups.size(g) == 0 ? 0 : 1f / groups.size(g);
      for (int j = 0; j < h; j++) {
        sum[j] *= factor;
      }
      means.put(g, sum, 0, 1);
    });
  }

  /**
   * Mean of each row's group without the row itself; 0 where it is alone. The map is its own transpose, so the same pass
   * carries gradients back.
   *
   * @param a one value per row and column
   * @param n rows that count
   * @param groups which rows belong together
   * @param sums scratch, one row per group
   * @param means receives one row per row
   * @param workers threads
   */
  static void meansOfOthers(Matrix a, int n, Groups groups, Matrix sums, Matrix means, Workers workers) {
    sums(a, groups, sums, workers);
    int h = a.columns();
    float[] all = new float[groups.count() * h];
    sums.getFlat(0, all, all.length);
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, (to - from) * h);
      a.get(from, x, 0, to - from);
      for (int r = from; r < to; r++) {
        int g = groups.of(r);
        int others = groups.size(g) - 1;
        float factor = others == 0 ? 0 : 1f / others;
        int at = (r - from) * h;
        int sum = g * h;
        for (int j = 0; j < h; j++) {
          x[at + j] = (all[sum + j] - x[at + j]) * factor;
        }
      }
      means.put(from, x, 0, to - from);
    });
  }

  /**
   * Multiplies gradients by the activation's derivative, in place.
   *
   * @param d gradient with respect to activations, becomes that with respect to pre-activations
   * @param n rows that count
   * @param a the activations
   * @param slope their derivatives, or null where the activation's sign tells them
   * @param scale factor of the kept activations under dropout where the slope is not stored
   * @param workers threads
   */
  static void backActivate(Matrix d, int n, Matrix a, Matrix slope, float scale, Workers workers) {
    int h = d.columns();
    workers.rows(n, h, (block, from, to, s) -> {
      int length = (to - from) * h;
      float[] x = s.array(0, length);
      float[] f = s.array(1, length);
      d.get(from, x, 0, to - from);
      (slope == null ? a : slope).get(from, f, 0, to - from);
      multiply(x, f, length, slope == null, scale);
      d.put(from, x, 0, to - from);
    });
  }

  /**
   * Spreads the gradient of group means over their rows and multiplies by the activation's derivative.
   *
   * @param ofGroups gradient with respect to each group's mean
   * @param groups which rows belong together
   * @param n rows that count
   * @param d receives the gradient with respect to the rows' pre-activations
   */
  static void backMeans(Matrix ofGroups, Groups groups, int n, Matrix d, Matrix a, Matrix slope, float scale,
      Workers workers) {
    int h = d.columns();
    float[] all = new float[groups.count() * h];
    ofGroups.getFlat(0, all, all.length);
    workers.rows(n, h, (block, from, to, s) -> {
      int length = (to - from) * h;
      float[] x = s.array(0, length);
      float[] f = s.array(1, length);
      (slope == null ? a : slope).get(from, f, 0, to - from);
      for (int r = from; r < to; r++) {
        int g = groups.of(r);
        float factor = 1f / groups.size(g);
        int at = (r - from) * h;
        for (int j = 0; j < h; j++) {
          x[at + j] = all[g * h + j] * factor;
        }
      }
      multiply(x, f, length, slope == null, scale);
      d.put(from, x, 0, to - from);
    });
  }

  private static void multiply(float[] x, float[] f, int length, boolean sign, float scale) {
    if (sign) {
      // The factor is 0 or 1 without a branch, which the JIT would not vectorise.
      for (int i = 0; i < length; i++) {
        x[i] *= scale * Math.min(f[i] * Float.MAX_VALUE, 1f);
      }
    } else {
      for (int i = 0; i < length; i++) {
        x[i] *= f[i];
      }
    }
  }

  /**
   * Adds one row to every row, in place.
   */
  static void addRow(Matrix a, int n, float[] row, Workers workers) {
    int h = a.columns();
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, (to - from) * h);
      a.get(from, x, 0, to - from);
      for (int r = from; r < to; r++) {
        add(x, (r - from) * h, row, 0, h);
      }
      a.put(from, x, 0, to - from);
    });
  }

  /**
   * @return sum of each column over the first n rows
   */
  static float[] columnSums(Matrix a, int n, Workers workers) {
    int h = a.columns();
    float[][] partial = new float[Workers.blocks(n, h)][];
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, (to - from) * h);
      a.get(from, x, 0, to - from);
      float[] sum = new float[h];
      for (int r = from; r < to; r++) {
        add(sum, 0, x, (r - from) * h, h);
      }
      partial[block] = sum;
    });
    return total(partial, h);
  }

  static float[] total(float[][] partial, int h) {
    float[] sum = new float[h];
    for (float[] p : partial) {
      add(sum, 0, p, 0, h);
    }
    return sum;
  }

  static void add(float[] target, int at, float[] source, int from, int length) {
    for (int j = 0; j < length; j++) {
      target[at + j] += source[from + j];
    }
  }
}

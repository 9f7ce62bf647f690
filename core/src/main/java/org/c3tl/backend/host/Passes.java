package org.c3tl.backend.host;

import org.c3tl.backend.Activation;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.parallel.Workers;

/**
 * The elementwise passes of forward and backward: each reads and writes memory once. Rows are worked on in arrays of their own,
 * indexed from 0, since the JIT vectorises {@code x[j]} but not {@code x[from + j]}.
 */
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
  static void activate(HostMatrix u, int n, HostMatrix bias, int[] biasRow, Activation f, HostMatrix slope, Dropout dropout,
      Workers workers) {
    int h = u.columns();
    workers.rows(n, h, (block, from, to, s) -> {
      float[] a = s.array(0, h);
      float[] d = slope == null ? null : s.array(1, h);
      float[] b = s.array(2, h);
      for (int r = from; r < to; r++) {
        u.get(r, a, 0, 1);
        bias.get(biasRow == null ? 0 : biasRow[r], b, 0, 1);
        add(a, b, h);
        finish(u, r, a, slope, d, f, dropout);
      }
    });
  }

  /**
   * As {@link #activate}, but the pre-activation of a row is the sum of its perturbation's, its context's and a bias row.
   */
  static void activateSum(HostMatrix target, Batch batch, HostMatrix ofPerturbation, HostMatrix ofContext, HostMatrix bias,
      Activation f, HostMatrix slope, Dropout dropout, Workers workers) {
    int h = target.columns();
    float[] c = bias.toArray();
    workers.rows(batch.rows(), h, (block, from, to, s) -> {
      float[] a = s.array(0, h);
      float[] d = slope == null ? null : s.array(1, h);
      float[] psi = s.array(2, h);
      for (int r = from; r < to; r++) {
        ofPerturbation.get(batch.byPerturbation().of(r), a, 0, 1);
        ofContext.get(batch.context()[r], psi, 0, 1);
        add(a, psi, h);
        add(a, c, h);
        finish(target, r, a, slope, d, f, dropout);
      }
    });
  }

  private static void finish(HostMatrix target, int row, float[] a, HostMatrix slope, float[] d, Activation f, Dropout dropout) {
    f.apply(a, 0, target.columns(), d);
    dropout.apply(row, a, d, target.columns());
    target.put(row, a, 0, 1);
    if (slope != null) {
      slope.put(row, d, 0, 1);
    }
  }

  /**
   * Sums rows by group, or takes their mean; 0 for an empty group.
   *
   * @param a one value per row and column
   * @param groups which rows belong together
   * @param mean whether to divide by the size of the group
   * @param out receives one row per group
   * @param workers threads
   */
  static void sums(HostMatrix a, Groups groups, boolean mean, HostMatrix out, Workers workers) {
    int h = a.columns();
    workers.run(groups.count(), (g, s) -> {
      float[] sum = s.array(0, h);
      float[] row = s.array(1, h);
      java.util.Arrays.fill(sum, 0, h, 0f);
      for (int i = groups.from(g); i < groups.from(g + 1); i++) {
        a.get(groups.row(i), row, 0, 1);
        add(sum, row, h);
      }
      float factor = groups.size(g) == 0 ? 0 : 1f / groups.size(g);
      for (int j = 0; mean && j < h; j++) {
        sum[j] *= factor;
      }
      out.put(g, sum, 0, 1);
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
  static void meansOfOthers(HostMatrix a, int n, Groups groups, HostMatrix sums, HostMatrix means, Workers workers) {
    sums(a, groups, false, sums, workers);
    int h = a.columns();
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, h);
      float[] sum = s.array(1, h);
      for (int r = from; r < to; r++) {
        a.get(r, x, 0, 1);
        int g = groups.of(r);
        int others = groups.size(g) - 1;
        float factor = others == 0 ? 0 : 1f / others;
        sums.get(g, sum, 0, 1);
        for (int j = 0; j < h; j++) {
          x[j] = (sum[j] - x[j]) * factor;
        }
        means.put(r, x, 0, 1);
      }
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
  static void backActivate(HostMatrix d, int n, HostMatrix a, HostMatrix slope, float scale, Workers workers) {
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
  static void backMeans(HostMatrix ofGroups, Groups groups, int n, HostMatrix d, HostMatrix a, HostMatrix slope, float scale,
      Workers workers) {
    int h = d.columns();
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, h);
      float[] f = s.array(1, h);
      for (int r = from; r < to; r++) {
        (slope == null ? a : slope).get(r, f, 0, 1);
        int g = groups.of(r);
        float factor = 1f / groups.size(g);
        ofGroups.get(g, x, 0, 1);
        for (int j = 0; j < h; j++) {
          x[j] *= factor;
        }
        multiply(x, f, h, slope == null, scale);
        d.put(r, x, 0, 1);
      }
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
  static void addRow(HostMatrix a, int n, float[] row, Workers workers) {
    int h = a.columns();
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, h);
      for (int r = from; r < to; r++) {
        a.get(r, x, 0, 1);
        add(x, row, h);
        a.put(r, x, 0, 1);
      }
    });
  }

  /**
   * @return sum of each column over the first n rows
   */
  static float[] columnSums(HostMatrix a, int n, Workers workers) {
    int h = a.columns();
    float[][] partial = new float[Workers.blocks(n, h)][];
    workers.rows(n, h, (block, from, to, s) -> {
      float[] x = s.array(0, h);
      float[] sum = new float[h];
      for (int r = from; r < to; r++) {
        a.get(r, x, 0, 1);
        add(sum, x, h);
      }
      partial[block] = sum;
    });
    return total(partial, h);
  }

  static float[] total(float[][] partial, int h) {
    float[] sum = new float[h];
    for (float[] p : partial) {
      add(sum, p, h);
    }
    return sum;
  }

  static void add(float[] target, float[] source, int length) {
    for (int j = 0; j < length; j++) {
      target[j] += source[j];
    }
  }
}

package org.c3tl.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Predicts a context from the contexts like it: R_pc = m_p + Σ_γ β_cγ (x_pγ − m_p), where m_p is the mean over the contexts γ ≠ c
 * that measured p, and β_c comes from the perturbations measured in c by ridge regression. Without any it is the mean. Works on
 * the features of the training cells, which it keeps. This class is immutable.
 */
public final class Neighbours {
  private final float[][] features;
  private final int[] perturbation;
  private final int[] context;
  private final int contexts;
  private final double ridge;
  private final int[][] rowsOf;

  /**
   * @param features one row per measured cell, in features; kept, not copied
   * @param perturbation perturbation of each row
   * @param context context of each row
   * @param perturbations number of perturbations
   * @param contexts number of contexts
   * @param ridge penalty on β, relative to the mean squared length of the other contexts' deviations; above 0
   */
  public Neighbours(float[][] features, int[] perturbation, int[] context, int perturbations, int contexts, double ridge) {
    if (!(ridge > 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException("the ridge is " + ridge);
    }
    this.features = features;
    this.perturbation = perturbation;
    this.context = context;
    this.contexts = contexts;
    this.ridge = ridge;
    int[] count = new int[perturbations];
    for (int p : perturbation) {
      count[p]++;
    }
    rowsOf = new int[perturbations][];
    for (int p = 0; p < perturbations; p++) {
      rowsOf[p] = new int[count[p]];
    }
    for (int r = perturbation.length - 1; r >= 0; r--) {
      rowsOf[perturbation[r]][--count[perturbation[r]]] = r;
    }
  }

  /**
   * @param other another penalty
   * @return the same with it
   */
  public Neighbours withRidge(double other) {
    return new Neighbours(features, perturbation, context, rowsOf.length, contexts, other);
  }

  /**
   * @param x features of cells of further contexts
   * @param p perturbation of each
   * @param c context of each, from the present number of contexts on
   * @param count number of further contexts
   * @return the same with them
   */
  Neighbours with(float[][] x, int[] p, int[] c, int count) {
    float[][] all = Arrays.copyOf(features, features.length + x.length);
    System.arraycopy(x, 0, all, features.length, x.length);
    return new Neighbours(all, IntStream.concat(Arrays.stream(perturbation), Arrays.stream(p)).toArray(),
        IntStream.concat(Arrays.stream(context), Arrays.stream(c)).toArray(), rowsOf.length, contexts + count, ridge);
  }

  float[][] features() {
    return features;
  }

  int[] perturbation() {
    return perturbation;
  }

  int[] context() {
    return context;
  }

  double ridge() {
    return ridge;
  }

  /**
   * @param c a context
   * @return β_c, one value per context; zeros where nothing was measured in it that was measured elsewhere
   */
  public double[] weights(int c) {
    double[][] gram = new double[contexts][contexts];
    double[] with = new double[contexts];
    for (int r = 0; r < features.length; r++) {
      if (context[r] == c) {
        add(r, gram, with);
      }
    }
    double trace = 0;
    for (int i = 0; i < contexts; i++) {
      trace += gram[i][i];
    }
    if (trace <= 0) {
      return new double[contexts];
    }
    for (int i = 0; i < contexts; i++) {
      gram[i][i] += ridge * trace / contexts;
    }
    return solve(gram, with);
  }

  /** Adds what a cell of the context tells of the others. */
  private void add(int row, double[][] gram, double[] with) {
    int p = perturbation[row];
    int c = context[row];
    float[] mean = mean(p, c);
    if (mean == null) {
      return;
    }
    int width = mean.length;
    int[] rows = Arrays.stream(rowsOf[p]).filter(r -> context[r] != c).toArray();
    float[][] d = new float[rows.length][width];
    float[] own = new float[width];
    for (int j = 0; j < width; j++) {
      own[j] = features[row][j] - mean[j];
      for (int i = 0; i < rows.length; i++) {
        d[i][j] = features[rows[i]][j] - mean[j];
      }
    }
    for (int i = 0; i < rows.length; i++) {
      int a = context[rows[i]];
      with[a] += dot(d[i], own);
      for (int k = 0; k <= i; k++) {
        int b = context[rows[k]];
        double v = dot(d[i], d[k]);
        gram[a][b] += v;
        if (a != b) {
          gram[b][a] += v;
        }
      }
    }
  }

  /**
   * @param p a perturbation
   * @param c the context to predict it in
   * @param weights β_c
   * @return R_pc in features, or null where no other context measured the perturbation
   */
  public float[] predict(int p, int c, double[] weights) {
    float[] mean = mean(p, c);
    if (mean == null) {
      return null;
    }
    float[] out = mean.clone();
    for (int r : rowsOf[p]) {
      if (context[r] != c) {
        float w = (float) weights[context[r]];
        float[] x = features[r];
        for (int j = 0; j < out.length; j++) {
          out[j] += w * (x[j] - mean[j]);
        }
      }
    }
    return out;
  }

  private float[] mean(int p, int except) {
    float[] mean = null;
    int n = 0;
    for (int r : rowsOf[p]) {
      if (context[r] != except) {
        if (mean == null) {
          mean = new float[features[r].length];
        }
        for (int j = 0; j < mean.length; j++) {
          mean[j] += features[r][j];
        }
        n++;
      }
    }
    for (int j = 0; mean != null && j < mean.length; j++) {
      mean[j] /= n;
    }
    return mean;
  }

  private static double dot(float[] a, float[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += (double) a[i] * b[i];
    }
    return s;
  }

  /** Cholesky's method; the matrix is positive definite by its ridge. */
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = a[i][j];
        for (int k = 0; k < j; k++) {
          s -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(Math.max(s, Double.MIN_NORMAL)) : s / l[j][j];
      }
    }
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }
}

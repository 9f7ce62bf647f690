package org.c3tl.model;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.c3tl.backend.host.HostMatrix;
import org.c3tl.parallel.Workers;

/**
 * Linear map between effects (one value per gene) and the network's features: an optional low-rank gene basis, then one
 * common scale that gives the training features unit mean square. This class is immutable.
 *
 * <p>The basis holds the first right singular vectors of the training effects, found by randomised subspace iteration. Since
 * it is orthonormal, squared error among features equals squared error among effects up to what the basis leaves out.
 *
 * <h2>References</h2>
 * Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53 (2011), algorithm 4.4.
 */
public final class FeatureMap {
  private static final int OVERSAMPLING = 16;
  private static final int ITERATIONS = 4;
  private static final int CHUNK = 2048;

  private final int genes;
  private final float[][] basis;
  private final double scale;

  /**
   * @param genes number of genes
   * @param basis orthonormal rows, {@code rank × genes}, or null for none; kept, not copied
   * @param scale effects per feature unit, positive
   */
  public FeatureMap(int genes, float[][] basis, double scale) {
    if (!(scale > 0) || !Double.isFinite(scale)) {
      throw new IllegalArgumentException("scale is " + scale);
    }
    this.genes = genes;
    this.basis = basis;
    this.scale = scale;
  }

  /**
   * Fits basis and scale.
   *
   * @param effects training effects, one row per filled cell
   * @param rank number of basis vectors, or 0 for none; reduced to what the rows span
   * @param seed seed of the random sketch
   * @param workers threads
   * @return the map
   */
  public static FeatureMap fit(List<float[]> effects, int rank, long seed, Workers workers) {
    int genes = effects.get(0).length;
    int most = Math.min(genes, effects.size());
    if (rank == 0 || rank >= most) {
      return new FeatureMap(genes, null, unit(meanSquare(effects)));
    }
    int k = Math.min(most, rank + OVERSAMPLING);
    try (HostMatrix q = new HostMatrix(genes, k); HostMatrix next = new HostMatrix(genes, k)) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] sketch = new float[genes * k];
      for (int i = 0; i < sketch.length; i++) {
        sketch[i] = (float) (2 * random.nextDouble() - 1);
      }
      q.set(sketch);
      for (int i = 0; i < ITERATIONS; i++) {
        gramTimes(effects, q, next, workers);
        orthonormalise(next, q);
      }
      gramTimes(effects, q, next, workers);
      double[][] projected = product(q, next);
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(symmetric(projected), false));
      Integer[] order = descending(eigen.getRealEigenvalues());
      double largest = Math.max(eigen.getRealEigenvalue(order[0]), Double.MIN_NORMAL);
      int used = 0;
      while (used < rank && eigen.getRealEigenvalue(order[used]) > 1e-9 * largest) {
        used++;
      }
      if (used == 0 || eigen.getRealEigenvalue(order[0]) <= 0) {
        return new FeatureMap(genes, null, 1);
      }
      float[] all = q.toArray();
      float[][] basis = new float[used][genes];
      double captured = 0;
      for (int i = 0; i < used; i++) {
        double[] u = eigen.getEigenvector(order[i]).toArray();
        captured += eigen.getRealEigenvalue(order[i]);
        for (int g = 0; g < genes; g++) {
          double sum = 0;
          for (int j = 0; j < k; j++) {
            sum += all[g * k + j] * u[j];
          }
          basis[i][g] = (float) sum;
        }
      }
      return new FeatureMap(genes, basis, unit(captured / ((double) effects.size() * used)));
    }
  }

  private static double unit(double meanSquare) {
    return meanSquare > 0 ? Math.sqrt(meanSquare) : 1;
  }

  private static double meanSquare(List<float[]> rows) {
    double sum = 0;
    for (float[] row : rows) {
      for (float v : row) {
        sum += (double) v * v;
      }
    }
    return sum / ((double) rows.size() * rows.get(0).length);
  }

  /** {@code out = Xᵀ X q}, with X read in chunks. */
  private static void gramTimes(List<float[]> x, HostMatrix q, HostMatrix out, Workers workers) {
    int chunk = Math.min(CHUNK, x.size());
    try (HostMatrix rows = new HostMatrix(chunk, q.rows()); HostMatrix y = new HostMatrix(chunk, q.columns())) {
      for (int from = 0; from < x.size(); from += chunk) {
        int n = Math.min(chunk, x.size() - from);
        for (int r = 0; r < n; r++) {
          rows.put(r, x.get(from + r), 0, 1);
        }
        HostMatrix.product(rows, q, y, n, 0, workers);
        HostMatrix.productOfTransposed(rows, y, out, n, from == 0 ? 0 : 1, workers);
      }
    }
  }

  /** Columns of {@code to} become an orthonormal basis of the columns of {@code from}; modified Gram-Schmidt, twice. */
  private static void orthonormalise(HostMatrix from, HostMatrix to) {
    int n = from.rows();
    int k = from.columns();
    float[] all = from.toArray();
    double[][] v = new double[k][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        v[j][i] = all[i * k + j];
      }
    }
    for (int j = 0; j < k; j++) {
      double before = Math.sqrt(dot(v[j], v[j]));
      for (int twice = 0; twice < 2; twice++) {
        for (int i = 0; i < j; i++) {
          double d = dot(v[i], v[j]);
          for (int g = 0; g < n; g++) {
            v[j][g] -= d * v[i][g];
          }
        }
      }
      double norm = Math.sqrt(dot(v[j], v[j]));
      double factor = norm > 1e-10 * before && norm > 0 ? 1 / norm : 0;
      for (int g = 0; g < n; g++) {
        v[j][g] *= factor;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        all[i * k + j] = (float) v[j][i];
      }
    }
    to.set(all);
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  private static double[][] product(HostMatrix a, HostMatrix b) {
    int k = a.columns();
    float[] x = a.toArray();
    float[] y = b.toArray();
    double[][] c = new double[k][k];
    for (int g = 0; g < a.rows(); g++) {
      for (int i = 0; i < k; i++) {
        double xi = x[g * k + i];
        for (int j = 0; j < k; j++) {
          c[i][j] += xi * y[g * k + j];
        }
      }
    }
    return c;
  }

  private static double[][] symmetric(double[][] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < i; j++) {
        c[i][j] = c[j][i] = (c[i][j] + c[j][i]) / 2;
      }
    }
    return c;
  }

  private static Integer[] descending(double[] values) {
    Integer[] order = new Integer[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    java.util.Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
    return order;
  }

  /**
   * @return number of features
   */
  public int features() {
    return basis == null ? genes : basis.length;
  }

  /**
   * @return orthonormal rows, {@code rank × genes}, or null where features are genes; not to be written to
   */
  public float[][] basis() {
    return basis;
  }

  /**
   * @return effects per feature unit
   */
  public double scale() {
    return scale;
  }

  /**
   * @param effects one row per effect, one value per gene
   * @param workers threads
   * @return one row of features per effect
   */
  public float[][] toFeatures(float[][] effects, Workers workers) {
    float[][] f = new float[effects.length][features()];
    if (basis == null) {
      for (int r = 0; r < f.length; r++) {
        for (int g = 0; g < genes; g++) {
          f[r][g] = (float) (effects[r][g] / scale);
        }
      }
      return f;
    }
    int chunk = Math.min(CHUNK, Math.max(1, effects.length));
    try (HostMatrix v = new HostMatrix(features(), genes); HostMatrix x = new HostMatrix(chunk, genes);
        HostMatrix y = new HostMatrix(chunk, features())) {
      for (int i = 0; i < basis.length; i++) {
        v.put(i, basis[i], 0, 1);
      }
      for (int from = 0; from < effects.length; from += chunk) {
        int n = Math.min(chunk, effects.length - from);
        for (int r = 0; r < n; r++) {
          x.put(r, effects[from + r], 0, 1);
        }
        HostMatrix.productWithTransposed(x, v, y, n, 0, workers);
        for (int r = 0; r < n; r++) {
          y.get(r, f[from + r], 0, 1);
          for (int i = 0; i < features(); i++) {
            f[from + r][i] /= (float) scale;
          }
        }
      }
    }
    return f;
  }

  /**
   * @param features one value per feature
   * @return one value per gene
   */
  public float[] toEffect(float[] features) {
    float[] e = new float[genes];
    if (basis == null) {
      for (int g = 0; g < genes; g++) {
        e[g] = (float) (features[g] * scale);
      }
      return e;
    }
    for (int i = 0; i < features.length; i++) {
      float f = (float) (features[i] * scale);
      float[] b = basis[i];
      for (int g = 0; g < genes; g++) {
        e[g] += f * b[g];
      }
    }
    return e;
  }
}

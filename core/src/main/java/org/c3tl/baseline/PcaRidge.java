package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.model.FeatureMap;
import org.c3tl.parallel.Workers;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * {@code pca-ridge}: principal components of the perturbations' effects elsewhere are mapped on principal components of the
 * wanted context's known effects by ridge regression, x̂_pc = o_p + U (B s_p + b). This class is stateless.
 *
 * <p>s_p: scores of m_p, the mean effect of perturbation p over the other contexts, on the first r principal components of all
 * perturbations' m. U: first r principal components of the context's known targets y_k. B and b: ridge regression of the
 * targets' scores on s_k over the known perturbations k that were measured elsewhere, of strength λ in units of the mean
 * square of the known scores. Two forms, between which tuning chooses along with r and λ:
 * <ul>
 * <li>the transfer of Ahlmann-Eltze et al.: y_k = x_kc, o_p = 0, b free; a known fraction of a few perturbations is little to
 * learn a map from;
 * <li>its correction of the mean: y_k = x_kc − m_k, o_p = m_p, b penalised as one more score of typical size, so that λ → ∞ is
 * the mean over contexts.
 * </ul>
 * With fewer known perturbations than components U is the identity. A context without known perturbations has the mean.
 *
 * <p>Source: github const-ae/linear_perturbation_prediction-Paper, {@code run_transfer_perturbation_prediction.R} (components
 * 30, penalty 0.1; one reference data set, in whose place stands the mean over contexts); Ahlmann-Eltze, Huber and Anders,
 * Nature Methods 2025.
 */
final class PcaRidge implements Predictor {
  private static final int[] COMPONENTS = {5, 10, 20, 40};
  private static final double[] LAMBDAS = {100, 30, 10, 3, 1, 0.3, 0.1};

  /** So many rows are decomposed by their inner products. */
  private static final int FEW = 300;

  private final Criterion criterion;
  private final int threads;

  /**
   * What is tuned.
   *
   * @param components most principal components, r
   * @param lambda strength of the ridge
   * @param correction whether the mean over contexts is corrected, else the effect itself is predicted
   */
  record Setting(int components, double lambda, boolean correction) { }

  /**
   * @param criterion what settings are chosen by
   * @param threads number of threads
   */
  PcaRidge(Criterion criterion, int threads) {
    this.criterion = criterion;
    this.threads = threads;
  }

  @Override
  public String name() {
    return "pca-ridge";
  }

  private static List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    for (boolean correction : new boolean[] {true, false}) {
      for (int components : COMPONENTS) {
        for (double lambda : LAMBDAS) {
          all.add(new Setting(components, lambda, correction));
        }
      }
    }
    return all;
  }

  @Override
  public EffectTable predict(Task task) {
    return predict(task, Progress.NONE);
  }

  @Override
  public EffectTable predict(Task task, Progress progress) {
    Measured measured = new Measured(task);
    try (Workers workers = new Workers(threads)) {
      List<Setting> settings = settings();
      Tuning.Score[] scores = rehearse(measured.table(), task, settings, workers, progress.part(0, 0.9));
      Setting chosen = Tuning.choose(settings, new Setting(10, 10, true), scores, criterion);
      return predict(measured, chosen, task.seed(), workers);
    }
  }

  /**
   * @param task what to predict
   * @param setting the setting to use, whatever tuning would say
   * @return the prediction
   */
  EffectTable predict(Task task, Setting setting) {
    try (Workers workers = new Workers(threads)) {
      return predict(new Measured(task), setting, task.seed(), workers);
    }
  }

  private EffectTable predict(Measured measured, Setting setting, long seed, Workers workers) {
    EffectTable table = measured.table();
    Map<String, Fit> fits = new HashMap<>();
    return measured.predict(name(), (Cell cell) -> {
      int p = table.perturbations().indexOf(cell.perturbation());
      return p < 0 ? null : fits.computeIfAbsent(cell.context(), c ->
          new Reference(table, table.contexts().indexOf(c), null, seed, workers).fit(setting)).predict(p);
    });
  }

  private Tuning.Score[] rehearse(EffectTable table, Task task, List<Setting> settings, Workers workers, Progress progress) {
    List<Rehearsal> rehearsals = Rehearsal.of(table, task);
    if (rehearsals.isEmpty()) {
      return null;
    }
    Tuning.Score[] scores = new Tuning.Score[settings.size()];
    Arrays.setAll(scores, i -> new Tuning.Score());
    for (int i = 0; i < rehearsals.size(); i++) {
      Rehearsal rehearsal = rehearsals.get(i);
      int[] contexts = Arrays.stream(rehearsal.scored()).map(table::context).distinct().toArray();
      for (int j = 0; j < contexts.length; j++) {
        progress.update((i + (double) j / contexts.length) / rehearsals.size(), "choosing settings");
        int c = contexts[j];
        Reference reference = new Reference(table, c, rehearsal.hidden(), task.seed(), workers);
        for (int s = 0; s < scores.length; s++) {
          Fit fit = reference.fit(settings.get(s));
          for (int row : rehearsal.scored()) {
            if (table.context(row) == c) {
              scores[s].add(fit.predict(table.perturbation(row)), table.values(row));
            }
          }
        }
      }
    }
    return scores;
  }

  /** What the settings of one context share: means elsewhere, their scores, and the known perturbations. */
  private static final class Reference {
    private final float[][] mean;
    private final float[][] scores;
    private final float[][] known;
    private final int[] knownPerturbation;
    private final int most = COMPONENTS[COMPONENTS.length - 1];
    private final Map<Boolean, Targets> targets = new HashMap<>();
    private final long seed;
    private final Workers workers;

    Reference(EffectTable table, int context, boolean[] hidden, long seed, Workers workers) {
      this.seed = seed;
      this.workers = workers;
      int perturbations = table.perturbations().size();
      mean = new float[perturbations][];
      List<Integer> rows = new ArrayList<>();
      for (int p = 0; p < perturbations; p++) {
        mean[p] = mean(table, p, context, hidden);
        int row = context < 0 ? -1 : table.rowOf(p, context);
        if (mean[p] != null && row >= 0 && (hidden == null || !hidden[row])) {
          rows.add(row);
        }
      }
      known = rows.stream().map(table::values).toArray(float[][]::new);
      knownPerturbation = rows.stream().mapToInt(table::perturbation).toArray();
      scores = known.length == 0 ? null : scores();
    }

    private static float[] mean(EffectTable table, int p, int context, boolean[] hidden) {
      double[] sum = new double[table.genes().size()];
      int n = 0;
      for (int c = 0; c < table.contexts().size(); c++) {
        int row = c == context ? -1 : table.rowOf(p, c);
        if (row >= 0 && (hidden == null || !hidden[row])) {
          float[] x = table.values(row);
          for (int g = 0; g < sum.length; g++) {
            sum[g] += x[g];
          }
          n++;
        }
      }
      if (n == 0) {
        return null;
      }
      for (int g = 0; g < sum.length; g++) {
        sum[g] /= n;
      }
      return Measured.narrow(sum);
    }

    /** Scores of the centred means, most important first; null rows where there is no mean. */
    private float[][] scores() {
      List<float[]> rows = centred(Arrays.stream(mean).filter(m -> m != null).toList());
      int rank = Math.min(most, Math.min(rows.size(), rows.get(0).length) - 1);
      float[][] found = new float[rows.size()][0];
      if (rank > 0 && rows.size() <= FEW) {
        found = ofInnerProducts(rows, rank);
      } else if (rank > 0) {
        FeatureMap map = FeatureMap.fit(rows, rank, seed, workers);
        // Without a basis all rows were the same.
        found = map.basis() == null ? found : map.toFeatures(rows.toArray(float[][]::new), workers);
      }
      float[][] all = new float[mean.length][];
      for (int p = 0, i = 0; p < all.length; p++) {
        all[p] = mean[p] == null ? null : found[i++];
      }
      return all;
    }

    /** Scores of a few rows with many genes: eigenvectors of the rows' inner products, times the singular values. */
    private static float[][] ofInnerProducts(List<float[]> rows, int rank) {
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(
          ContextGrams.gram(rows.toArray(float[][]::new)), false));
      double[] values = eigen.getRealEigenvalues();
      int[] order = IntStream.range(0, values.length).boxed().sorted((a, b) -> Double.compare(values[b], values[a])).limit(rank)
          .mapToInt(Integer::intValue).toArray();
      float[][] scores = new float[rows.size()][rank];
      for (int i = 0; i < rank; i++) {
        double[] u = eigen.getEigenvector(order[i]).toArray();
        double length = Math.sqrt(Math.max(0, values[order[i]]));
        for (int r = 0; r < scores.length; r++) {
          scores[r][i] = (float) (u[r] * length);
        }
      }
      return scores;
    }

    private static List<float[]> centred(List<float[]> rows) {
      double[] centre = average(rows);
      List<float[]> all = new ArrayList<>();
      for (float[] row : rows) {
        float[] x = new float[row.length];
        for (int g = 0; g < x.length; g++) {
          x[g] = (float) (row[g] - centre[g]);
        }
        all.add(x);
      }
      return all;
    }

    private static double[] average(List<float[]> rows) {
      double[] sum = new double[rows.get(0).length];
      for (float[] row : rows) {
        for (int g = 0; g < sum.length; g++) {
          sum[g] += row[g] / (double) rows.size();
        }
      }
      return sum;
    }

    /**
     * What is regressed on the scores.
     *
     * @param offset mean over the known ones, or null where the intercept is penalised
     * @param rows known targets, without the offset; one value per gene, or per component where there is a basis
     * @param basis principal components, or null where there are fewer targets
     */
    private record Targets(double[] offset, List<float[]> rows, float[][] basis) { }

    private Targets targets(boolean correction) {
      return targets.computeIfAbsent(correction, yes -> {
        List<float[]> rows = new ArrayList<>();
        for (int k = 0; k < known.length; k++) {
          float[] y = known[k].clone();
          for (int g = 0; yes && g < y.length; g++) {
            y[g] -= mean[knownPerturbation[k]][g];
          }
          rows.add(y);
        }
        double[] offset = yes ? null : average(rows);
        List<float[]> used = yes ? rows : centred(rows);
        FeatureMap map = FeatureMap.fit(used, Math.min(most, used.size()), seed, workers);
        return map.basis() == null ? new Targets(offset, used, null)
            : new Targets(offset,
                List.of(scaled(map.toFeatures(used.toArray(float[][]::new), workers), map.scale())), map.basis());
      });
    }

    private static float[][] scaled(float[][] rows, double scale) {
      for (float[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          row[i] *= (float) scale;
        }
      }
      return rows;
    }

    Fit fit(Setting setting) {
      if (scores == null) {
        return p -> mean[p];
      }
      Targets y = targets(setting.correction);
      int n = known.length;
      float[][] s = new float[n][];
      double square = 0;
      double[] centre = new double[Math.min(setting.components, scores[knownPerturbation[0]].length)];
      for (int k = 0; k < n; k++) {
        s[k] = scores[knownPerturbation[k]];
        for (int i = 0; i < centre.length; i++) {
          centre[i] += y.offset == null ? 0 : s[k][i] / n;
        }
      }
      for (float[] row : s) {
        square += product(row, row, centre) / n;
      }
      // The constant is one more score, as long as they all are.
      double constant = y.offset == null ? (square > 0 ? square : 1) : 0;
      double[][] kernel = new double[n][n];
      for (int k = 0; k < n; k++) {
        for (int m = 0; m < n; m++) {
          kernel[k][m] = product(s[k], s[m], centre) + constant;
        }
        kernel[k][k] += setting.lambda * (square + constant);
      }
      Cholesky solver = new Cholesky(kernel);
      return p -> {
        if (mean[p] == null) {
          return null;
        }
        double[] right = new double[n];
        for (int k = 0; k < n; k++) {
          right[k] = product(s[k], scores[p], centre) + constant;
        }
        return predict(y, setting.components, solver.solve(right), mean[p]);
      };
    }

    private static double product(float[] a, float[] b, double[] centre) {
      double sum = 0;
      for (int i = 0; i < centre.length; i++) {
        sum += (a[i] - centre[i]) * (b[i] - centre[i]);
      }
      return sum;
    }

    private static float[] predict(Targets y, int components, double[] weight, float[] mean) {
      double[] x = new double[y.basis == null ? mean.length : Math.min(components, y.basis.length)];
      for (int k = 0; k < weight.length; k++) {
        float[] row = y.rows.get(k);
        for (int i = 0; i < x.length; i++) {
          x[i] += weight[k] * row[i];
        }
      }
      double[] out = y.basis == null ? x : new double[mean.length];
      for (int i = 0; y.basis != null && i < x.length; i++) {
        float[] u = y.basis[i];
        for (int g = 0; g < out.length; g++) {
          out[g] += x[i] * u[g];
        }
      }
      for (int g = 0; g < out.length; g++) {
        out[g] += y.offset == null ? mean[g] : y.offset[g];
      }
      return Measured.narrow(out);
    }
  }

  /** A fitted context. */
  @FunctionalInterface
  private interface Fit {
    /** Prediction, or null where the perturbation was measured in no other context. */
    float[] predict(int p);
  }
}

package org.c3tl.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.c3tl.data.EffectTable;
import org.c3tl.model.Blend;
import org.c3tl.model.ContextTraits;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Neighbours;
import org.c3tl.model.Refinement;
import org.c3tl.model.Spread;
import org.c3tl.model.Traits;
import org.c3tl.parallel.Workers;

/**
 * Fits the blend and the spread on the effects that rehearsals hid from the networks.
 *
 * <p>Weights of the blend: non-negative least squares over hidden cells. Where the criterion is correlation, a cell's squared
 * error counts by one over the length of its measured effect, half way between squared error (strong effects decide) and
 * correlation (all effects count alike). Few hidden cells cannot tell the parts apart, so the weights are drawn towards those of
 * mean and shift alone (Zellner's g-prior): half way at {@value #HALF_WAY} hidden cells, less by the square of their number.
 *
 * <p>The exponents of the gain are means over a grid, each point weighted by e^(−d / 2s), where d is what its squared error
 * exceeds the least one by and s the standard error, over contexts, of the best point's advantage over no gain at all. The
 * common scale is then set by plain least squares.
 */
final class Refining {
  private static final int PARTS = 4;
  private static final int MEAN = 1;
  /** Least weight of mean and shift in what is drawn towards: a few noisy cells that contradict them prove nothing. */
  private static final double LEAST_OF_SIMPLE = 0.1;
  /** Where no part has anything in common with the hidden effects. */
  private static final Blend CONTRADICTED = new Blend(0, LEAST_OF_SIMPLE, LEAST_OF_SIMPLE, 0, 0, 0, 0);
  private static final int SHIFT = 2;
  private static final double HALF_WAY = 50;
  /** How many standard errors of the error make a point of the grid e times less likely. */
  private static final double SOFTNESS = 2;
  private static final double[] RIDGES = {0.1, 0.3, 1, 3, 10, 30};
  private static final double[] AGREEMENTS = {0, 0.1, 0.2, 0.3, 0.4};
  private static final double[] STRENGTHS = {0, 0.25, 0.5, 0.75, 1};
  private static final double[] CONSENSUSES = {0, 0.2, 0.4, 0.6, 0.8};
  /** Fewer contexts do not tell whether their traits say anything about errors. */
  private static final int FEWEST_CONTEXTS = 4;
  /** A gene's own quantile counts by this many hidden effects against the pooled one. */
  private static final double PRIOR_CELLS = 20;
  private static final double COVERAGE = 0.8;

  /** One hidden cell: what was measured and what its prediction is made of. */
  private static final class Cell {
    final float[] truth;
    final float[] network;
    final float[] mean;
    final float[] neighbours;
    final ContextTraits context;
    final double perturbation;
    final String key;

    Cell(float[] truth, float[] network, float[] mean, float[] neighbours, ContextTraits context,
        double perturbation, String key) {
      this.truth = truth;
      this.network = network;
      this.mean = mean;
      this.neighbours = neighbours;
      this.context = context;
      this.perturbation = perturbation;
      this.key = key;
    }

    float[] blended(Blend blend) {
      float[] y = network.clone();
      blend.apply(y, mean, neighbours, context);
      return y;
    }
  }

  private final List<Cell> cells = new ArrayList<>();

  private Refining() { }

  /**
   * @param rehearsals hidden effects and what the networks made of them
   * @param all effects that the model is trained on
   * @param rows their features
   * @param map between effects and features
   * @param criterion what epochs are chosen by
   * @param workers threads
   * @return blend, traits and spread of the model
   */
  static Refinement fit(List<Selection.Rehearsal> rehearsals, EffectTable all, Rows rows, FeatureMap map,
      TrainOptions.Criterion criterion, Workers workers) {
    Refining r = new Refining();
    // Without a gene basis the features are the data themselves, which the model does not keep.
    double ridge = map.basis() == null ? 0 : ridge(rehearsals, criterion);
    for (int k = 0; k < rehearsals.size(); k++) {
      r.add(rehearsals.get(k), k, ridge);
    }
    Blend blend = r.blend(criterion, workers);
    Traits traits = traits(all, rows);
    return new Refinement(blend, traits.perturbations(), Arrays.asList(traits.contexts()),
        blend.neighbours() == 0 ? null : neighbours(all, rows, ridge), r.spread(blend, workers));
  }

  private static Neighbours neighbours(EffectTable table, Rows rows, double ridge) {
    return new Neighbours(rows.values, rows.perturbation, rows.context, table.perturbations().size(), table.contexts().size(),
        ridge);
  }

  /** The penalty whose predictions from neighbours alone come nearest to the hidden effects. */
  private static double ridge(List<Selection.Rehearsal> rehearsals, TrainOptions.Criterion criterion) {
    double[] error = new double[RIDGES.length];
    for (Selection.Rehearsal rehearsal : rehearsals) {
      if (rehearsal.map().basis() == null) {
        return 0;
      }
      Validator.Predicted hidden = rehearsal.cells();
      Neighbours of = neighbours(rehearsal.part(), rehearsal.rows(), 1);
      for (int k = 0; k < RIDGES.length; k++) {
        Neighbours near = of.withRidge(RIDGES[k]);
        Map<Integer, double[]> weights = new HashMap<>();
        for (int i = 0; i < hidden.truth().length; i++) {
          int c = hidden.context()[i];
          float[] y = near.predict(hidden.perturbation()[i], c, weights.computeIfAbsent(c, near::weights));
          float[] x = hidden.inFeatures()[i];
          double square = 0;
          double length = 0;
          for (int j = 0; j < x.length; j++) {
            square += (x[j] - y[j]) * (x[j] - y[j]);
            length += x[j] * x[j];
          }
          error[k] += square * weight(length, criterion);
        }
      }
    }
    int best = 0;
    for (int k = 1; k < error.length; k++) {
      best = error[k] < error[best] ? k : best;
    }
    return RIDGES[best];
  }

  private static double weight(double squaredLength, TrainOptions.Criterion criterion) {
    return criterion == TrainOptions.Criterion.MSE ? 1 : 1 / Math.sqrt(Math.max(squaredLength, Double.MIN_NORMAL));
  }

  static Traits traits(EffectTable table, Rows rows) {
    float[][] x = new float[table.size()][];
    int[] p = new int[x.length];
    int[] c = new int[x.length];
    for (int r = 0; r < x.length; r++) {
      x[r] = table.values(r);
      p[r] = table.perturbation(r);
      c[r] = table.context(r);
    }
    return Traits.of(x, p, c, rows.reliability.weights(), rows.reliability.weighting(), table.perturbations().size(),
        table.contexts().size());
  }

  private void add(Selection.Rehearsal rehearsal, int number, double ridge) {
    Traits traits = traits(rehearsal.part(), rehearsal.rows());
    Validator.Predicted hidden = rehearsal.cells();
    Neighbours near = ridge == 0 ? null : neighbours(rehearsal.part(), rehearsal.rows(), ridge);
    Map<Integer, double[]> weights = new HashMap<>();
    for (int i = 0; i < hidden.truth().length; i++) {
      int p = hidden.perturbation()[i];
      int c = hidden.context()[i];
      float[] ofNeighbours = near == null ? null
          : rehearsal.map().toEffect(near.predict(p, c, weights.computeIfAbsent(c, near::weights)));
      cells.add(new Cell(hidden.truth()[i], rehearsal.map().toEffect(hidden.features()[i]),
          rehearsal.map().toEffect(rehearsal.rows().mean[p]), ofNeighbours, traits.contexts()[c],
          traits.perturbations().spread()[p], number + " " + c));
    }
  }

  private Blend blend(TrainOptions.Criterion criterion, Workers workers) {
    double[][] a = new double[PARTS][PARTS];
    double[] b = new double[PARTS];
    double[][][] gram = new double[cells.size()][][];
    workers.run(cells.size(), (i, s) -> gram[i] = gram(cells.get(i)));
    for (double[][] g : gram) {
      double weight = weight(g[PARTS][PARTS], criterion);
      for (int j = 0; j < PARTS; j++) {
        b[j] += weight * g[PARTS][j];
        for (int k = 0; k < PARTS; k++) {
          a[j][k] += weight * g[j][k];
        }
      }
    }
    towardsMeanAndShift(a, b);
    double[] w = nonNegative(a, b);
    if (w == null) {
      return CONTRADICTED;
    }
    Blend gain = gain(gram, w);
    double scale = scale(gram, w, gain);
    return scale > 0 ? new Blend(scale * w[0], scale * w[1], scale * w[2], scale * w[3], gain.agreement(), gain.strength(),
        gain.consensus()) : CONTRADICTED;
  }

  /** Adds what hidden cells that mean and shift fit best would add to the normal equations. */
  private void towardsMeanAndShift(double[][] a, double[] b) {
    double length = a[MEAN][MEAN] + 2 * a[MEAN][SHIFT] + a[SHIFT][SHIFT];
    double scale = length > 0 ? Math.max(LEAST_OF_SIMPLE, (b[MEAN] + b[SHIFT]) / length) : 0;
    double part = Math.pow(HALF_WAY / cells.size(), 2);
    for (int j = 0; j < PARTS; j++) {
      b[j] += part * scale * (a[j][MEAN] + a[j][SHIFT]);
      for (int k = 0; k < PARTS; k++) {
        a[j][k] *= 1 + part;
      }
    }
  }

  /** Inner products of network, mean, shift, neighbours and truth. */
  private static double[][] gram(Cell cell) {
    float[][] v = {cell.network, cell.mean, cell.context.shift(), cell.neighbours, cell.truth};
    double[][] g = new double[PARTS + 1][PARTS + 1];
    for (int j = 0; j <= PARTS; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = 0;
        for (int i = 0; v[j] != null && v[k] != null && i < v[j].length; i++) {
          sum += (double) v[j][i] * v[k][i];
        }
        g[j][k] = sum;
        g[k][j] = sum;
      }
    }
    return g;
  }

  /** Least squares with weights of at least 0, by going through all sets of positive ones. */
  private static double[] nonNegative(double[][] a, double[] b) {
    double[] best = null;
    double bestGain = 0;
    for (int set = 1; set < 1 << PARTS; set++) {
      double[] w = solve(a, b, set);
      if (w == null) {
        continue;
      }
      double gain = IntStream.range(0, PARTS).mapToDouble(i -> w[i] * b[i]).sum();
      if (gain > bestGain * (1 + 1e-12)) {
        bestGain = gain;
        best = w;
      }
    }
    return best;
  }

  private static double[] solve(double[][] a, double[] b, int set) {
    int[] of = IntStream.range(0, PARTS).filter(i -> (set >> i & 1) == 1).toArray();
    int n = of.length;
    double[][] m = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      if (a[of[i]][of[i]] <= 0) {
        return null;
      }
      for (int j = 0; j < n; j++) {
        m[i][j] = a[of[i]][of[j]] * (i == j ? 1 + 1e-9 : 1);
      }
      m[i][n] = b[of[i]];
    }
    for (int i = 0; i < n; i++) {
      if (m[i][i] <= 0) {
        return null;
      }
      for (int k = 0; k < n; k++) {
        double f = k == i ? 0 : m[k][i] / m[i][i];
        for (int j = i; f != 0 && j <= n; j++) {
          m[k][j] -= f * m[i][j];
        }
      }
    }
    double[] w = new double[PARTS];
    for (int i = 0; i < n; i++) {
      double v = m[i][n] / m[i][i];
      if (!(v >= 0)) {
        return null;
      }
      w[of[i]] = v;
    }
    return w;
  }

  private static double[] products(double[][] g, double[] w) {
    double ty = 0;
    double yy = 0;
    for (int j = 0; j < PARTS; j++) {
      ty += w[j] * g[PARTS][j];
      for (int k = 0; k < PARTS; k++) {
        yy += w[j] * w[k] * g[j][k];
      }
    }
    return new double[] {ty, yy};
  }

  private double scale(double[][][] gram, double[] w, Blend exponents) {
    double ty = 0;
    double yy = 0;
    for (int i = 0; i < gram.length; i++) {
      double gain = gain(exponents, i, gram[i]);
      double[] of = products(gram[i], w);
      ty += gain * of[0];
      yy += gain * gain * of[1];
    }
    return yy > 0 ? ty / yy : 0;
  }

  /** Mean of the exponents over a grid, points of small squared error counting more. */
  private Blend gain(double[][][] gram, double[] w) {
    Map<String, List<Integer>> contexts = new LinkedHashMap<>();
    for (int i = 0; i < gram.length; i++) {
      contexts.computeIfAbsent(cells.get(i).key, k -> new ArrayList<>()).add(i);
    }
    if (contexts.size() < FEWEST_CONTEXTS) {
      return Blend.NONE;
    }
    double[] without = errors(gram, w, Blend.NONE, contexts);
    List<Blend> grid = grid();
    double[] advantage = new double[grid.size()];
    double most = Double.NEGATIVE_INFINITY;
    double error = 0;
    for (int i = 0; i < advantage.length; i++) {
      double[] with = errors(gram, w, grid.get(i), contexts);
      double[] gained = IntStream.range(0, with.length).mapToDouble(c -> without[c] - with[c]).toArray();
      advantage[i] = Arrays.stream(gained).average().orElse(0);
      if (advantage[i] > most) {
        most = advantage[i];
        error = standardError(gained, most);
      }
    }
    double all = 0;
    double agreement = 0;
    double strength = 0;
    double consensus = 0;
    for (int i = 0; i < advantage.length; i++) {
      double weight = Math.exp((advantage[i] - most) / (SOFTNESS * Math.max(error, Double.MIN_NORMAL)));
      all += weight;
      agreement += weight * grid.get(i).agreement();
      strength += weight * grid.get(i).strength();
      consensus += weight * grid.get(i).consensus();
    }
    return new Blend(1, 0, 0, 0, agreement / all, strength / all, consensus / all);
  }

  private static List<Blend> grid() {
    List<Blend> grid = new ArrayList<>();
    for (double agreement : AGREEMENTS) {
      for (double strength : STRENGTHS) {
        for (double consensus : CONSENSUSES) {
          grid.add(new Blend(1, 0, 0, 0, agreement, strength, consensus));
        }
      }
    }
    return grid;
  }

  private static double standardError(double[] values, double mean) {
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }

  private double gain(Blend exponents, int i, double[][] g) {
    return exponents.gain(cells.get(i).context, Blend.consensus(g[0][1], g[0][0], g[1][1]));
  }

  private double[] errors(double[][][] gram, double[] w, Blend exponents, Map<String, List<Integer>> contexts) {
    double scale = scale(gram, w, exponents);
    return contexts.values().stream().mapToDouble(of -> of.stream().mapToDouble(i -> {
      double factor = scale * gain(exponents, i, gram[i]);
      double[] p = products(gram[i], w);
      return gram[i][PARTS][PARTS] - 2 * factor * p[0] + factor * factor * p[1];
    }).average().orElse(0)).toArray();
  }

  private Spread spread(Blend blend, Workers workers) {
    int n = cells.size();
    int genes = cells.get(0).truth.length;
    float[][] residual = new float[n][];
    workers.run(n, (i, s) -> {
      Cell cell = cells.get(i);
      float[] y = cell.blended(blend);
      float factor = (float) Spread.factor(cell.perturbation, cell.context);
      for (int g = 0; g < genes; g++) {
        y[g] = Math.abs(cell.truth[g] - y[g]) / factor;
      }
      residual[i] = y;
    });
    double[] quantile = new double[genes];
    double[] rms = new double[genes];
    workers.run(genes, (g, s) -> {
      float[] of = new float[n];
      double square = 0;
      for (int i = 0; i < n; i++) {
        of[i] = residual[i][g];
        square += (double) of[i] * of[i];
      }
      Arrays.sort(of);
      quantile[g] = of[conformal(n)];
      rms[g] = Math.sqrt(square / n);
    });
    double[] ratios = IntStream.range(0, genes).filter(g -> rms[g] > 0)
        .mapToDouble(g -> quantile[g] / rms[g]).sorted().toArray();
    if (ratios.length == 0) {
      return null;
    }
    double pooledRms = Math.sqrt(Arrays.stream(rms).map(v -> v * v).average().orElse(0));
    double typical = ratios[ratios.length / 2];
    double[] gene = new double[genes];
    for (int g = 0; g < genes; g++) {
      double pooled = typical * Math.sqrt((n * rms[g] * rms[g] + PRIOR_CELLS * pooledRms * pooledRms) / (n + PRIOR_CELLS));
      gene[g] = (n * quantile[g] + PRIOR_CELLS * pooled) / (n + PRIOR_CELLS);
    }
    double factor = pooledQuantile(residual, gene) / Spread.NORMAL_80;
    float[] sd = new float[genes];
    for (int g = 0; g < genes; g++) {
      sd[g] = (float) (factor * gene[g]);
    }
    return new Spread(sd);
  }

  /** Position of the quantile among n sorted values that covers the wanted part of the next one. */
  private static int conformal(int n) {
    return Math.min(n - 1, (int) Math.ceil((n + 1) * COVERAGE) - 1);
  }

  /** Quantile of residuals over their gene's, by a histogram, since they are many. */
  private static double pooledQuantile(float[][] residual, double[] gene) {
    int bins = 4000;
    double most = 8;
    long[] count = new long[bins + 1];
    long all = 0;
    for (float[] row : residual) {
      for (int g = 0; g < row.length; g++) {
        if (gene[g] > 0) {
          count[(int) Math.min(bins, row[g] / gene[g] / most * bins)]++;
          all++;
        }
      }
    }
    long below = 0;
    for (int i = 0; i < bins; i++) {
      below += count[i];
      if (below >= COVERAGE * all) {
        return (i + 1) * most / bins;
      }
    }
    return most;
  }
}

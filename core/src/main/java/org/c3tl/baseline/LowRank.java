package org.c3tl.baseline;

import static org.c3tl.baseline.Cholesky.addMultiple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.c3tl.data.Progress;
import org.c3tl.parallel.Pool;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * {@code low-rank}: completes the matrix contexts × (perturbations · genes), of which whole cells of the grid are missing, by
 * one of rank K, x̂_pc = Σ_k w_ck H_pk with a gene vector H_pk for every perturbation. This class is stateless.
 *
 * <p>Alternating least squares over all measured effects of all contexts minimise
 * Σ ‖x_pc − Σ_k w_ck H_pk‖² + λ Σ_p ‖H_p‖² + 20 λ q Σ_c ‖w_c − e‖², with e = (1, 0, …, 0) and q the mean ‖x_pc‖². So w_c
 * starts from the first factor alone, which is then about the mean over contexts; the prior weighs as much as λ contexts do
 * for H, and 20 λ known perturbations for w. A perturbation measured in one context only has no say in w, and is carried over
 * by the likeness of the contexts' w. Last, the wanted context's w is fitted once more to H that leave its own effects out.
 * Given w, H_pk is a sum of the perturbation's effects, so everything is done on inner products ({@link ContextGrams}), in
 * full gene space. Tuning chooses K and λ.
 *
 * <p>Start: the leading eigenvectors of the mean inner products between contexts. A context without known perturbations has
 * w = e.
 *
 * <p>Source: regularised alternating least squares for matrix completion (Hastie, Mazumder, Lee and Zadeh, JMLR 2015) on the
 * unfolding by contexts of the tensor that Hodos et al. (PSB 2018, DNPP and FaLRTC) and Iwata et al. (Bioinformatics 2019,
 * TT-WOPT) complete.
 */
final class LowRank extends WeightedContexts<LowRank.Setting> {
  private static final int[] RANKS = {1, 2, 4, 8, 16};
  private static final double[] LAMBDAS = {3, 1, 0.3, 0.1, 0.03, 0.01};
  private static final int ITERATIONS = 25;
  /** Known perturbations that the prior of w weighs as much as, for a context that the prior of H weighs as much as. */
  private static final double PRIOR = 20;

  /**
   * What is tuned.
   *
   * @param rank number of factors
   * @param lambda weight of the prior
   */
  record Setting(int rank, double lambda) { }

  private final int threads;

  /**
   * @param criterion what settings are chosen by
   * @param threads settings to fit at a time
   */
  LowRank(Criterion criterion, int threads) {
    super(criterion);
    this.threads = threads;
  }

  @Override
  public String name() {
    return "low-rank";
  }

  @Override
  List<Setting> settings(Seen seen) {
    List<Setting> all = new ArrayList<>();
    for (int rank : RANKS) {
      for (double lambda : LAMBDAS) {
        if (rank <= Math.max(1, seen.contexts() - 1)) {
          all.add(new Setting(rank, lambda));
        }
      }
    }
    return all;
  }

  @Override
  Setting untuned() {
    return new Setting(2, 0.3);
  }

  @Override
  List<Weights> fit(Seen seen, List<Setting> settings, Progress progress) {
    double[][] start = start(seen);
    Weights[] fits = new Weights[settings.size()];
    // The last take longest, so they begin.
    Pool.run(fits.length, threads, (i, part) -> {
      int at = fits.length - 1 - i;
      fits[at] = fit(seen, settings.get(at), start, part);
    }, progress);
    return List.of(fits);
  }

  /** Row k: one value per context, the k-th direction in which contexts differ, of unit mean square. */
  private static double[][] start(Seen seen) {
    int n = seen.contexts();
    double[][] mean = new double[n][n];
    int[][] count = new int[n][n];
    for (int p = 0; p < seen.perturbations(); p++) {
      ContextGrams.Of of = seen.grams().of(p);
      for (int i : seen.of(p)) {
        for (int j : seen.of(p)) {
          mean[of.contexts()[i]][of.contexts()[j]] += of.gram()[i][j];
          count[of.contexts()[i]][of.contexts()[j]]++;
        }
      }
    }
    double[] rows = new double[n];
    double total = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mean[i][j] /= Math.max(1, count[i][j]);
        rows[i] += mean[i][j] / n;
        total += mean[i][j] / n / n;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        // The diagonal holds the noise too, which says nothing on likeness, but keeps the matrix positive.
        mean[i][j] = mean[j][i] = mean[i][j] - rows[i] - rows[j] + total;
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(mean, false));
    double[] values = eigen.getRealEigenvalues();
    return IntStream.range(0, n).boxed().sorted((a, b) -> Double.compare(values[b], values[a]))
        .map(i -> Arrays.stream(eigen.getEigenvector(i).toArray()).map(v -> v * Math.sqrt(n)).toArray())
        .toArray(double[][]::new);
  }

  private static Weights fit(Seen seen, Setting setting, double[][] start, Progress progress) {
    int rank = setting.rank;
    int contexts = seen.contexts();
    double[][] w = new double[contexts][rank];
    for (int c = 0; c < contexts; c++) {
      w[c][0] = 1;
      for (int k = 1; k < rank; k++) {
        w[c][k] = start[k - 1][c];
      }
    }
    double prior = PRIOR * setting.lambda * meanSquare(seen);
    for (int i = 0; i < ITERATIONS && prior > 0; i++) {
      progress.update((double) i / ITERATIONS, null);
      w = update(seen, w, setting.lambda, prior);
    }
    double[][] fitted = w;
    IntFunction<double[]> own = once(c -> own(seen, fitted, c, setting.lambda, prior));
    return (p, c) -> weights(seen, fitted, own.apply(c), p, c, setting.lambda);
  }

  /**
   * w of a context as the prediction needs it: fitted to H that do not know the context's own effects, as those of the wanted
   * perturbations do not. In the joint fit a w that has moved H towards itself is confirmed by it.
   */
  private static double[] own(Seen seen, double[][] w, int c, double lambda, double prior) {
    int rank = w[0].length;
    double[][] left = new double[rank][rank];
    double[] right = new double[rank];
    for (int p = 0; p < seen.perturbations(); p++) {
      int target = c < 0 ? -1 : seen.at(p, c);
      int[] others = target < 0 ? new int[0] : seen.others(p, c);
      if (others.length > 0) {
        ContextGrams.Of of = seen.grams().of(p);
        double[][] a = solveH(w, others, of.contexts(), lambda);
        double[][] b = product(a, of.gram(), others);
        addSquare(a, b, left);
        for (int i = 0; i < others.length; i++) {
          for (int k = 0; k < rank; k++) {
            right[k] += a[k][i] * of.gram()[others[i]][target];
          }
        }
      }
    }
    // Where nothing is known and nothing varies, there is only the prior.
    double weight = prior > 0 ? prior : 1;
    for (int k = 0; k < rank; k++) {
      left[k][k] += weight;
    }
    right[0] += weight;
    return new Cholesky(left).solve(right);
  }

  /** A G over the positions: inner products of H with each effect; rank × positions. */
  private static double[][] product(double[][] a, double[][] gram, int[] positions) {
    int n = positions.length;
    double[][] b = new double[a.length][n];
    double[] g = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = gram[positions[i]];
      for (int j = 0; j < n; j++) {
        g[j] = row[positions[j]];
      }
      for (int k = 0; k < a.length; k++) {
        addMultiple(b[k], a[k][i], g);
      }
    }
    return b;
  }

  /** Adds H Hᵀ = (A G) Aᵀ. */
  private static void addSquare(double[][] a, double[][] b, double[][] to) {
    int rank = a.length;
    double[][] square = new double[rank][rank];
    double[] column = new double[rank];
    for (int j = 0; j < b[0].length; j++) {
      for (int k = 0; k < rank; k++) {
        column[k] = a[k][j];
      }
      for (int k = 0; k < rank; k++) {
        addMultiple(square[k], b[k][j], column);
      }
    }
    for (int k = 0; k < rank; k++) {
      addMultiple(to[k], 1, square[k]);
    }
  }

  private static double meanSquare(Seen seen) {
    double sum = 0;
    int n = 0;
    for (int p = 0; p < seen.perturbations(); p++) {
      for (int i : seen.of(p)) {
        sum += seen.grams().of(p).gram()[i][i];
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  /** H_p = A x_p, with A = (WᵀW + λ)⁻¹ Wᵀ over the positions; rank × positions. */
  private static double[][] solveH(double[][] w, int[] positions, int[] contexts, double lambda) {
    int rank = w[0].length;
    double[][] ww = new double[rank][rank];
    double[][] a = new double[rank][positions.length];
    for (int i = 0; i < positions.length; i++) {
      double[] row = w[contexts[positions[i]]];
      for (int k = 0; k < rank; k++) {
        addMultiple(ww[k], row[k], row);
        a[k][i] = row[k];
      }
    }
    for (int k = 0; k < rank; k++) {
      ww[k][k] += lambda;
    }
    new Cholesky(ww).solveColumns(a);
    return a;
  }

  private static double[][] update(Seen seen, double[][] w, double lambda, double prior) {
    int contexts = w.length;
    int rank = w[0].length;
    double[][][] left = new double[contexts][rank][rank];
    double[][] right = new double[contexts][rank];
    for (int p = 0; p < seen.perturbations(); p++) {
      ContextGrams.Of of = seen.grams().of(p);
      int[] positions = seen.of(p);
      int n = positions.length;
      // One effect alone determines its H and would only confirm the w that it came with.
      if (n < 2) {
        continue;
      }
      double[][] a = solveH(w, positions, of.contexts(), lambda);
      double[][] b = product(a, of.gram(), positions);
      double[][] hh = new double[rank][rank];
      addSquare(a, b, hh);
      for (int j = 0; j < n; j++) {
        int c = of.contexts()[positions[j]];
        for (int k = 0; k < rank; k++) {
          right[c][k] += b[k][j];
          addMultiple(left[c][k], 1, hh[k]);
        }
      }
    }
    double[][] next = new double[contexts][];
    for (int c = 0; c < contexts; c++) {
      for (int k = 0; k < rank; k++) {
        left[c][k][k] += prior;
      }
      right[c][0] += prior;
      next[c] = new Cholesky(left[c]).solve(right[c]);
    }
    return next;
  }

  private static double[] weights(Seen seen, double[][] w, double[] own, int p, int c, double lambda) {
    ContextGrams.Of of = seen.grams().of(p);
    int[] others = seen.others(p, c);
    double[][] h = solveH(w, others, of.contexts(), lambda);
    double[] a = new double[of.size()];
    for (int i = 0; i < others.length; i++) {
      for (int k = 0; k < own.length; k++) {
        a[others[i]] += own[k] * h[k][i];
      }
    }
    return a;
  }
}

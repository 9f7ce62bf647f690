package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.c3tl.data.Progress;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * {@code ridge-contexts}: the wanted context as a weighted sum of the other contexts, x̂_pc = Σ_γ β_γ x_pγ, with one β for all
 * perturbations and genes. This class is stateless.
 *
 * <p>β minimises Σ_k ‖x_kc − Σ_γ β_γ x_kγ‖² + λ s ‖β − β°‖² over the known perturbations k of the context that were measured
 * elsewhere, s being the mean of the contexts' Σ_k ‖x_kγ‖². Tuning chooses λ and what β is drawn to: β° = 1/(number of other
 * contexts), which is the mean, or 0 as in plain ridge regression. An effect that was not measured in a context γ is taken to
 * be the mean over the contexts where it was, in the fit as in the prediction, which shares γ's weight among those. A context
 * without such known perturbations has the mean.
 *
 * <p>Source: ridge regression (Hoerl and Kennard 1970); with β° = 1/n the weights are those of a synthetic control (Abadie,
 * Diamond and Hainmueller 2010) without its constraints.
 */
final class RidgeContexts extends WeightedContexts<RidgeContexts.Setting> {
  private static final double[] LAMBDAS = {10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001};

  /**
   * What is tuned.
   *
   * @param lambda strength of the ridge, in units of a context's own sum of squares
   * @param toMean whether weights are drawn to those of the mean, else to 0
   */
  record Setting(double lambda, boolean toMean) { }

  RidgeContexts(Criterion criterion) {
    super(criterion);
  }

  @Override
  public String name() {
    return "ridge-contexts";
  }

  @Override
  List<Setting> settings(Seen seen) {
    List<Setting> all = new ArrayList<>();
    for (boolean toMean : new boolean[] {true, false}) {
      for (double lambda : LAMBDAS) {
        all.add(new Setting(lambda, toMean));
      }
    }
    return all;
  }

  @Override
  Setting untuned() {
    return new Setting(1, true);
  }

  @Override
  List<Weights> fit(Seen seen, List<Setting> settings, Progress progress) {
    IntFunction<Normal> normal = once(c -> c < 0 ? null : Normal.of(seen, c));
    return settings.stream().map(setting -> {
      IntFunction<double[]> beta = once(c -> normal.apply(c) == null ? null : normal.apply(c).solve(setting));
      return (Weights) (p, c) -> spread(seen, p, c, beta.apply(c));
    }).toList();
  }

  /** Gives the weights of contexts without the perturbation to those with it. */
  private static double[] spread(Seen seen, int p, int c, double[] beta) {
    if (beta == null) {
      return null;
    }
    int[] others = seen.others(p, c);
    int[] contexts = seen.grams().of(p).contexts();
    double missing = 0;
    for (double b : beta) {
      missing += b;
    }
    for (int i : others) {
      missing -= beta[contexts[i]];
    }
    double[] a = uniform(seen.grams().of(p).size(), others, missing);
    for (int i : others) {
      a[i] += beta[contexts[i]];
    }
    return a;
  }

  /**
   * Normal equations of one context.
   *
   * @param own the context, whose row and column are 0
   * @param gram Σ_k ⟨x_kγ, x_kδ⟩, contexts × contexts
   * @param right Σ_k ⟨x_kγ, x_kc⟩
   */
  private record Normal(int own, double[][] gram, double[] right) {
    /** Null where no perturbation of the context is seen elsewhere. */
    static Normal of(Seen seen, int c) {
      int contexts = seen.contexts();
      double[][] gram = new double[contexts][contexts];
      double[] right = new double[contexts];
      boolean any = false;
      for (int p = 0; p < seen.perturbations(); p++) {
        int target = seen.at(p, c);
        int[] others = target < 0 ? new int[0] : seen.others(p, c);
        if (others.length > 0) {
          add(seen.grams().of(p), others, target, c, gram, right);
          any = true;
        }
      }
      return any ? new Normal(c, gram, right) : null;
    }

    private static void add(ContextGrams.Of of, int[] others, int target, int c, double[][] gram, double[] right) {
      int contexts = right.length;
      int n = others.length;
      // Products with the mean over the others stand for contexts without the perturbation.
      int[] at = new int[contexts];
      java.util.Arrays.fill(at, -1);
      for (int i : others) {
        at[of.contexts()[i]] = i;
      }
      double[] withMean = new double[of.size()];
      double ofMean = 0;
      double truth = 0;
      for (int i : others) {
        for (int j : others) {
          withMean[i] += of.gram()[i][j] / n;
        }
        ofMean += withMean[i] / n;
        truth += of.gram()[i][target] / n;
      }
      for (int g = 0; g < contexts; g++) {
        if (g == c) {
          continue;
        }
        right[g] += at[g] < 0 ? truth : of.gram()[at[g]][target];
        for (int d = 0; d < contexts; d++) {
          if (d != c) {
            gram[g][d] += at[g] >= 0 && at[d] >= 0 ? of.gram()[at[g]][at[d]]
                : at[g] >= 0 ? withMean[at[g]] : at[d] >= 0 ? withMean[at[d]] : ofMean;
          }
        }
      }
    }

    double[] solve(Setting setting) {
      int n = right.length;
      double trace = 0;
      for (int g = 0; g < n; g++) {
        trace += gram[g][g];
      }
      double ridge = setting.lambda * trace / (n - 1);
      double prior = setting.toMean ? 1.0 / (n - 1) : 0;
      double[][] a = new double[n][];
      double[] b = new double[n];
      for (int g = 0; g < n; g++) {
        a[g] = gram[g].clone();
        a[g][g] += g == own ? 0 : ridge;
        b[g] = g == own ? 0 : right[g] + ridge * prior;
      }
      return trace > 0 ? new Cholesky(a).solve(b) : null;
    }
  }
}

package org.c3tl.baseline;

import java.util.List;
import java.util.function.IntFunction;
import org.c3tl.data.Progress;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * {@code rescaled-mean}: the mean over the other contexts times a factor for the wanted context, x̂_pc = a_c · m_p. This class
 * is stateless.
 *
 * <p>a_c = (Σ_k ⟨x_kc, m_k⟩ + λ q a) / (Σ_k ‖m_k‖² + λ q) over the n known perturbations k of the context (m_k: mean over the
 * other contexts), where a is the same quotient over all measured effects of all contexts, q their mean ‖m‖² and λ the number
 * of known perturbations that a counts as much as, chosen by tuning. A mean over few noisy contexts is longer than the effect
 * that it estimates, so a is mostly below 1. A factor is at least 0.001: the direction stays the mean's.
 *
 * <p>Correlations are those of {@code mean}; squared errors are what this is about (among equal correlations, tuning goes by
 * the squared error). A context without known perturbations has a_c = a; where all m vanish, a = 1.
 *
 * <p>Source: least squares; shrinkage of a ratio towards the pooled one.
 */
final class RescaledMean extends WeightedContexts<Double> {
  private static final double SMALLEST = 1e-3;

  RescaledMean(Criterion criterion) {
    super(criterion);
  }

  @Override
  public String name() {
    return "rescaled-mean";
  }

  @Override
  List<Double> settings(Seen seen) {
    return List.of(1000.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.0);
  }

  @Override
  Double untuned() {
    return 10.0;
  }

  @Override
  List<Weights> fit(Seen seen, List<Double> settings, Progress progress) {
    int contexts = seen.contexts();
    double[] both = new double[contexts + 1];
    double[] square = new double[contexts + 1];
    int n = 0;
    for (int p = 0; p < seen.perturbations(); p++) {
      ContextGrams.Of of = seen.grams().of(p);
      int[] positions = seen.of(p);
      if (positions.length < 2) {
        continue;
      }
      double[] sum = new double[of.size()];
      double total = 0;
      for (int i : positions) {
        for (int j : positions) {
          sum[i] += of.gram()[i][j];
        }
        total += sum[i];
      }
      int others = positions.length - 1;
      for (int i : positions) {
        double own = of.gram()[i][i];
        double xm = (sum[i] - own) / others;
        double mm = (total - 2 * sum[i] + own) / ((double) others * others);
        for (int c : new int[] {of.contexts()[i], contexts}) {
          both[c] += xm;
          square[c] += mm;
        }
        n++;
      }
    }
    double pooled = square[contexts] > 0 ? both[contexts] / square[contexts] : 1;
    double typical = n == 0 ? 0 : square[contexts] / n;
    return settings.stream().map(lambda -> {
      IntFunction<Double> factor = once(c -> {
        double prior = lambda * typical;
        double below = (c < 0 ? 0 : square[c]) + prior;
        return Math.max(SMALLEST, below > 0 ? ((c < 0 ? 0 : both[c]) + prior * pooled) / below : pooled);
      });
      return (Weights) (p, c) -> uniform(seen.grams().of(p).size(), seen.others(p, c), factor.apply(c));
    }).toList();
  }
}

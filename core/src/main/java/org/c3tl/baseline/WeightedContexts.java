package org.c3tl.baseline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.Cell;
import org.c3tl.data.Correlation;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * Baselines that predict an effect as a weighted sum of the same perturbation's effects in other contexts,
 * x̂_pc = Σ_γ a_γ(p, c) x_pγ. Settings are chosen on {@link Rehearsal}s; then all measured effects are fitted, those of the
 * validation part included. Where a method has nothing to say on a cell, it is the mean over the other contexts. Subclasses
 * are stateless.
 *
 * @param <S> what is tuned
 */
abstract class WeightedContexts<S> implements Predictor {
  private final Criterion criterion;

  /**
   * @param criterion what settings are chosen by
   */
  WeightedContexts(Criterion criterion) {
    this.criterion = criterion;
  }

  /** A fitted method. */
  @FunctionalInterface
  interface Weights {
    /**
     * @param p perturbation
     * @param c context, or -1 where it is not on the axis
     * @return a weight for each position of the perturbation in {@link ContextGrams}, 0 where it is hidden or of the context
     *     itself; null where the method has nothing to say
     */
    double[] of(int p, int c);
  }

  /**
   * @param seen all that was measured
   * @return settings to choose from, the simplest first
   */
  abstract List<S> settings(Seen seen);

  /**
   * @return the setting where nothing can be tuned
   */
  abstract S untuned();

  /**
   * @param seen what may be looked at
   * @param settings settings to fit
   * @param progress told how far it is where it takes long; may cancel
   * @return one fit per setting
   */
  abstract List<Weights> fit(Seen seen, List<S> settings, Progress progress);

  @Override
  public EffectTable predict(Task task) {
    return predict(task, Progress.NONE);
  }

  @Override
  public EffectTable predict(Task task, Progress progress) {
    Measured measured = new Measured(task);
    ContextGrams grams = new ContextGrams(measured.table(), progress.part(0, 0.4));
    Seen all = new Seen(grams, null);
    List<S> settings = settings(all);
    progress.update(0.4, "choosing settings");
    S chosen = Tuning.choose(settings, untuned(), rehearse(grams, task, settings, progress.part(0.4, 0.8)), criterion);
    return predict(measured, all, chosen, progress.part(0.8, 1));
  }

  /**
   * @param task what to predict
   * @param setting the setting to use, whatever tuning would say
   * @return the prediction
   */
  EffectTable predict(Task task, S setting) {
    Measured measured = new Measured(task);
    return predict(measured, new Seen(new ContextGrams(measured.table(), Progress.NONE), null), setting, Progress.NONE);
  }

  private EffectTable predict(Measured measured, Seen all, S setting, Progress progress) {
    Weights weights = fit(all, List.of(setting), progress).get(0);
    return measured.predict(name(), cell -> predict(all, weights, cell));
  }

  private static float[] predict(Seen seen, Weights weights, Cell cell) {
    EffectTable table = seen.grams().table();
    int p = table.perturbations().indexOf(cell.perturbation());
    int c = table.contexts().indexOf(cell.context());
    double[] a = p < 0 ? null : weightsOrMean(seen, weights, p, c);
    if (a == null) {
      return null;
    }
    double[] x = new double[table.genes().size()];
    for (int i = 0; i < a.length; i++) {
      if (a[i] != 0) {
        float[] row = table.values(seen.grams().of(p).rows()[i]);
        for (int g = 0; g < x.length; g++) {
          x[g] += a[i] * row[g];
        }
      }
    }
    return Measured.narrow(x);
  }

  /** Null only where the perturbation is seen in no other context. */
  private static double[] weightsOrMean(Seen seen, Weights weights, int p, int c) {
    int[] others = seen.others(p, c);
    if (others.length == 0) {
      return null;
    }
    double[] a = weights.of(p, c);
    return a == null ? uniform(seen.grams().of(p).size(), others, 1) : a;
  }

  /**
   * @param size number of positions
   * @param others positions that share the weight
   * @param total sum of the weights
   * @return equal weights
   */
  static double[] uniform(int size, int[] others, double total) {
    double[] a = new double[size];
    for (int i : others) {
      a[i] = total / others.length;
    }
    return a;
  }

  private Tuning.Score[] rehearse(ContextGrams grams, Task task, List<S> settings, Progress progress) {
    List<Rehearsal> rehearsals = Rehearsal.of(grams.table(), task);
    if (rehearsals.isEmpty() || settings.size() < 2) {
      return null;
    }
    Tuning.Score[] scores = new Tuning.Score[settings.size()];
    Arrays.setAll(scores, i -> new Tuning.Score());
    for (int i = 0; i < rehearsals.size(); i++) {
      Progress part = progress.part((double) i / rehearsals.size(), (i + 1.0) / rehearsals.size());
      part.update(0, null);
      Seen seen = new Seen(grams, rehearsals.get(i).hidden());
      List<Weights> fits = fit(seen, settings, part);
      for (int row : rehearsals.get(i).scored()) {
        for (int s = 0; s < scores.length; s++) {
          score(seen, fits.get(s), row, scores[s]);
        }
      }
    }
    return scores;
  }

  /** Correlation and squared error of a hidden row, from inner products alone. */
  private static void score(Seen seen, Weights weights, int row, Tuning.Score score) {
    EffectTable table = seen.grams().table();
    int p = table.perturbation(row);
    ContextGrams.Of of = seen.grams().of(p);
    int truth = seen.grams().position(row);
    double[] a = weightsOrMean(seen, weights, p, table.context(row));
    double predicted = 0;
    double both = 0;
    double mean = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] != 0) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
          sum += a[j] * of.gram()[i][j];
        }
        predicted += a[i] * sum;
        both += a[i] * of.gram()[i][truth];
        mean += a[i] * of.mean()[i];
      }
    }
    double measured = of.gram()[truth][truth];
    int genes = table.genes().size();
    double vp = predicted - genes * mean * mean;
    double vt = measured - genes * of.mean()[truth] * of.mean()[truth];
    boolean varies = vp > Correlation.ROUNDING * predicted && vt > Correlation.ROUNDING * measured;
    double r = varies ? (both - genes * mean * of.mean()[truth]) / Math.sqrt(vp) / Math.sqrt(vt) : Double.NaN;
    score.add(r, (predicted - 2 * both + measured) / genes);
  }

  /**
   * @param fit what is fitted for one context
   * @param <T> result
   * @return the same, fitted once per context when first asked for
   */
  static <T> java.util.function.IntFunction<T> once(java.util.function.IntFunction<T> fit) {
    Map<Integer, T> known = new HashMap<>();
    return c -> {
      if (!known.containsKey(c)) {
        known.put(c, fit.apply(c));
      }
      return known.get(c);
    };
  }
}

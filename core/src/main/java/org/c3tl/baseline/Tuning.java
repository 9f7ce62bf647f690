package org.c3tl.baseline;

import java.util.List;
import org.c3tl.data.Correlation;
import org.c3tl.train.TrainOptions.Criterion;

/** Chooses a baseline's settings as C3TL chooses its number of epochs: on {@link Rehearsal}s and by the same criterion. */
final class Tuning {
  /** Correlations this close are the same, as those of predictions that differ in scale alone; the squared error decides. */
  private static final double TIE = 1e-6;

  private Tuning() { }

  /**
   * Sums of scores over cells. A prediction that does not vary over genes correlates at 0, as in C3TL's validation.
   */
  static final class Score {
    private double pearson;
    private double mse;
    private int cells;

    /**
     * @param r correlation of a cell; NaN where undefined
     * @param squaredError its mean squared error
     */
    void add(double r, double squaredError) {
      pearson += Double.isNaN(r) ? 0 : r;
      mse += squaredError;
      cells++;
    }

    /**
     * @param prediction predicted effect
     * @param truth measured effect
     */
    void add(float[] prediction, float[] truth) {
      double sum = 0;
      for (int g = 0; g < truth.length; g++) {
        double e = (double) prediction[g] - truth[g];
        sum += e * e;
      }
      add(Correlation.pearson(prediction, truth), sum / truth.length);
    }

    /**
     * @param other scores of other cells, to be added
     */
    void add(Score other) {
      pearson += other.pearson;
      mse += other.mse;
      cells += other.cells;
    }

    /**
     * @param other score of as many cells
     * @param criterion what is compared
     * @return whether this is better; of equal correlations the one with the smaller error
     */
    boolean betterThan(Score other, Criterion criterion) {
      double gain = (pearson - other.pearson) / Math.max(1, cells);
      if (criterion == Criterion.MSE || Math.abs(gain) < TIE) {
        return mse < other.mse;
      }
      return gain > 0;
    }
  }

  /**
   * @param settings what can be chosen from, at least one; of equals the first wins
   * @param otherwise what is taken without rehearsals
   * @param scores one score per setting, in their order, or null without rehearsals
   * @param criterion what is compared
   * @param <S> a setting
   * @return the setting with the best score
   */
  static <S> S choose(List<S> settings, S otherwise, Score[] scores, Criterion criterion) {
    if (scores == null) {
      return otherwise;
    }
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i].betterThan(scores[best], criterion)) {
        best = i;
      }
    }
    return settings.get(best);
  }
}

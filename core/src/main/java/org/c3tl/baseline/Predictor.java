package org.c3tl.baseline;

import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;

/** A way to predict effects of perturbations in contexts where they were not measured. Implementations are stateless. */
public interface Predictor {
  /**
   * @return name in every table and plot: {@code c3tl}, or one of those of {@link Baselines#all()}
   */
  String name();

  /**
   * Learns from the task's training cells and predicts its wanted cells.
   *
   * @param task what to learn from and what to predict
   * @return one row for every wanted cell, of kind {@code PREDICTION}, on the training table's gene axis, in the units of
   *     the training table
   */
  EffectTable predict(Task task);

  /**
   * As {@link #predict(Task)}, for predictors that take long.
   *
   * @param task what to learn from and what to predict
   * @param progress told how far it is, 0 to 1; may cancel
   * @return as {@link #predict(Task)}
   */
  default EffectTable predict(Task task, Progress progress) {
    return predict(task);
  }
}

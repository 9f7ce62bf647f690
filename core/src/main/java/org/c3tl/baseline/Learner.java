package org.c3tl.baseline;

import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.train.LearningCurve;

/** A predictor that is trained step by step and can tell how that went. */
public interface Learner extends Predictor {
  /**
   * What came of a training.
   *
   * @param prediction as {@link Predictor#predict(Task)}
   * @param curve how the training went
   */
  record Learnt(EffectTable prediction, LearningCurve curve) { }

  /**
   * As {@link #predict(Task, Progress)}, with the learning curve.
   *
   * @param task what to learn from and what to predict
   * @param progress told how far it is, 0 to 1; may cancel
   * @return prediction and curve
   */
  Learnt learn(Task task, Progress progress);

  @Override
  default EffectTable predict(Task task) {
    return predict(task, Progress.NONE);
  }

  @Override
  default EffectTable predict(Task task, Progress progress) {
    return learn(task, progress).prediction();
  }
}

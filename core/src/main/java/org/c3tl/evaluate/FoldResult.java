package org.c3tl.evaluate;

import java.util.List;
import org.c3tl.train.LearningCurve;

/**
 * What one method did on one fold.
 *
 * @param fold name of the fold
 * @param method name of the method
 * @param scores its scores, by context and then by metric
 * @param curve how it was trained, or null where it is not trained step by step
 */
public record FoldResult(String fold, String method, List<ContextScore> scores, LearningCurve curve) {
  /** Copies the list. */
  public FoldResult {
    scores = List.copyOf(scores);
  }
}

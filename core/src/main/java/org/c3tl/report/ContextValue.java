package org.c3tl.report;

import java.util.List;
import org.c3tl.evaluate.MetricTable;

/**
 * One metric of one method in one context of one fold.
 *
 * @param method name of the method
 * @param fold name of the fold
 * @param context name of the context
 * @param metric name of the metric
 * @param value mean over the perturbations of the context; NaN where the metric is not defined
 */
public record ContextValue(String method, String fold, String context, String metric, double value) {
  /**
   * @param scores all scores
   * @return the value of each method, fold, context and metric
   */
  public static List<ContextValue> of(MetricTable scores) {
    return scores.scores().stream().map(s -> new ContextValue(s.method(), s.fold(), s.context(), s.metric(),
        s.scores().context())).toList();
  }
}

package org.c3tl.evaluate;

import java.util.List;
import org.c3tl.metric.Scores;

/**
 * One metric of one method in one context of one fold.
 *
 * @param method name of the method
 * @param fold name of the fold
 * @param seed seed of the fold
 * @param context name of the context
 * @param metric name of the metric
 * @param perturbations names of the scored perturbations
 * @param scores the values
 */
public record ContextScore(String method, String fold, long seed, String context, String metric, List<String> perturbations,
    Scores scores) { }

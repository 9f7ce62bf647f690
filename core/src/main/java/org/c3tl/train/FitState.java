package org.c3tl.train;

import java.util.List;
import java.util.Map;

/**
 * Everything that an interrupted fit needs to go on as if nothing had happened.
 *
 * @param finished whether the fit is complete
 * @param epoch number of finished epochs
 * @param orderState state of the generator that shuffles perturbations
 * @param order the last epoch's order
 * @param steps number of optimiser steps
 * @param weights current weights, by parameter name
 * @param means Adam's first moments, in the order of the parameters
 * @param squares Adam's second moments
 * @param best weights of the best epoch, or null
 * @param bestEpoch the best epoch, or 0
 * @param bestScore its smoothed score, higher is better
 * @param points the learning curve so far
 */
record FitState(boolean finished, int epoch, long orderState, int[] order, long steps, Map<String, float[]> weights,
    List<float[]> means, List<float[]> squares, Map<String, float[]> best, int bestEpoch, double bestScore,
    List<LearningCurve.Point> points) { }

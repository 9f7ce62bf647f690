/**
 * How good a prediction of one context is: metrics, one small class each, whose Javadoc is the definition: formula, range,
 * direction, what happens in degenerate cases, source. {@link org.c3tl.metric.Metrics} lists them.
 *
 * <p>Everything is scored in the space of effects, with the measured control on both sides: a predicted control cannot make
 * an effect look better, and the error of an effect is that of the profile.
 *
 * <p>May depend on {@code data}. Knows nothing of folds, methods or files.
 */
package org.c3tl.metric;

/**
 * How good predictions are: metrics (one small class each, whose Javadoc is the definition), folds that hold out contexts,
 * the benchmark over them, and tables of results.
 *
 * <p>Everything is scored in the space of effects, with the measured control on both sides. Metrics are averaged over the
 * perturbations of a context first, then over contexts.
 *
 * <p>May depend on {@code data}, {@code io} and {@code baseline}. Knows nothing of networks.
 */
package org.c3tl.evaluate;

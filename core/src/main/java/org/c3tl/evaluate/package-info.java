/**
 * How good predictions are over many contexts: protocols that make folds, the benchmark over them (in parallel, resumable), and
 * tables of results.
 *
 * <p>Metrics are averaged over the perturbations of a context first, then over contexts.
 *
 * <p>May depend on {@code data}, {@code parallel}, {@code io}, {@code metric} and {@code baseline}, and on the learning curves
 * of {@code train}. Knows nothing of networks.
 */
package org.c3tl.evaluate;

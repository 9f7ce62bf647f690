/**
 * How good predictions are over many contexts: folds that hold out contexts, the benchmark over them, and tables of results.
 *
 * <p>Metrics are averaged over the perturbations of a context first, then over contexts.
 *
 * <p>May depend on {@code data}, {@code io}, {@code metric} and {@code baseline}. Knows nothing of networks.
 */
package org.c3tl.evaluate;

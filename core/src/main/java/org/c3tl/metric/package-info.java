/**
 * How good a prediction of one context is: metrics, one small class each, whose Javadoc is the definition.
 *
 * <p>Everything is scored in the space of effects, with the measured control on both sides.
 *
 * <p>May depend on {@code data}. Knows nothing of folds, methods or files.
 */
package org.c3tl.metric;

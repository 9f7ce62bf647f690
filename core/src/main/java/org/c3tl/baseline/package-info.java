/**
 * Every predictor that C3TL must beat, behind one interface that C3TL implements too. Those with settings choose them as C3TL
 * chooses its number of epochs: on other contexts that play the target, by the same criterion.
 *
 * <p>May depend on {@code data}, {@code parallel}, {@code backend}, {@code model} and {@code train}; the only place that uses
 * Deeplearning4j's layers.
 */
package org.c3tl.baseline;

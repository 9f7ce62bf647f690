/**
 * Every predictor that C3TL must beat, behind one interface that C3TL implements too. Those with settings choose them as C3TL
 * chooses its number of epochs: on other contexts that play the target, by the same criterion.
 *
 * <p>May depend on {@code data}, {@code parallel}, {@code backend}, {@code model} and {@code train}.
 */
package org.c3tl.baseline;

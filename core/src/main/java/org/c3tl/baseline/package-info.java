/**
 * Every predictor that C3TL must beat, behind one interface that C3TL implements too.
 *
 * <p>May depend on {@code data} and {@code train}.
 */
package org.c3tl.baseline;

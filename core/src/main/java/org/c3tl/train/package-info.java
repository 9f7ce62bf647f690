/**
 * Training: options, Adam, the epoch loop with early stopping, checkpoints, and the plan that chooses the number of epochs on
 * validation data.
 *
 * <p>May depend on {@code data}, {@code parallel}, {@code io}, {@code backend} and {@code model}.
 */
package org.c3tl.train;

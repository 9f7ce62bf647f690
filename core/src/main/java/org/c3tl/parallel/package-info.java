/**
 * Threads: pieces of one pass shared out over cores ({@link org.c3tl.parallel.Workers}), and jobs of minutes that run beside each
 * other ({@link org.c3tl.parallel.Pool}). Nothing depends on how many there are but the time.
 *
 * <p>May depend on {@code data}.
 */
package org.c3tl.parallel;

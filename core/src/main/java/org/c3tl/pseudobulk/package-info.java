/**
 * Single cells to effects: streams a matrix of cells once, sums them by (perturbation, context[, batch]), chooses the most
 * variable genes, and subtracts the control of the same context (and batch). Partial sums of several files join exactly.
 *
 * <p>Start at {@link org.c3tl.pseudobulk.Pseudobulk}. May depend on {@code org.c3tl.data}, {@code org.c3tl.parallel} and {@code
 * org.c3tl.io}. Memory grows with groups × genes and by a few bytes per cell (labels), never with the number of stored values.
 */
package org.c3tl.pseudobulk;

package org.c3tl.pseudobulk;

/**
 * Cells that are summed together.
 *
 * @param perturbation label as in the file
 * @param context label as in the file
 * @param batch label as in the file; empty where batches are not looked at
 */
public record GroupKey(String perturbation, String context, String batch) { }

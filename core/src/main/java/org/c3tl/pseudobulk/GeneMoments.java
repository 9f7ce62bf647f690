package org.c3tl.pseudobulk;

/**
 * First and second moments of each gene over all labelled cells, in units of normalised counts ({@code expm1} of
 * log-normalised values).
 *
 * @param cells number of cells, zeros included
 * @param sum sum per gene
 * @param sumOfSquares sum of squares per gene
 */
public record GeneMoments(long cells, double[] sum, double[] sumOfSquares) { }

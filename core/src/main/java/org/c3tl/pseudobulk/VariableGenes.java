package org.c3tl.pseudobulk;

import java.util.Arrays;

/**
 * The most variable genes by the "seurat" flavour of scanpy, its default:
 * {@code sc.pp.highly_variable_genes(adata, n_top_genes=N)} on log1p-normalised cells.
 *
 * <p>Per gene: mean m and variance v (n - 1) of the normalised counts, dispersion ln(v / m), expression ln(1 + m). Genes are
 * cut into 20 bins of equal width by expression; the dispersion's distance from the bin's mean in units of the bin's
 * standard deviation (n - 1) ranks them. Genes of a bin with only one dispersion rank as 1. Ties at the limit are all kept,
 * genes without any variation never.
 *
 * <h2>References</h2>
 * scanpy 1.9 to 1.12, {@code src/scanpy/preprocessing/_highly_variable_genes.py} ({@code
 * _highly_variable_genes_single_batch}, {@code _get_mean_bins}, {@code _get_disp_stats}, {@code _subset_genes}); pandas
 * {@code cut} for the edges of the bins; Satija et al., Nature Biotechnology 33 (2015) 495, doi:10.1038/nbt.3192.
 */
public final class VariableGenes {
  private static final int BINS = 20;

  private VariableGenes() { }

  /**
   * @param moments of all genes
   * @param top how many to choose, at least 1
   * @return positions of the chosen genes in ascending order; more than {@code top} only where several tie for the last
   *     place, fewer where fewer vary
   */
  public static int[] select(GeneMoments moments, int top) {
    double[] score = normalisedDispersions(moments);
    double[] ranked = Arrays.stream(score).filter(s -> !Double.isNaN(s)).sorted().toArray();
    if (ranked.length == 0) {
      return new int[0];
    }
    double limit = ranked[ranked.length - Math.min(top, ranked.length)];
    int[] chosen = new int[score.length];
    int n = 0;
    for (int g = 0; g < score.length; g++) {
      if (score[g] >= limit) {
        chosen[n++] = g;
      }
    }
    return Arrays.copyOf(chosen, n);
  }

  /**
   * @param moments of all genes
   * @return scanpy's {@code dispersions_norm} of each gene; NaN for genes that do not vary
   */
  static double[] normalisedDispersions(GeneMoments moments) {
    int genes = moments.sum().length;
    double n = moments.cells();
    double[] expression = new double[genes];
    double[] dispersion = new double[genes];
    for (int g = 0; g < genes; g++) {
      double mean = moments.sum()[g] / n;
      double variance = (moments.sumOfSquares()[g] / n - mean * mean) * (n / (n - 1));
      mean = mean == 0 ? 1e-12 : mean;
      // Rounding can push the variance of a constant gene a little below 0; it has no dispersion either way.
      double ratio = variance / mean;
      dispersion[g] = ratio > 0 ? Math.log(ratio) : Double.NaN;
      expression[g] = Math.log1p(mean);
    }
    int[] bin = cut(expression);
    double[] sum = new double[BINS];
    int[] count = new int[BINS];
    for (int g = 0; g < genes; g++) {
      if (!Double.isNaN(dispersion[g])) {
        sum[bin[g]] += dispersion[g];
        count[bin[g]]++;
      }
    }
    double[] squares = new double[BINS];
    for (int g = 0; g < genes; g++) {
      if (!Double.isNaN(dispersion[g])) {
        double d = dispersion[g] - sum[bin[g]] / count[bin[g]];
        squares[bin[g]] += d * d;
      }
    }
    double[] score = new double[genes];
    for (int g = 0; g < genes; g++) {
      int b = bin[g];
      double mean = sum[b] / count[b];
      score[g] = count[b] == 1 ? dispersion[g] / mean
          : (dispersion[g] - mean) / Math.sqrt(squares[b] / (count[b] - 1));
    }
    return score;
  }

  /** {@code pandas.cut(values, bins=20)}: bins of equal width, closed on the right, the first a little wider. */
  private static int[] cut(double[] values) {
    double min = Arrays.stream(values).min().orElse(0);
    double max = Arrays.stream(values).max().orElse(0);
    double[] edges = new double[BINS + 1];
    boolean flat = min == max;
    if (flat) {
      double wider = min == 0 ? 0.001 : 0.001 * Math.abs(min);
      min -= wider;
      max += wider;
    }
    double step = (max - min) / BINS;
    for (int i = 0; i < BINS; i++) {
      edges[i] = i * step + min;
    }
    edges[BINS] = max;
    if (!flat) {
      edges[0] -= (max - min) * 0.001;
    }
    int[] bin = new int[values.length];
    for (int g = 0; g < values.length; g++) {
      int b = 1;
      while (b < BINS && edges[b] < values[g]) {
        b++;
      }
      bin[g] = b - 1;
    }
    return bin;
  }
}

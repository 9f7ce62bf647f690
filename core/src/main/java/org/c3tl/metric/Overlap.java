package org.c3tl.metric;

/**
 * {@code overlap_at_N}, {@code overlap_at_50}, {@code _100}, {@code _200}, {@code _500}: of the genes that respond most,
 * how many are among those predicted to respond most? With lists R of measured and S of predicted genes,
 * |top_k'(R) ∩ top_k'(S)| / k', where k' is k or, where R is shorter, |R|.
 *
 * <p>Where the truth has standard deviations, R holds the significant genes (see {@link PrecisionRecallArea}) by |δ/sd|,
 * and N is their number; S holds all genes that are predicted to change, by |δ̂/sd| with the same sd. Where it has none
 * there are no p-values: R holds all genes by |δ|, S all by |δ̂|, and {@code overlap_at_N} is undefined. Lists do not
 * depend on whether the method gives standard deviations, so that methods can be compared. Neither has the gene that the
 * perturbation bears the name of. Genes that tie for the last places share them.
 *
 * <p>Range 0 to 1, higher is better, perfect 1; k/G by chance. Degenerate where no gene is predicted to change: 0.
 * Undefined for a perturbation without responding genes and, where there are no p-values, where k is not below the number
 * of genes.
 *
 * <p>Source: cell-eval {@code _types/_de.py}; the Virtual Cell Challenge's differential expression score is
 * {@code overlap_at_N}. There lists are in the order of |log fold change|, S holds only the genes that are significant in the
 * prediction, which point predictions do not tell, and a perturbation without responding genes counts 0.
 */
public final class Overlap implements CellMetric {
  private final int depth;
  private final Definition definition;

  private Overlap(int depth) {
    this.depth = depth;
    int k = TopGenes.DEPTHS[depth];
    this.definition = Definition.share("overlap_at_" + (k == 0 ? "N" : k), Family.RESPONSE, "Share of the "
        + (k == 0 ? "significant genes" : k + " most responding genes") + " that are among as many predicted ones.");
  }

  /**
   * @return one for each depth
   */
  static java.util.List<Metric> all() {
    return java.util.stream.IntStream.range(0, TopGenes.DEPTHS.length).<Metric>mapToObj(Overlap::new).toList();
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public boolean isDefined(ContextBlock block, int p) {
    return !Double.isNaN(block.topGenes().overlap[depth][p]);
  }

  @Override
  public double value(ContextBlock block, int p) {
    return block.topGenes().silent[p] ? Double.NaN : block.topGenes().overlap[depth][p];
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return 0;
  }
}

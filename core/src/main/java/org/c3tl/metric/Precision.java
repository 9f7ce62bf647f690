package org.c3tl.metric;

/**
 * {@code precision_at_N}, {@code precision_at_50}, {@code _100}, {@code _200}, {@code _500}: of the genes predicted to
 * respond most, how many are among those that respond most? With the lists of {@link Overlap}, |top_k'(R) ∩ top_k'(S)| /
 * k', where k' is k or, where S is shorter, |S|. In {@code precision_at_N} S holds the genes that are significant in the
 * prediction.
 *
 * <p>Where the truth has no standard deviations there are no p-values: R holds all genes by |δ|, {@code precision_at_N} is
 * undefined, and the others differ from {@code overlap_at_k} only where fewer than k genes are predicted to change.
 *
 * <p>Range 0 to 1, higher is better, perfect 1 where at least k genes respond. Degenerate where no gene is predicted to
 * change (or, for N, is significant): 0. Undefined as {@link Overlap}; {@code precision_at_N} also where the prediction has
 * no standard deviations.
 *
 * <p>Source: cell-eval {@code _types/_de.py}.
 */
public final class Precision implements CellMetric {
  private final int depth;
  private final Definition definition;

  private Precision(int depth) {
    this.depth = depth;
    int k = TopGenes.DEPTHS[depth];
    this.definition = Definition.share("precision_at_" + (k == 0 ? "N" : k), Family.RESPONSE, "Share of the "
        + (k == 0 ? "genes significant in the prediction" : k + " genes predicted to respond most")
        + " that are among as many responding ones.");
  }

  /**
   * @return one for each depth
   */
  static java.util.List<Metric> all() {
    return java.util.stream.IntStream.range(0, TopGenes.DEPTHS.length).<Metric>mapToObj(Precision::new).toList();
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public boolean isDefined(ContextBlock block, int p) {
    return !Double.isNaN(block.topGenes().precision[depth][p]);
  }

  @Override
  public double value(ContextBlock block, int p) {
    boolean empty = TopGenes.DEPTHS[depth] == 0 ? block.significance().count[p] == 0 : block.topGenes().silent[p];
    return empty ? Double.NaN : block.topGenes().precision[depth][p];
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return 0;
  }
}

package org.c3tl.metric;

/**
 * {@code rank}: position of the right prediction among all predictions of the context, ordered by their distance (RMSE over
 * all genes) from the measured effect, as part of their number: (#{p: d_pq &lt; d_qq} + ½ #{p ≠ q: d_pq = d_qq}) / P for
 * truth q. It looks along the other side of the matrix than {@link DiscriminationScore} and {@link CentroidAccuracy} do.
 *
 * <p>Range 0 to (P − 1)/P, lower is better, perfect 0; half of the most by chance and, exactly, for one profile for all.
 * Never degenerate; undefined for a context with a single perturbation.
 *
 * <p>Source: PerturBench {@code analysis/benchmarks/evaluation.py} ({@code rank} of {@code rmse_average}), which orders
 * ties at random.
 */
public final class Rank implements CellMetric {
  private static final Definition DEFINITION = new Definition("rank", Family.DISCRIMINATION, Direction.LOWER, 0, 0, 1, "",
      "Share of all predictions that are nearer to a measured effect than the one made for it; about 0.5 by chance.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.size() > 1;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return block.discrimination().rank[p] / block.size();
  }
}

package org.c3tl.metric;

/**
 * {@code rmse}: √(mean over genes of (δ̂_pg − δ_pg)²), then averaged over perturbations; not the root of {@code mse}'s
 * average.
 *
 * <p>Range 0 and up, in units of the effects, lower is better, perfect 0. Never degenerate.
 *
 * <p>Source: PerturBench {@code analysis/benchmarks/metrics.py} ({@code rmse} on {@code average}).
 */
public final class RootMeanSquaredError implements CellMetric {
  private static final Definition DEFINITION = Definition.error("rmse", "effect",
      "Root of the mean squared difference between predicted and measured effect over the genes.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return Math.sqrt(MeanSquaredError.of(block.prediction()[p], block.truth()[p]));
  }
}

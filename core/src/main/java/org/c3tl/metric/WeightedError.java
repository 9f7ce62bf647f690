package org.c3tl.metric;

/**
 * {@code wmse}: squared error over genes, weighted by how clearly each gene responds, Σ_g w_g (δ̂_pg − δ_pg)² / Σ_g w_g
 * with the weights of {@code GeneWeights}: ((|t| − min) / (max − min))², t being the measured effect seen from the mean
 * perturbation, over its standard deviation where there is one. Quiet genes, which make most of {@code mse}, hardly count.
 *
 * <p>Range 0 and up, in squared units of the effects, lower is better, perfect 0. Never degenerate.
 *
 * <p>Source: Diversity by Design {@code analyses/common.py}; CellSimBench {@code core/metrics_engine.py}.
 */
public final class WeightedError implements CellMetric {
  private static final Definition DEFINITION = Definition.error("wmse", "effect²",
      "Mean squared error over genes, weighted by how clearly a gene responds to this perturbation.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return of(block.prediction()[p], block.truth()[p], GeneWeights.of(block, p));
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @param weights as many weights, not all 0
   * @return the weighted mean squared error
   */
  public static double of(double[] prediction, double[] truth, double[] weights) {
    double sum = 0;
    double total = 0;
    for (int g = 0; g < truth.length; g++) {
      sum += weights[g] * (prediction[g] - truth[g]) * (prediction[g] - truth[g]);
      total += weights[g];
    }
    return sum / total;
  }
}

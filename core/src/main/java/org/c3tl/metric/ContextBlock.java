package org.c3tl.metric;

import java.util.List;

/**
 * Truth and prediction of one context of one fold: effects, one row per scored perturbation, one column per gene. Rows are
 * shared, not copied; nobody writes to them.
 *
 * @param context name of the context
 * @param perturbations names of the rows, at least one
 * @param truth measured effects, perturbations × genes
 * @param prediction predicted effects, perturbations × genes
 * @param reference mean of the training part's perturbation centroids, one value per gene: what is common to all
 *     perturbations
 * @param baseline prediction of the {@code mean} baseline, perturbations × genes, for metrics of skill
 */
public record ContextBlock(String context, List<String> perturbations, double[][] truth, double[][] prediction,
    double[] reference, double[][] baseline) {
  /** Checks the shapes. */
  public ContextBlock {
    perturbations = List.copyOf(perturbations);
    int n = perturbations.size();
    if (n == 0 || truth.length != n || prediction.length != n || baseline.length != n) {
      throw new IllegalArgumentException(n + " perturbations with " + truth.length + " true, " + prediction.length
          + " predicted and " + baseline.length + " baseline rows");
    }
    for (int p = 0; p < n; p++) {
      if (truth[p].length != reference.length || prediction[p].length != reference.length
          || baseline[p].length != reference.length) {
        throw new IllegalArgumentException("rows of '" + perturbations.get(p) + "' differ in length");
      }
    }
  }

  /**
   * @return number of perturbations
   */
  public int size() {
    return perturbations.size();
  }

  /**
   * @param other predicted effects, perturbations × genes
   * @return the same context with another prediction
   */
  public ContextBlock withPrediction(double[][] other) {
    return new ContextBlock(context, perturbations, truth, other, reference, baseline);
  }
}

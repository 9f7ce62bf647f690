package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code pearson_deltapert}: as {@link PearsonDelta}, seen from the mean perturbation instead of the control,
 * corr_g(δ̂_p − ref, δ_p − ref), where ref is the mean over the perturbations of the training part of their centroids (each
 * the mean over its contexts). It gives no credit for what all perturbations have in common.
 *
 * <p>Range -1 to 1, higher is better, perfect 1. Degenerate where either side is the reference itself but for a constant and
 * float32 rounding: -1. Predicting no change is not degenerate here: -ref correlates with any truth that lacks what the
 * training perturbations share, so read it beside {@link PearsonDelta}.
 *
 * <p>Source: Systema {@code pearson_delta_reference_metrics.py} and {@code eval_utils.average_of_perturbation_centroids};
 * CellSimBench's {@code pearson_deltapert}.
 */
public final class PearsonDeltaPert implements CellMetric {
  private static final Definition DEFINITION = Definition.correlation("pearson_deltapert", Family.CORRELATION,
      "As pearson_delta, but of what sets a perturbation apart from the mean perturbation.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return of(block.prediction()[p], block.truth()[p], block.reference());
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return PearsonDelta.DEGENERATE;
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @param reference mean perturbation, as many values
   * @return the correlation, or NaN where it is degenerate
   */
  public static double of(double[] prediction, double[] truth, double[] reference) {
    // Rounding of the two terms, not of their difference, bounds what can be told from a constant.
    double common = Correlation.sumOfSquares(reference);
    return Correlation.pearson(minus(prediction, reference), minus(truth, reference),
        Correlation.ROUNDING * (common + Correlation.sumOfSquares(prediction)),
        Correlation.ROUNDING * (common + Correlation.sumOfSquares(truth)));
  }

  static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int g = 0; g < a.length; g++) {
      difference[g] = a[g] - b[g];
    }
    return difference;
  }
}

package org.c3tl.metric;

import java.util.Arrays;
import org.c3tl.data.Correlation;

/**
 * {@code weighted_r2_deltapert} (R²_w(Δ)) and {@code weighted_r2_deltactrl}: coefficient of determination over genes with
 * the weights of {@link WeightedError}, 1 − Σ_g w_g (y_g − ŷ_g)² / Σ_g w_g (y_g − ȳ_w)², where ȳ_w is the weighted mean of
 * the truth; y being the effect seen from the mean perturbation, δ_p − ref, or from the control, δ_p.
 *
 * <p>Range minus infinity to 1, higher is better, perfect 1. Degenerate where the weighted truth does not vary over genes:
 * 1 if the prediction equals it, else 0.
 *
 * <p>Source: Diversity by Design {@code analyses/common.py} (scikit-learn's {@code r2_score} with weights, of differences
 * from the mean of all perturbations); names of CellSimBench {@code core/metrics_engine.py}.
 */
public final class WeightedR2 implements CellMetric {
  private final Definition definition;
  private final boolean fromMean;

  private WeightedR2(String name, boolean fromMean, String description) {
    this.definition = Definition.upToOne(name, Family.CORRELATION, description);
    this.fromMean = fromMean;
  }

  /**
   * @return the metric of effects seen from the mean perturbation
   */
  public static WeightedR2 fromMeanPerturbation() {
    return new WeightedR2("weighted_r2_deltapert", true,
        "Explained part of the variance over genes of what sets a perturbation apart, weighted by how clearly a gene responds.");
  }

  /**
   * @return the metric of effects seen from the control
   */
  public static WeightedR2 fromControl() {
    return new WeightedR2("weighted_r2_deltactrl", false,
        "Explained part of the variance of the effect over genes, weighted by how clearly a gene responds.");
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public double value(ContextBlock block, int p) {
    double[] weights = GeneWeights.of(block, p);
    double[] prediction = block.prediction()[p];
    double[] truth = block.truth()[p];
    return fromMean ? of(PearsonDeltaPert.minus(prediction, block.reference()),
        PearsonDeltaPert.minus(truth, block.reference()), weights) : of(prediction, truth, weights);
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return Arrays.equals(block.prediction()[p], block.truth()[p]) ? 1 : 0;
  }

  /**
   * @param prediction predicted values, one per gene
   * @param truth measured values, as many
   * @param weights as many weights, at least 0
   * @return the coefficient, or NaN where it is degenerate
   */
  public static double of(double[] prediction, double[] truth, double[] weights) {
    double mean = 0;
    double weight = 0;
    for (int g = 0; g < truth.length; g++) {
      mean += weights[g] * truth[g];
      weight += weights[g];
    }
    mean /= weight;
    double unexplained = 0;
    double total = 0;
    double raw = 0;
    for (int g = 0; g < truth.length; g++) {
      unexplained += weights[g] * (truth[g] - prediction[g]) * (truth[g] - prediction[g]);
      total += weights[g] * (truth[g] - mean) * (truth[g] - mean);
      raw += weights[g] * truth[g] * truth[g];
    }
    return total <= Correlation.ROUNDING * raw ? Double.NaN : 1 - unexplained / total;
  }
}

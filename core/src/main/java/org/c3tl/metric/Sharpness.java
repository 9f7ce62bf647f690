package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code sharpness}: mean standard deviation of the prediction as part of the size of the measured effects,
 * mean_pg sd_pg / √(mean_pg δ_pg²). At 1, the prediction is as unsure as one of no change would have to be.
 *
 * <p>Range 0 and up, lower is better where {@code coverage_80} is right, and only there. Never degenerate. Undefined where
 * the prediction has no standard deviations or all measured effects are 0.
 *
 * <p>Source: Gneiting, Balabdaoui and Raftery (2007), "Probabilistic forecasts, calibration and sharpness"; scaled by the
 * truth so that data sets can be compared. No peer has it.
 */
public final class Sharpness implements Metric {
  private static final Definition DEFINITION = new Definition("sharpness", Family.UNCERTAINTY, Direction.LOWER, 0, 0,
      Double.POSITIVE_INFINITY, "", "Mean predicted standard deviation as part of the typical size of measured effects.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    if (block.sd() == null) {
      return Scores.UNDEFINED;
    }
    double sd = 0;
    double size = 0;
    for (int p = 0; p < block.size(); p++) {
      sd += Correlation.mean(block.sd()[p]) / block.size();
      size += Correlation.sumOfSquares(block.truth()[p]) / block.genes().size() / block.size();
    }
    return size == 0 ? Scores.UNDEFINED : Scores.ofContext(sd / Math.sqrt(size), 0, 1);
  }
}

package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code pearson_delta}: Pearson correlation over genes between predicted and measured effect of one perturbation,
 * corr_g(δ̂_p, δ_p), the control of both being the measured one.
 *
 * <p>Range -1 to 1, higher is better, perfect 1; blind to scale. Degenerate where either side does not vary over genes, as
 * when no change is predicted: -1, as in cell-eval2 ({@code delta_pearson}); version 1 of cell-eval gives NaN there and
 * others 0, which hides a collapsed model.
 *
 * <p>Source: cell-eval {@code metrics/_anndata.py}, cell-eval2 {@code docs/metrics.md}.
 */
public final class PearsonDelta implements CellMetric {
  /** Value of a degenerate correlation. */
  public static final double DEGENERATE = -1;

  private static final Definition DEFINITION = Definition.correlation("pearson_delta", Family.CORRELATION,
      "Pearson correlation over genes between predicted and measured effect.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return of(block.prediction()[p], block.truth()[p]);
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return DEGENERATE;
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @return the correlation, or NaN where it is degenerate
   */
  public static double of(double[] prediction, double[] truth) {
    return Correlation.pearson(prediction, truth);
  }
}

package org.c3tl.baseline;

import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;

/**
 * {@code mean}: the mean effect of the perturbation over all other contexts where it was measured, x̂_pc = m_p = mean over
 * γ ≠ c of x_pγ. Each context counts once, whatever its number of cells. This class is stateless.
 *
 * <p>The paper's "Mean Baseline" (section 5), State's {@code perturb_mean}: taken of effects, not of expression, since the
 * control of the target context is known.
 */
public final class MeanOverContexts implements Predictor {
  @Override
  public String name() {
    return "mean";
  }

  @Override
  public EffectTable predict(Task task) {
    Measured measured = new Measured(task);
    return measured.predict(name(), cell -> predict(measured, cell));
  }

  private static float[] predict(Measured measured, Cell cell) {
    double[] mean = measured.meanElsewhere(cell.perturbation(), cell.context());
    return mean == null ? null : Measured.narrow(mean);
  }
}

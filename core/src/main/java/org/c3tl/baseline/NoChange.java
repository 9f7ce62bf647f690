package org.c3tl.baseline;

import org.c3tl.data.EffectTable;

/**
 * {@code no-change}: the perturbation does nothing, x̂ = 0. What any predictor of magnitudes must beat in MSE. It has no
 * direction, so its correlation is undefined and metrics penalise it. This class is stateless.
 */
public final class NoChange implements Predictor {
  @Override
  public String name() {
    return "no-change";
  }

  @Override
  public EffectTable predict(Task task) {
    Measured measured = new Measured(task);
    float[] zeros = new float[measured.genes()];
    return measured.predict(name(), cell -> zeros);
  }
}

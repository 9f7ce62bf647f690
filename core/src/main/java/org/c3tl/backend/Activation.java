package org.c3tl.backend;

import java.util.Locale;

/** Nonlinearity of the hidden layers. */
public enum Activation {
  /** {@code max(0, u)}. */
  RELU {
    @Override
    public void apply(float[] u, int from, int to, float[] slope) {
      for (int i = from; i < to; i++) {
        u[i] = Math.max(u[i], 0f);
      }
    }

    @Override
    public boolean slopeFromValue() {
      return true;
    }
  },
  /** {@code u · σ(1.702 u)}, the sigmoid form of the Gaussian error linear unit (Hendrycks and Gimpel 2016, section 2). */
  GELU {
    @Override
    public void apply(float[] u, int from, int to, float[] slope) {
      for (int i = from; i < to; i++) {
        float s = (float) (1 / (1 + Math.exp(-1.702 * u[i])));
        slope[i] = s * (1 + 1.702f * u[i] * (1 - s));
        u[i] *= s;
      }
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    public void apply(float[] u, int from, int to, float[] slope) {
      for (int i = from; i < to; i++) {
        float t = (float) Math.tanh(u[i]);
        slope[i] = 1 - t * t;
        u[i] = t;
      }
    }
  };

  /**
   * Replaces pre-activations by activations.
   *
   * @param u values, in place
   * @param from first index
   * @param to index after the last
   * @param slope receives the derivative; unused where {@link #slopeFromValue()}
   */
  public abstract void apply(float[] u, int from, int to, float[] slope);

  /**
   * @return whether the derivative is 1 exactly where the activation is positive and 0 elsewhere, so that none is stored
   */
  public boolean slopeFromValue() {
    return false;
  }

  /**
   * @return name in options and files: {@code relu}, {@code gelu}, {@code tanh}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

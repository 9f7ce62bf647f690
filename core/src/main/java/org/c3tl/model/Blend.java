package org.c3tl.model;

/**
 * How far the networks are trusted beside simpler predictions:
 * x̂_pc = a_c^α b_c^-β · (w_n Γ_pc + w_m m_p + w_s s_c + w_r R_pc), where Γ_pc is the mean of the ensemble's predictions, m_p the mean effect of
 * the perturbation over contexts within the gene basis, s_c the context's shrunken shift, R_pc what the contexts like it say
 * ({@link Neighbours}), a_c the context's agreement and b_c its strength ({@link ContextTraits}).
 *
 * <p>The weights are fitted on effects that were hidden from the networks, so that where there is little to learn from a
 * prediction falls back to the best simple one.
 *
 * @param network w_n, at least 0
 * @param mean w_m, at least 0
 * @param shift w_s, at least 0
 * @param neighbours w_r, at least 0
 * @param agreement α, at least 0
 * @param strength β, at least 0: where the known effects are strong, predictions made from them are too
 */
public record Blend(double network, double mean, double shift, double neighbours, double agreement,
    double strength) {
  /** The networks alone. */
  public static final Blend NONE = new Blend(1, 0, 0, 0, 0, 0);

  /** Checks the range. */
  public Blend {
    for (double w : new double[] {network, mean, shift, neighbours, agreement, strength}) {
      if (!(w >= 0) || w > 1e6) {
        throw new IllegalArgumentException("a weight of the blend is " + w);
      }
    }
  }

  /**
   * @param traits the context's
   * @return what its predictions are multiplied by
   */
  public double gain(ContextTraits traits) {
    return Math.pow(traits.agreement(), agreement) * Math.pow(traits.strength(), -strength);
  }

  /**
   * @param ofNetwork mean prediction of the networks, one value per gene; becomes the blend, still without the gain
   * @param ofMean mean effect of the perturbation, as many values
   * @param ofNeighbours R_pc, as many values, or null where it has no weight
   * @param traits the context's
   */
  public void apply(float[] ofNetwork, float[] ofMean, float[] ofNeighbours, ContextTraits traits) {
    float n = (float) network;
    float m = (float) mean;
    float s = (float) shift;
    float[] shifts = traits.shift();
    for (int g = 0; g < ofNetwork.length; g++) {
      ofNetwork[g] = n * ofNetwork[g] + m * ofMean[g] + s * shifts[g];
    }
    if (neighbours > 0) {
      float r = (float) neighbours;
      for (int g = 0; g < ofNetwork.length; g++) {
        ofNetwork[g] += r * ofNeighbours[g];
      }
    }
  }
}

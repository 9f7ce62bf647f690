package org.c3tl.model;

/**
 * How far the networks are trusted beside simpler predictions:
 * x̂_pc = a_c^α b_c^-β q_pc^γ · (w_n Γ_pc + w_m m_p + w_s s_c + w_r R_pc), where Γ_pc is the mean of the ensemble's predictions,
 * m_p the mean effect of the perturbation over contexts within the gene basis, s_c the context's shrunken shift, R_pc what the
 * contexts like it say ({@link Neighbours}), a_c the context's agreement and b_c its strength ({@link ContextTraits}), q_pc the
 * cosine between Γ_pc and m_p, at least {@value #LEAST_CONSENSUS}.
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
 * @param consensus γ, at least 0: where network and mean say different things, either is less certain
 */
public record Blend(double network, double mean, double shift, double neighbours, double agreement, double strength,
    double consensus) {
  /** The networks alone. */
  public static final Blend NONE = new Blend(1, 0, 0, 0, 0, 0, 0);
  /** Least consensus: what contradicts the mean is not taken back further. */
  public static final double LEAST_CONSENSUS = 0.1;

  /** Checks the range. */
  public Blend {
    for (double w : new double[] {network, mean, shift, neighbours, agreement, strength, consensus}) {
      if (!(w >= 0) || w > 1e6) {
        throw new IllegalArgumentException("a weight of the blend is " + w);
      }
    }
  }

  /**
   * @param network prediction of the networks, one value per gene
   * @param mean mean effect of the perturbation within the gene basis, as many values
   * @return q_pc, {@value #LEAST_CONSENSUS} to 1
   */
  public static double consensus(float[] network, float[] mean) {
    double product = 0;
    double squares = 0;
    double squaresOfMean = 0;
    for (int g = 0; g < network.length; g++) {
      product += (double) network[g] * mean[g];
      squares += (double) network[g] * network[g];
      squaresOfMean += (double) mean[g] * mean[g];
    }
    return consensus(product, squares, squaresOfMean);
  }

  /**
   * @param product inner product of network and mean
   * @param squares squared length of the network's prediction
   * @param squaresOfMean squared length of the mean
   * @return q_pc, {@value #LEAST_CONSENSUS} to 1
   */
  public static double consensus(double product, double squares, double squaresOfMean) {
    double lengths = Math.sqrt(squares * squaresOfMean);
    return lengths > 0 ? Math.min(1, Math.max(LEAST_CONSENSUS, product / lengths)) : LEAST_CONSENSUS;
  }

  /**
   * @param traits the context's
   * @param q q_pc
   * @return what the prediction is multiplied by
   */
  public double gain(ContextTraits traits, double q) {
    return Math.pow(traits.agreement(), agreement) * Math.pow(traits.strength(), -strength) * Math.pow(q, consensus);
  }

  /**
   * @param ofNetwork mean prediction of the networks, one value per gene; becomes the blend, gain included
   * @param ofMean mean effect of the perturbation, as many values
   * @param ofNeighbours R_pc, as many values, or null where it has no weight
   * @param traits the context's
   * @return the gain
   */
  public double apply(float[] ofNetwork, float[] ofMean, float[] ofNeighbours, ContextTraits traits) {
    double gain = gain(traits, consensus == 0 ? 1 : consensus(ofNetwork, ofMean));
    float n = (float) (gain * network);
    float m = (float) (gain * mean);
    float s = (float) (gain * shift);
    float[] shifts = traits.shift();
    for (int g = 0; g < ofNetwork.length; g++) {
      ofNetwork[g] = n * ofNetwork[g] + m * ofMean[g] + s * shifts[g];
    }
    if (neighbours > 0) {
      float r = (float) (gain * neighbours);
      for (int g = 0; g < ofNetwork.length; g++) {
        ofNetwork[g] += r * ofNeighbours[g];
      }
    }
    return gain;
  }
}

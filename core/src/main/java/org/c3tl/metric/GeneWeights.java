package org.c3tl.metric;

/**
 * Weights of genes by how clearly they respond to a perturbation: w_g in proportion to ((|t_g| − min |t|) / (max |t| − min
 * |t|))², from a score t of the perturbation against all others. Effects have no cells to test, so t_g = (δ_pg − ref_g) /
 * sd_pg where the truth has standard deviations, else δ_pg − ref_g, with ref the mean perturbation of the training part.
 * The prediction has no part in it.
 *
 * <p>Source: Diversity by Design {@code analyses/common.py}, where t is scanpy's score of the perturbation against the rest.
 */
final class GeneWeights {
  private GeneWeights() { }

  /**
   * @param block truth of one context
   * @param p row of the perturbation
   * @return a weight in [0, 1] for each gene; they add up to 1, and are the same for all where all have the same score
   */
  static double[] of(ContextBlock block, int p) {
    double[] score = PearsonDeltaPert.minus(block.truth()[p], block.reference());
    if (block.truthSd() != null) {
      double[] sd = block.truthSd()[p];
      double least = Double.POSITIVE_INFINITY;
      for (double s : sd) {
        least = s > 0 ? Math.min(least, s) : least;
      }
      for (int g = 0; g < score.length; g++) {
        // A gene that never varied cannot be surer than the surest that did.
        score[g] /= sd[g] > 0 ? sd[g] : Double.isInfinite(least) ? 1 : least;
      }
    }
    return of(score);
  }

  /**
   * @param score score of each gene, of any sign
   * @return the weights
   */
  static double[] of(double[] score) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (double t : score) {
      least = Math.min(least, Math.abs(t));
      most = Math.max(most, Math.abs(t));
    }
    double[] weights = new double[score.length];
    double sum = 0;
    for (int g = 0; g < weights.length; g++) {
      double w = most > least ? (Math.abs(score[g]) - least) / (most - least) : 1;
      weights[g] = w * w;
      sum += weights[g];
    }
    for (int g = 0; g < weights.length; g++) {
      weights[g] /= sum;
    }
    return weights;
  }
}

package org.c3tl.model;

/**
 * How much a measured effect counts in means over contexts and over perturbations: w_pc = q_c^b · |x_pc|^-a, where |x_pc| is the
 * length of the effect and q_c how much the effects of its context resemble those of the same perturbations elsewhere. Effects of
 * a few cells or of a failed plate are long and resemble nothing; with both exponents 0 all effects count alike.
 *
 * @param length a, at least 0
 * @param context b, at least 0
 */
public record Weighting(double length, double context) {
  /** All effects count alike. */
  public static final Weighting NONE = new Weighting(0, 0);
  /** An effect of next to nothing counts as one of this part of the typical length. */
  private static final double SHORTEST = 0.05;

  /** Checks the range. */
  public Weighting {
    if (!(length >= 0 && length <= 4 && context >= 0 && context <= 4)) {
      throw new IllegalArgumentException("exponents of the weighting are " + length + " and " + context);
    }
  }

  /**
   * @param x effects
   * @return length of each over the root mean square of all
   */
  public static double[] lengths(float[][] x) {
    double[] lengths = new double[x.length];
    double squares = 0;
    for (int r = 0; r < x.length; r++) {
      double square = 0;
      for (float v : x[r]) {
        square += (double) v * v;
      }
      lengths[r] = Math.sqrt(square);
      squares += square / x.length;
    }
    double typical = squares > 0 ? Math.sqrt(squares) : 1;
    for (int r = 0; r < lengths.length; r++) {
      lengths[r] /= typical;
    }
    return lengths;
  }

  /**
   * @param relativeLength length of the effect over the typical one
   * @param resemblance q_c over that of the typical context
   * @return w_pc, above 0
   */
  public double of(double relativeLength, double resemblance) {
    return Math.pow(Math.max(SHORTEST, relativeLength), -length) * Math.pow(resemblance, context);
  }
}

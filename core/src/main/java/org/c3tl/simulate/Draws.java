package org.c3tl.simulate;

import java.util.SplittableRandom;

/**
 * Random numbers of the distributions needed, the same on every machine for a seed. Not for use by several threads.
 *
 * <h2>References</h2>
 * Marsaglia and Bray, SIAM Review 6 (1964) 260 (normal, polar method); Marsaglia and Tsang, ACM TOMS 26 (2000) 363 (gamma);
 * Hörmann, Insurance: Mathematics and Economics 12 (1993) 39 (Poisson by transformed rejection, PTRS).
 */
final class Draws {
  private final SplittableRandom random;
  private double spare;
  private boolean hasSpare;

  private Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * @param seed the user's seed
   * @param purpose numbers that tell this stream from others of the same seed, such as what is drawn and for which cell
   * @return a stream of its own
   */
  static Draws of(long seed, long... purpose) {
    long mixed = mix(seed);
    for (long p : purpose) {
      mixed = mix(mixed ^ mix(p + 0x9E3779B97F4A7C15L));
    }
    return new Draws(mixed);
  }

  /** The finaliser of SplitMix64 (Steele et al., OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /**
   * @return uniform in [0, 1)
   */
  double uniform() {
    return random.nextDouble();
  }

  /**
   * @return normal with mean 0 and variance 1
   */
  double normal() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u;
    double v;
    double s;
    do {
      u = 2 * random.nextDouble() - 1;
      v = 2 * random.nextDouble() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    double f = Math.sqrt(-2 * StrictMath.log(s) / s);
    spare = v * f;
    hasSpare = true;
    return u * f;
  }

  /**
   * @param n how many
   * @param sd standard deviation
   * @return normal numbers of mean 0
   */
  double[] normals(int n, double sd) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = sd * normal();
    }
    return x;
  }

  /**
   * @param shape above 0
   * @return gamma with scale 1
   */
  double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      if (v <= 0) {
        continue;
      }
      v = v * v * v;
      double u = 1 - random.nextDouble();
      if (StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /**
   * @param mean from 0
   * @return Poisson
   */
  long poisson(double mean) {
    if (mean < 10) {
      double limit = StrictMath.exp(-mean);
      long n = -1;
      for (double p = 1; p > limit || n < 0; n++) {
        p *= random.nextDouble();
      }
      return n;
    }
    double log = StrictMath.log(mean);
    double b = 0.931 + 2.53 * Math.sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverse = 1.1239 + 1.1328 / (b - 3.4);
    double r = 0.9277 - 3.6224 / (b - 2);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= r) {
        return (long) k;
      }
      if (k < 0 || us < 0.013 && v > us) {
        continue;
      }
      if (StrictMath.log(v) + StrictMath.log(inverse) - StrictMath.log(a / (us * us) + b)
          <= -mean + k * log - logFactorial(k)) {
        return (long) k;
      }
    }
  }

  /** ln k! by Stirling's series, k from 0. */
  private static double logFactorial(double k) {
    if (k < 2) {
      return 0;
    }
    double x = k + 1;
    double shift = 0;
    while (x < 10) {
      shift += StrictMath.log(x);
      x++;
    }
    return (x - 0.5) * StrictMath.log(x) - x + 0.9189385332046727 + 1 / (12 * x) - 1 / (360 * x * x * x)
        + 1 / (1260 * x * x * x * x * x) - shift;
  }
}

package org.c3tl.metric;

/** The normal distribution, to about thirteen digits. */
final class Normal {
  private Normal() { }

  /**
   * @param z any number
   * @return probability that a standard normal value lies farther from 0 than z, on either side
   */
  static double outside(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    if (x < 2.5) {
      // erf(x) = 2/√π e^(−x²) Σ_n 2ⁿ x^(2n+1) / (2n+1)!!, whose terms are all positive.
      double term = x;
      double sum = x;
      for (int n = 1; term > 1e-17 * sum; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
    // erfc(x) = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))), from the far end.
    double fraction = x;
    for (int n = 60; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }

  /**
   * @param level a probability above 0 and below 1
   * @return the z for which a standard normal value lies within −z and z with that probability
   */
  static double within(double level) {
    double low = 0;
    double high = 40;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (1 - outside(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}

package org.c3tl.evaluate;

import java.util.Map;

/**
 * Difference of two methods, paired by context and fold: taken in each context, averaged over its folds (seeds), with mean
 * and standard deviation over contexts.
 *
 * @param mean mean over contexts; NaN without any
 * @param sd sample standard deviation over contexts; NaN with fewer than two
 * @param contexts number of contexts in which both have a value
 * @param above number of contexts in which the first method's value is larger
 * @param below number of contexts in which it is smaller
 */
public record PairedDifference(double mean, double sd, int contexts, int above, int below) {
  /**
   * @param a values of a method, by context and fold
   * @param b values of another
   * @return a minus b
   */
  public static PairedDifference of(Map<String, Map<String, Double>> a, Map<String, Map<String, Double>> b) {
    double[] differences = a.entrySet().stream().mapToDouble(e -> difference(e.getValue(), b.getOrDefault(e.getKey(), Map.of())))
        .filter(d -> !Double.isNaN(d)).toArray();
    int n = differences.length;
    double sum = 0;
    int above = 0;
    int below = 0;
    for (double d : differences) {
      sum += d;
      above += d > 0 ? 1 : 0;
      below += d < 0 ? 1 : 0;
    }
    double mean = n == 0 ? Double.NaN : sum / n;
    double square = 0;
    for (double d : differences) {
      square += (d - mean) * (d - mean);
    }
    return new PairedDifference(mean, n < 2 ? Double.NaN : Math.sqrt(square / (n - 1)), n, above, below);
  }

  private static double difference(Map<String, Double> a, Map<String, Double> b) {
    return a.entrySet().stream().filter(e -> b.containsKey(e.getKey())).mapToDouble(e -> e.getValue() - b.get(e.getKey()))
        .average().orElse(Double.NaN);
  }

  /**
   * @return standard error of the mean over contexts; NaN with fewer than two
   */
  public double se() {
    return sd / Math.sqrt(contexts);
  }
}

package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.metric.Metric;

/**
 * A method beside the best of others, paired by context: the difference is taken in each context, averaged over its seeds,
 * and its mean and standard error are over contexts. What contexts have in common, such as how noisy they are, drops out.
 *
 * @param metric name of the metric
 * @param other the other method whose mean over contexts is nearest to the metric's best value
 * @param difference mean over contexts of the method's value minus the other's
 * @param sd sample standard deviation of the difference over contexts; NaN with fewer than two
 * @param contexts number of contexts in which both are defined
 */
public record Comparison(String metric, String other, double difference, double sd, int contexts) {
  /**
   * @return standard error of the difference over contexts; NaN with fewer than two
   */
  public double se() {
    return sd / Math.sqrt(contexts);
  }

  /**
   * @param scores scores of all methods
   * @param method the method
   * @param others names of the methods to compare it with; those without scores are ignored
   * @param metrics metrics to compare by
   * @return a comparison for each metric that is defined for both
   */
  public static List<Comparison> of(List<ContextScore> scores, String method, Collection<String> others,
      List<Metric> metrics) {
    List<Comparison> found = new ArrayList<>();
    for (Metric metric : metrics) {
      Map<String, Map<String, List<ContextScore>>> byMethod = new LinkedHashMap<>();
      for (ContextScore s : scores) {
        if (s.metric().equals(metric.name()) && !Double.isNaN(s.scores().context())) {
          byMethod.computeIfAbsent(s.method(), m -> new LinkedHashMap<>())
              .computeIfAbsent(s.context(), c -> new ArrayList<>()).add(s);
        }
      }
      String best = null;
      double least = Double.POSITIVE_INFINITY;
      for (String other : others) {
        Map<String, List<ContextScore>> of = byMethod.get(other);
        double gap = of == null ? Double.NaN : Math.abs(of.values().stream().mapToDouble(Comparison::mean).average()
            .orElseThrow() - metric.best());
        if (gap < least) {
          best = other;
          least = gap;
        }
      }
      if (best != null && byMethod.containsKey(method)) {
        Comparison c = paired(metric.name(), best, byMethod.get(method), byMethod.get(best));
        if (c.contexts > 0) {
          found.add(c);
        }
      }
    }
    return found;
  }

  private static double mean(List<ContextScore> scores) {
    return scores.stream().mapToDouble(s -> s.scores().context()).average().orElseThrow();
  }

  private static Comparison paired(String metric, String other, Map<String, List<ContextScore>> mine,
      Map<String, List<ContextScore>> theirs) {
    List<Double> differences = new ArrayList<>();
    mine.forEach((context, scores) -> {
      double sum = 0;
      int n = 0;
      for (ContextScore a : scores) {
        for (ContextScore b : theirs.getOrDefault(context, List.of())) {
          if (a.fold().equals(b.fold())) {
            sum += a.scores().context() - b.scores().context();
            n++;
          }
        }
      }
      if (n > 0) {
        differences.add(sum / n);
      }
    });
    double mean = differences.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
    double square = differences.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    int n = differences.size();
    return new Comparison(metric, other, mean, n < 2 ? Double.NaN : Math.sqrt(square / (n - 1)), n);
  }
}

package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.metric.Metric;

/**
 * A method beside the best of others, paired by context. What contexts have in common, such as how noisy they are, drops out.
 *
 * @param metric name of the metric
 * @param other the other method whose mean over contexts is nearest to the metric's best value
 * @param difference the method's values minus the other's
 */
public record Comparison(String metric, String other, PairedDifference difference) {
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
      Map<String, Map<String, Map<String, Double>>> byMethod = new LinkedHashMap<>();
      for (ContextScore s : scores) {
        if (s.metric().equals(metric.name()) && !Double.isNaN(s.scores().context())) {
          byMethod.computeIfAbsent(s.method(), m -> new LinkedHashMap<>())
              .computeIfAbsent(s.context(), c -> new LinkedHashMap<>()).put(s.fold(), s.scores().context());
        }
      }
      String best = null;
      double least = Double.POSITIVE_INFINITY;
      for (String other : others) {
        Map<String, Map<String, Double>> of = byMethod.get(other);
        double gap = of == null ? Double.NaN : Math.abs(of.values().stream().mapToDouble(Comparison::mean).average()
            .orElseThrow() - metric.best());
        if (gap < least) {
          best = other;
          least = gap;
        }
      }
      if (best != null && byMethod.containsKey(method)) {
        PairedDifference d = PairedDifference.of(byMethod.get(method), byMethod.get(best));
        if (d.contexts() > 0) {
          found.add(new Comparison(metric.name(), best, d));
        }
      }
    }
    return found;
  }

  private static double mean(Map<String, Double> byFold) {
    return byFold.values().stream().mapToDouble(v -> v).average().orElseThrow();
  }
}

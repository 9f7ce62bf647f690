package org.c3tl.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.evaluate.PairedDifference;
import org.c3tl.evaluate.Summary;
import org.c3tl.report.plot.Num;

/**
 * Whether a method is better than the best baseline, by one metric: the paired difference in each context, averaged over its
 * folds, with its mean and standard error over contexts.
 *
 * @param metric name of the metric
 * @param method the method
 * @param baseline the baseline whose mean is best
 * @param mean mean of the method over contexts
 * @param other mean of the baseline over contexts
 * @param difference mean difference over contexts, positive where the method is better
 * @param se its standard error; NaN with fewer than two contexts
 * @param contexts number of contexts
 * @param better number of contexts in which the method is better
 * @param ceiling mean of the best ceiling, or NaN
 */
record Verdict(String metric, String method, String baseline, double mean, double other, double difference, double se,
    int contexts, int better, double ceiling) {
  /** Differences of more than so many standard errors are called clear. */
  private static final double CLEAR = 2;

  /**
   * @param methods the methods; there is one reported on
   * @param values all values
   * @param stats their summary
   * @param metric name of the metric
   * @param higher whether more of it is better
   * @return the verdict, or null where the method or all baselines lack the metric
   */
  static Verdict of(Methods methods, List<ContextValue> values, Summary stats, String metric, boolean higher) {
    Summary.Stat mine = stats.stat(methods.focal(), metric);
    String best = best(methods.baselines(), stats, metric, higher);
    if (mine == null || best == null || Double.isNaN(mine.mean())) {
      return null;
    }
    Map<String, Map<String, Double>> a = byContext(values, methods.focal(), metric);
    Map<String, Map<String, Double>> b = byContext(values, best, metric);
    PairedDifference d = PairedDifference.of(a, b);
    String top = best(methods.ceilings(), stats, metric, higher);
    return new Verdict(metric, methods.focal(), best, mine.mean(), stats.stat(best, metric).mean(),
        higher ? d.mean() : -d.mean(), d.se(), d.contexts(), higher ? d.above() : d.below(),
        top == null ? Double.NaN : stats.stat(top, metric).mean());
  }

  private static String best(List<String> of, Summary stats, String metric, boolean higher) {
    String best = null;
    for (String m : of) {
      Summary.Stat s = stats.stat(m, metric);
      if (s != null && !Double.isNaN(s.mean()) && (best == null
          || (higher ? s.mean() > stats.stat(best, metric).mean() : s.mean() < stats.stat(best, metric).mean()))) {
        best = m;
      }
    }
    return best;
  }

  private static Map<String, Map<String, Double>> byContext(List<ContextValue> values, String method, String metric) {
    Map<String, Map<String, Double>> by = new LinkedHashMap<>();
    for (ContextValue v : values) {
      if (v.method().equals(method) && v.metric().equals(metric) && !Double.isNaN(v.value())) {
        by.computeIfAbsent(v.context(), c -> new LinkedHashMap<>()).put(v.fold(), v.value());
      }
    }
    return by;
  }

  /**
   * @return 1 for clearly better, -1 for clearly worse, 0 where the contexts do not tell
   */
  int sign() {
    return Double.isNaN(se) ? 0 : difference > CLEAR * se ? 1 : difference < -CLEAR * se ? -1 : 0;
  }

  /**
   * @return the main sentence
   */
  String headline() {
    String name = Methods.label(method);
    if (Double.isNaN(se)) {
      return name + (difference > 0 ? " scores higher than" : difference < 0 ? " scores lower than" : " scores the same as")
          + " the best baseline here (" + baseline + "), but " + (contexts == 1 ? "one context cannot" : "so few contexts cannot")
          + " tell this from chance.";
    }
    return switch (sign()) {
      case 1 -> name + " predicts better than the best baseline here (" + baseline + ").";
      case -1 -> name + " predicts worse than the best baseline here (" + baseline + ").";
      default -> name + " does not differ clearly from the best baseline here (" + baseline + ").";
    };
  }

  /**
   * @param what what the metric measures, in words
   * @return the numbers behind the headline
   */
  String numbers(String what) {
    StringBuilder s = new StringBuilder();
    s.append(what).append(" (").append(metric).append("): ").append(Num.shortest(mean)).append(" for ")
        .append(Methods.label(method)).append(", ").append(Num.shortest(other)).append(" for ").append(baseline).append(". ");
    if (contexts > 0) {
      s.append(difference < 0 ? "Worse by " : "Better by ").append(Num.withError(Math.abs(difference), se));
      if (!Double.isNaN(se)) {
        s.append(" (mean and standard error of the difference over ").append(contexts).append(" contexts)");
      }
      s.append("; better in ").append(better).append(" of ").append(contexts).append(contexts == 1 ? " context." : " contexts.");
    }
    double gap = ceiling - other;
    if (!Double.isNaN(ceiling) && Math.abs(gap) > 1e-12) {
      double part = (mean - other) / gap;
      if (part > 1 || part < 0 && difference > 0) {
        // Replicates bound what a repeat of the measurement scores, not a prediction that draws on many measurements.
        s.append(" That is better than a repeat of the measurement would score, ").append(Num.shortest(ceiling)).append('.');
      } else {
        s.append(" The ceiling, what noise of the measurement leaves possible, is ").append(Num.shortest(ceiling));
        s.append(part < 0 ? "." : ": " + Methods.label(method) + " covers " + Num.fixed(100 * part, 0)
            + " % of the way from the best baseline to it.");
      }
    }
    return s.toString();
  }
}

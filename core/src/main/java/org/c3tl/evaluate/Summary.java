package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Metrics;
import org.c3tl.metric.Skill;

/**
 * Mean and spread of each metric for each method. The order of averaging is: over the perturbations of a context, over the
 * seeds and folds that scored it, over contexts; so each context counts once, however many perturbations it has. This class
 * is immutable.
 *
 * @param methods by name of the method, then of the metric
 */
public record Summary(Map<String, Map<String, Stat>> methods) {
  /** Columns of a terminal that the table for people keeps to. */
  private static final int WIDTH = 100;

  /**
   * One metric of one method.
   *
   * @param mean mean over contexts; NaN where no context defines the metric
   * @param sd sample standard deviation over contexts, each averaged over its seeds; NaN with fewer than two contexts
   * @param sdOverSeeds sample standard deviation, over seeds, of the mean over contexts: what another draw of the known
   *     perturbations (and of random weights) would change; NaN with fewer than two seeds
   * @param contexts number of contexts
   * @param undefined number of (fold, context) in which the metric is undefined: left out for all methods where the truth asks
   *     nothing, for this one where it gives no standard deviations
   * @param degenerate number of values that could not be computed and count as the metric's penalty
   * @param values number of values behind the mean
   */
  public record Stat(double mean, double sd, double sdOverSeeds, int contexts, int undefined, int degenerate, int values) { }

  /** Copies the maps. */
  public Summary {
    Map<String, Map<String, Stat>> copy = new LinkedHashMap<>();
    methods.forEach((method, stats) -> copy.put(method, Collections.unmodifiableMap(new LinkedHashMap<>(stats))));
    methods = Collections.unmodifiableMap(copy);
  }

  /**
   * @param table scores of any number of methods and folds
   * @return their summary
   */
  public static Summary of(MetricTable table) {
    Map<String, Map<String, List<ContextScore>>> grouped = new LinkedHashMap<>();
    for (ContextScore s : table.scores()) {
      grouped.computeIfAbsent(s.method(), m -> new LinkedHashMap<>())
          .computeIfAbsent(s.metric(), m -> new ArrayList<>()).add(s);
    }
    Map<String, Map<String, Stat>> methods = new LinkedHashMap<>();
    grouped.forEach((method, metrics) -> {
      Map<String, Stat> stats = new LinkedHashMap<>();
      metrics.forEach((metric, scores) -> stats.put(metric, stat(scores)));
      methods.put(method, stats);
    });
    return new Summary(methods);
  }

  private static Stat stat(List<ContextScore> all) {
    List<ContextScore> defined = all.stream().filter(s -> !Double.isNaN(s.scores().context())).toList();
    double[] byContext = means(defined, ContextScore::context);
    Map<Long, List<ContextScore>> seeds = group(defined, ContextScore::seed);
    double[] bySeed = seeds.values().stream().mapToDouble(s -> mean(means(s, ContextScore::context))).toArray();
    int degenerate = defined.stream().mapToInt(s -> s.scores().degenerate()).sum();
    int values = defined.stream().mapToInt(s -> s.scores().of()).sum();
    return new Stat(mean(byContext), sd(byContext), sd(bySeed), byContext.length, all.size() - defined.size(), degenerate,
        values);
  }

  private static <K> Map<K, List<ContextScore>> group(List<ContextScore> scores, Function<ContextScore, K> key) {
    Map<K, List<ContextScore>> groups = new LinkedHashMap<>();
    scores.forEach(s -> groups.computeIfAbsent(key.apply(s), k -> new ArrayList<>()).add(s));
    return groups;
  }

  /** Mean context value of each group. */
  private static double[] means(List<ContextScore> scores, Function<ContextScore, String> key) {
    return group(scores, key).values().stream()
        .mapToDouble(g -> mean(g.stream().mapToDouble(s -> s.scores().context()).toArray())).toArray();
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }

  private static double sd(double[] x) {
    if (x.length < 2) {
      return Double.NaN;
    }
    double mean = mean(x);
    double sum = 0;
    for (double v : x) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / (x.length - 1));
  }

  /**
   * @param method name of a method
   * @param metric name of a metric
   * @return its summary, or null where there is none
   */
  public Stat stat(String method, String metric) {
    return methods.getOrDefault(method, Map.of()).get(metric);
  }

  /**
   * The skill that a reader of the table would compute: from the means over contexts instead of the mean of the contexts'
   * skills.
   *
   * @param method name of a method
   * @return (u − b) / (1 − b) of the mean {@code pearson_delta}, or NaN where the method or the mean baseline is not there
   */
  public double skillOfMeans(String method) {
    Stat u = stat(method, "pearson_delta");
    Stat b = stat("mean", "pearson_delta");
    return u == null || b == null ? Double.NaN : Skill.of(u.mean(), b.mean());
  }

  /**
   * @return the summary as a JSON object, by method and metric; {@code null} for what is not a number
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    methods.forEach((method, stats) -> {
      ObjectNode of = json.putObject(method);
      stats.forEach((metric, s) -> {
        ObjectNode node = of.putObject(metric);
        put(node, "mean", s.mean());
        put(node, "sd", s.sd());
        put(node, "sd_over_seeds", s.sdOverSeeds());
        node.put("contexts", s.contexts()).put("undefined", s.undefined()).put("degenerate", s.degenerate())
            .put("values", s.values());
        if (metric.equals("skill")) {
          put(node, "of_means", skillOfMeans(method));
        }
      });
    });
    return json;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /**
   * @return a table for people, methods × metrics, of mean ± standard deviation over contexts: the headline metrics, or all where
   *     none of those is there, without metrics that no method has. What is wider than {@value #WIDTH} columns goes on below
   */
  public String text() {
    List<String> first = new ArrayList<>(List.of("method"));
    first.addAll(methods.keySet());
    StringBuilder text = new StringBuilder();
    List<List<String>> line = new ArrayList<>(List.of(first));
    for (String metric : shown()) {
      List<String> column = column(metric);
      if (line.size() > 1 && line.stream().mapToInt(c -> width(c) + 2).sum() + width(column) > WIDTH) {
        append(line, text);
        text.append('\n');
        line = new ArrayList<>(List.of(first));
      }
      line.add(column);
    }
    append(line, text);
    return text.toString();
  }

  private List<String> shown() {
    List<String> there = methods.values().stream().flatMap(m -> m.entrySet().stream())
        .filter(e -> !Double.isNaN(e.getValue().mean())).map(Map.Entry::getKey).distinct().toList();
    List<String> headline = Metrics.headline().stream().map(Metric::name).filter(there::contains).toList();
    return headline.isEmpty() ? there : headline;
  }

  private List<String> column(String metric) {
    List<Stat> stats = methods.values().stream().map(m -> m.get(metric)).toList();
    String format = "%." + decimals(stats) + "f";
    List<String> column = new ArrayList<>(List.of(metric));
    stats.forEach(s -> column.add(s == null || Double.isNaN(s.mean()) ? "-"
        : String.format(Locale.ROOT, format, s.mean())
        + (Double.isNaN(s.sd()) ? "" : " ± " + String.format(Locale.ROOT, format, s.sd()))));
    return column;
  }

  private static void append(List<List<String>> columns, StringBuilder text) {
    for (int line = 0; line < columns.get(0).size(); line++) {
      StringBuilder row = new StringBuilder();
      for (List<String> column : columns) {
        row.append(column.get(line)).append(" ".repeat(width(column) - column.get(line).length() + 2));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
  }

  private static int width(List<String> column) {
    return column.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Three decimals, or more where the values are so small that three significant digits need them. */
  private static int decimals(Collection<Stat> stats) {
    double least = stats.stream().filter(s -> s != null).mapToDouble(s -> Math.abs(s.mean())).filter(v -> v > 0).min()
        .orElse(1);
    double most = stats.stream().filter(s -> s != null).mapToDouble(s -> Math.abs(s.mean())).filter(v -> v > 0).max()
        .orElse(1);
    return most >= 0.1 ? 3 : Math.min(12, Math.max(3, 2 - (int) Math.floor(Math.log10(least))));
  }
}

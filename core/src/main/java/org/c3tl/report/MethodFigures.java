package org.c3tl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.evaluate.Summary;
import org.c3tl.report.plot.Key;
import org.c3tl.report.plot.Layer;
import org.c3tl.report.plot.Mark;
import org.c3tl.report.plot.Num;
import org.c3tl.report.plot.Palette;
import org.c3tl.report.plot.Panel;
import org.c3tl.report.plot.Plot;
import org.c3tl.report.plot.Scale;
import org.c3tl.report.plot.Shape;

/** Figures that compare methods: over all contexts, and context by context. */
final class MethodFigures {
  /** More contexts than this would be a figure of several pages. */
  private static final int MOST_CONTEXTS = 100;
  private static final int COMPARED = 3;
  private static final double ROW = 20;
  /** Pale, so that marks stand out from it. */
  private static final String BAR = "#9CC9E5";

  private MethodFigures() { }

  /** Methods whose values come mostly from the rule for degenerate cases, which would squeeze the others together. */
  private static boolean degenerate(Summary.Stat s) {
    return s.degenerate() * 2 > s.values();
  }

  /**
   * @param methods methods in order
   * @param stats their summary
   * @param metric metric to show
   * @return mean and standard error of each method, or null where none has the metric
   */
  static Figure methods(Methods methods, Summary stats, MetricText metric) {
    List<String> shown = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Table data = new Table("method", "metric", "mean", "se", "sd", "contexts");
    for (String m : methods.all()) {
      Summary.Stat s = stats.stat(m, metric.name());
      if (s == null || Double.isNaN(s.mean())) {
        continue;
      }
      data.row(m, metric.name(), s.mean(), se(s), s.sd(), s.contexts());
      (degenerate(s) ? left : shown).add(m);
    }
    if (shown.isEmpty()) {
      return null;
    }
    List<Layer> layers = new ArrayList<>();
    List<Double> extent = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Summary.Stat s = stats.stat(shown.get(i), metric.name());
      double se = Double.isNaN(se(s)) ? 0 : se(s);
      extent.addAll(List.of(s.mean() - se, s.mean() + se));
      String colour = methods.colour(shown.get(i));
      layers.add(new Layer.Intervals(List.of((double) i), List.of(s.mean() - se), List.of(s.mean() + se), colour));
      layers.add(new Layer.Points(List.of(new Mark(s.mean(), i, Methods.label(shown.get(i)) + ": " + Num.withError(s.mean(),
          se))), colour, methods.shape(shown.get(i)), 5, 1));
    }
    Scale x = Scale.around(metric.axis(), extent);
    Panel panel = new Panel("", x, Scale.of("", shown.stream().map(Methods::label).toList()), layers);
    String title = metric.phrase() + " of each method";
    String undrawn = left.isEmpty() ? "" : " Not drawn, since most of its values are undefined and count as failures: "
        + String.join(", ", left) + ".";
    return new Figure("methods", "Methods compared",
        new Plot(title, title + ", mean and standard error over contexts, for " + shown.size() + " methods.", List.of(panel),
            List.of(), null, 520, (int) Math.max(60, ROW * 1.3 * shown.size()), 1),
        metric.phrase() + " (" + metric.name() + "): mean over contexts, the bar being ± one standard error." + undrawn,
        "Each line is a method, the first is the one this report is about, the baselines follow from best to worst. "
            + metric.direction() + " Bars that overlap widely do not mean 'no difference': the same contexts are behind all "
            + "methods, so the paired difference in the headline is the better guide.", data);
  }

  /**
   * @param methods methods in order; one is reported on
   * @param values all values
   * @param stats their summary
   * @param metric metric to show
   * @return a bar for each context with marks of the best baselines and the ceiling, or null without values
   */
  static Figure contexts(Methods methods, List<ContextValue> values, Summary stats, MetricText metric) {
    Map<String, Map<String, double[]>> sums = new LinkedHashMap<>();
    for (ContextValue v : values) {
      if (v.metric().equals(metric.name()) && !Double.isNaN(v.value())) {
        double[] sum = sums.computeIfAbsent(v.context(), c -> new LinkedHashMap<>()).computeIfAbsent(v.method(),
            m -> new double[2]);
        sum[0] += v.value();
        sum[1]++;
      }
    }
    sums.values().removeIf(by -> !by.containsKey(methods.focal()));
    if (sums.isEmpty()) {
      return null;
    }
    Set<String> compared = new LinkedHashSet<>();
    for (String m : methods.baselines()) {
      Summary.Stat s = stats.stat(m, metric.name());
      if (s != null && !Double.isNaN(s.mean()) && !degenerate(s) && (compared.size() < COMPARED || m.equals("mean"))) {
        compared.add(m);
      }
    }
    compared.addAll(methods.ceilings());
    List<String> order = new ArrayList<>(sums.keySet());
    order.sort(Comparator.comparingDouble((String c) -> -mean(sums, c, methods.focal())).thenComparing(c -> c));
    Table data = new Table("context", "method", "metric", "value");
    for (String c : order) {
      for (String m : methods.all()) {
        if (sums.get(c).containsKey(m)) {
          data.row(c, m, metric.name(), mean(sums, c, m));
        }
      }
    }
    int all = order.size();
    if (all > MOST_CONTEXTS) {
      List<String> ends = new ArrayList<>(order.subList(0, MOST_CONTEXTS / 2));
      ends.addAll(order.subList(all - MOST_CONTEXTS / 2, all));
      order = ends;
    }
    List<Layer> layers = new ArrayList<>();
    List<Key> legend = new ArrayList<>(List.of(new Key(Methods.label(methods.focal()), BAR, Shape.AREA)));
    List<Double> extent = new ArrayList<>(List.of(0.0));
    layers.add(new Layer.Bars(marks(sums, order, methods.focal(), extent), BAR, 0.7));
    for (String m : compared) {
      layers.add(new Layer.Points(marks(sums, order, m, extent), methods.colour(m), methods.shape(m), methods.ceilings()
          .contains(m) ? 8 : 4.2, 1));
      legend.add(new Key(m, methods.colour(m), methods.shape(m)));
    }
    Scale around = Scale.around(metric.axis(), extent);
    double least = extent.stream().mapToDouble(v -> v).min().orElse(0);
    double most = extent.stream().mapToDouble(v -> v).max().orElse(0);
    // Bars stand on 0 without a gap.
    Scale x = Scale.linear(metric.axis(), least < 0 ? around.min() : 0, most > 0 ? around.max() : 0);
    layers.add(new Layer.Line(List.of(new Mark(0, -0.5, ""), new Mark(0, order.size() - 0.5, "")), Palette.GREY, 1, false, 1,
        ""));
    String title = metric.phrase() + " in each context";
    double row = order.size() > 40 ? 13 : ROW;
    return new Figure("contexts", "Context by context",
        new Plot(title, title + ": bars for " + Methods.label(methods.focal()) + ", marks for " + String.join(", ", compared)
        + ".", List.of(new Panel("", x, Scale.of("", order), layers)), legend, null, 520, (int) Math.max(60, row * order.size()),
        1), metric.phrase() + " (" + metric.name() + ") in each held-out context: mean over its perturbations"
            + " and over the folds that held it out." + (all > MOST_CONTEXTS ? " The " + MOST_CONTEXTS / 2 + " best and the "
            + MOST_CONTEXTS / 2 + " worst of " + all + " contexts are drawn." : ""),
        "A bar that ends to the right of all marks is a context in which " + Methods.label(methods.focal())
            + (metric.higher() ? " beats" : " loses to") + " the baselines drawn. Contexts at the bottom are the hard ones, or "
            + "the noisy ones: a baseline that fails there too points to noise.", data);
  }

  private static double mean(Map<String, Map<String, double[]>> sums, String context, String method) {
    double[] sum = sums.get(context).get(method);
    return sum == null ? Double.NaN : sum[0] / sum[1];
  }

  private static List<Mark> marks(Map<String, Map<String, double[]>> sums, List<String> order, String method,
      List<Double> extent) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      double v = mean(sums, order.get(i), method);
      if (!Double.isNaN(v)) {
        marks.add(new Mark(v, i, order.get(i) + ", " + Methods.label(method) + ": " + Num.shortest(v)));
        extent.add(v);
      }
    }
    return marks;
  }

  static double se(Summary.Stat s) {
    return s.sd() / Math.sqrt(s.contexts());
  }
}

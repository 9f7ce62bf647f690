package org.c3tl.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.c3tl.report.plot.Key;
import org.c3tl.report.plot.Layer;
import org.c3tl.report.plot.Mark;
import org.c3tl.report.plot.Num;
import org.c3tl.report.plot.Panel;
import org.c3tl.report.plot.Plot;
import org.c3tl.report.plot.Scale;
import org.c3tl.report.plot.Shape;

/** What less data costs each method (Figure 3 of the paper). */
final class ScarcityFigure {
  private static final int COMPARED = 3;

  private ScarcityFigure() { }

  /**
   * @param methods methods in order
   * @param points results by amount of data
   * @param metric metric to show
   * @return a panel for each number of training contexts, or null without results
   */
  static Figure of(Methods methods, List<ScarcityPoint> points, MetricText metric) {
    List<ScarcityPoint> of = points.stream().filter(p -> p.metric().equals(metric.name()) && !Double.isNaN(p.mean())
        && p.known() > 0).toList();
    if (of.isEmpty()) {
      return null;
    }
    Table data = new Table("method", "training_contexts", "known", "metric", "mean", "sd", "contexts");
    of.forEach(p -> data.row(p.method(), p.trainingContexts(), p.known(), p.metric(), p.mean(), p.sd(), p.contexts()));
    Set<String> shown = new LinkedHashSet<>();
    int baselines = 0;
    for (String m : methods.all()) {
      boolean baseline = methods.baselines().contains(m);
      // Values of a method that mostly fails are all the same and would squeeze the others together.
      boolean failed = of.stream().filter(p -> p.method().equals(m)).allMatch(p -> p.mean() <= -0.999);
      if (!failed && of.stream().anyMatch(p -> p.method().equals(m)) && (!baseline || baselines < COMPARED || m.equals("mean"))) {
        shown.add(m);
        baselines += baseline ? 1 : 0;
      }
    }
    List<Double> ys = new ArrayList<>();
    for (ScarcityPoint p : of) {
      if (shown.contains(p.method())) {
        double sd = p.method().equals(methods.focal()) && !Double.isNaN(p.sd()) ? p.sd() : 0;
        ys.addAll(List.of(p.mean() - sd, p.mean() + sd));
      }
    }
    Scale x = Scale.log("known perturbations", of.stream().map(ScarcityPoint::known).toList());
    Scale y = Scale.around(metric.axis(), ys);
    List<Integer> panels = of.stream().map(ScarcityPoint::trainingContexts).distinct().sorted(Comparator.reverseOrder()).toList();
    List<Panel> drawn = new ArrayList<>();
    for (int n : panels) {
      List<Layer> layers = new ArrayList<>();
      List<String> order = new ArrayList<>(shown);
      // The method that the report is about goes on top of the others.
      Collections.reverse(order);
      for (String m : order) {
        List<ScarcityPoint> line = of.stream().filter(p -> p.method().equals(m) && p.trainingContexts() == n)
            .sorted(Comparator.comparingDouble(ScarcityPoint::known)).toList();
        List<Mark> marks = line.stream().map(p -> new Mark(p.known(), p.mean(), Methods.label(m) + ", " + n + " contexts, "
            + Num.shortest(p.known()) + " known: " + Num.withError(p.mean(), p.sd()))).toList();
        if (m.equals(methods.focal())) {
          layers.add(0, new Layer.Band(line.stream().map(ScarcityPoint::known).toList(), line.stream().map(p -> p.mean() - p.sd())
              .toList(), line.stream().map(p -> p.mean() + p.sd()).toList(), methods.colour(m)));
        }
        layers.add(new Layer.Line(marks, methods.colour(m), m.equals(methods.focal()) ? 2.4 : 1.6, methods.ceilings()
            .contains(m), 1, ""));
        layers.add(new Layer.Points(marks, methods.colour(m), methods.shape(m), 4, 1));
      }
      drawn.add(new Panel(n + (n == 1 ? " training context" : " training contexts"), x, y, layers));
    }
    List<Key> legend = new ArrayList<>(shown.stream().map(m -> new Key(Methods.label(m), methods.colour(m), methods.shape(m)))
        .toList());
    if (methods.focal() != null && of.stream().anyMatch(p -> !Double.isNaN(p.sd()))) {
      legend.add(new Key("± sd over contexts", "#D9E8F3", Shape.AREA));
    }
    int columns = panels.size() <= 4 && panels.size() != 3 ? 2 : 3;
    int contexts = of.stream().mapToInt(ScarcityPoint::contexts).max().orElse(0);
    return new Figure("scarcity", "How much data is needed",
        new Plot("Sensitivity to data scarcity", "Lines of " + metric.name() + " against the number of known perturbations, in "
            + panels.size() + " panels by number of training contexts.", drawn, legend, null, panels.size() == 1 ? 430
            : columns == 2 ? 310 : 190, columns == 2 ? 230 : 190, columns),
        metric.phrase() + " (" + metric.name() + ") where fewer perturbations of the target context are known (to the left) and "
        + "fewer contexts train (panel by panel): mean over up to " + contexts + " target contexts; the band is ± one standard "
        + "deviation of " + Methods.label(methods.focal() == null ? shown.iterator().next() : methods.focal())
            + ". The same layout as Figure 3 of the paper.",
        "A line that stays level to the left loses little when measurements are few. Where a baseline's line meets "
            + (methods.focal() == null ? "another" : Methods.label(methods.focal()) + "'s") + ", the simpler method does as "
            + "well. The number of known perturbations is on a logarithmic axis.", data);
  }
}

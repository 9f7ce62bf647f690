package org.c3tl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.c3tl.report.plot.Key;
import org.c3tl.report.plot.Layer;
import org.c3tl.report.plot.Mark;
import org.c3tl.report.plot.Num;
import org.c3tl.report.plot.Palette;
import org.c3tl.report.plot.Panel;
import org.c3tl.report.plot.Plot;
import org.c3tl.report.plot.Scale;
import org.c3tl.report.plot.Shape;

/** How trainings went, epoch by epoch. */
final class CurveFigure {
  private static final int MOST_LINES = 60;
  private static final int MOST_POINTS = 150;

  private CurveFigure() { }

  private record Run(String fold, String phase, int member) { }

  /**
   * @param curve points of any number of trainings
   * @return training and validation by epoch, or null without points
   */
  static Figure of(List<CurvePoint> curve) {
    Map<Run, List<CurvePoint>> runs = new LinkedHashMap<>();
    Table data = new Table("fold", "phase", "member", "epoch", "train_mse", "validation_mse", "validation_pearson");
    for (CurvePoint p : curve) {
      runs.computeIfAbsent(new Run(p.fold(), p.phase(), p.member()), r -> new ArrayList<>()).add(p);
      data.row(p.fold(), p.phase(), p.member(), p.epoch(), p.trainMse(), p.validationMse(), p.validationPearson());
    }
    if (runs.isEmpty()) {
      return null;
    }
    List<Panel> panels = new ArrayList<>();
    boolean best = false;
    String[] titles = {"Error on training data", "Error on validation data", "Correlation on validation data"};
    String[] labels = {"mse (effect²)", "mse (effect²)", "Pearson correlation"};
    List<ToDoubleFunction<CurvePoint>> values = List.of(CurvePoint::trainMse, CurvePoint::validationMse,
        CurvePoint::validationPearson);
    for (int i = 0; i < values.size(); i++) {
      ToDoubleFunction<CurvePoint> value = values.get(i);
      if (curve.stream().anyMatch(p -> Double.isFinite(value.applyAsDouble(p)))) {
        panels.add(panel(titles[i], labels[i], runs, value, i));
        best |= i > 0;
      }
    }
    if (panels.isEmpty()) {
      return null;
    }
    List<Key> legend = new ArrayList<>(List.of(new Key("one training", "#9CC3DF", Shape.LINE), new Key("median", Palette.BLUE,
        Shape.LINE)));
    if (best) {
      legend.add(new Key("best epoch of a training", Palette.VERMILION, Shape.CIRCLE));
    }
    return new Figure("learning-curve", "Learning curve",
        new Plot("Learning curve", "Lines of error and correlation by epoch for " + runs.size() + " trainings.", panels, legend,
        null, panels.size() == 1 ? 430 : panels.size() == 2 ? 300 : 195, 190, Math.min(3, panels.size())),
        "Each pale line is one training (" + Num.grouped(runs.size()) + " in all" + (runs.size() > MOST_LINES ? ", " + MOST_LINES
            + " drawn" : "") + "); the dark line is their median at each epoch, drawn while three quarters of them go on.",
        "Training error should fall and level off. Validation error that rises again while training error falls is overfitting; "
            + "early stopping then takes the best epoch. Lines that are still falling at their end ask for more epochs.", data);
  }

  private static Panel panel(String title, String label, Map<Run, List<CurvePoint>> runs, ToDoubleFunction<CurvePoint> value,
      int kind) {
    List<Layer> layers = new ArrayList<>();
    List<Mark> best = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    TreeMap<Integer, List<Double>> byEpoch = new TreeMap<>();
    int with = 0;
    int drawn = 0;
    for (Map.Entry<Run, List<CurvePoint>> e : runs.entrySet()) {
      List<CurvePoint> points = e.getValue().stream().filter(p -> Double.isFinite(value.applyAsDouble(p))).toList();
      if (points.isEmpty()) {
        continue;
      }
      with++;
      points.forEach(p -> byEpoch.computeIfAbsent(p.epoch(), k -> new ArrayList<>()).add(value.applyAsDouble(p)));
      if (drawn++ >= MOST_LINES) {
        continue;
      }
      points.forEach(p -> ys.add(value.applyAsDouble(p)));
      int every = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
      List<Mark> marks = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        if (i % every == 0 || i == points.size() - 1) {
          marks.add(new Mark(points.get(i).epoch(), value.applyAsDouble(points.get(i)), ""));
        }
      }
      String name = e.getKey().fold() + (e.getKey().fold().isEmpty() ? "" : ", ") + "network " + (e.getKey().member() + 1);
      layers.add(new Layer.Line(marks, "#9CC3DF", 1, false, 0.7, name));
      if (kind > 0) {
        CurvePoint top = points.get(0);
        for (CurvePoint p : points) {
          double better = value.applyAsDouble(p) - value.applyAsDouble(top);
          top = (kind == 1 ? better < 0 : better > 0) ? p : top;
        }
        best.add(new Mark(top.epoch(), value.applyAsDouble(top), name + ": best at epoch " + top.epoch() + " ("
            + Num.shortest(value.applyAsDouble(top)) + ")"));
      }
    }
    List<Mark> median = new ArrayList<>();
    for (Map.Entry<Integer, List<Double>> e : byEpoch.entrySet()) {
      List<Double> sorted = e.getValue().stream().sorted().toList();
      int n = sorted.size();
      if (4 * n >= 3 * with) {
        median.add(new Mark(e.getKey(), (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2, ""));
      }
    }
    layers.add(new Layer.Points(best, Palette.VERMILION, Shape.CIRCLE, 2.6, 0.9));
    layers.add(new Layer.Line(median, Palette.BLUE, 2.2, false, 1, "median"));
    return new Panel(title, Scale.linear("epoch", Math.min(1, byEpoch.firstKey()), Math.max(2, byEpoch.lastKey())),
        Scale.around(label, ys), layers);
  }
}

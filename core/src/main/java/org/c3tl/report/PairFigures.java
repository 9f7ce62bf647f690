package org.c3tl.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.c3tl.data.Correlation;
import org.c3tl.report.plot.Key;
import org.c3tl.report.plot.Layer;
import org.c3tl.report.plot.Mark;
import org.c3tl.report.plot.Num;
import org.c3tl.report.plot.Palette;
import org.c3tl.report.plot.Panel;
import org.c3tl.report.plot.Plot;
import org.c3tl.report.plot.Ramp;
import org.c3tl.report.plot.Scale;
import org.c3tl.report.plot.Shape;

/** Figures of predicted beside measured values. */
final class PairFigures {
  /** Up to so many values are drawn as points, more as hexagons. */
  private static final int MOST_POINTS = 2000;
  private static final int HEXAGONS = 50;
  private static final int TOP_GENES = 20;
  private static final int TOP_PERTURBATIONS = 15;
  private static final int MATRIX = 150;
  private static final int BINS = 10;

  private PairFigures() { }

  /**
   * @param study values of the method
   * @param method name of the method for people
   * @param unit unit of the values, may be empty
   * @return predicted against measured values (Figure 2 of the paper), or null without values
   */
  static Figure scatter(PairStudy study, String method, String unit) {
    int n = study.sampled();
    if (n == 0) {
      return null;
    }
    double[] sizes = new double[2 * n];
    for (int i = 0; i < n; i++) {
      sizes[2 * i] = Math.abs(study.truth(i));
      sizes[2 * i + 1] = Math.abs(study.prediction(i));
    }
    Arrays.sort(sizes);
    // A few extreme values would leave the rest a dot in the middle.
    double limit = n <= MOST_POINTS ? sizes[2 * n - 1] * 1.05 : sizes[(int) (0.9995 * (2 * n - 1))] * 1.1;
    limit = limit > 0 ? limit : 1;
    long outside = 0;
    for (int i = 0; i < n; i++) {
      outside += Math.abs(study.truth(i)) > limit || Math.abs(study.prediction(i)) > limit ? 1 : 0;
    }
    Table data;
    Layer layer;
    Ramp ramp = null;
    if (n <= MOST_POINTS) {
      data = new Table("measured", "predicted");
      List<Mark> marks = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        marks.add(new Mark(study.truth(i), study.prediction(i), ""));
        data.row((double) study.truth(i), (double) study.prediction(i));
      }
      layer = new Layer.Points(marks, Palette.BLUE, Shape.CIRCLE, 2.2, 0.5);
    } else {
      List<Layer.Bin> bins = hexagons(study, limit);
      data = new Table("measured", "predicted", "count");
      bins.forEach(b -> data.row(b.x(), b.y(), b.count()));
      ramp = Ramp.counts("values per hexagon", bins.stream().mapToLong(Layer.Bin::count).max().orElse(1));
      layer = new Layer.Hexagons(bins, ramp, HEXAGONS);
    }
    double r = study.correlation();
    String of = unit.isEmpty() ? "effect" : "effect, " + unit;
    Layer identity = new Layer.Line(List.of(new Mark(-limit, -limit, ""), new Mark(limit, limit, "")), Palette.INK, 1.2, true, 1,
        "perfect prediction");
    Panel panel = new Panel("r = " + Num.fixed(r, 3) + ", " + Num.grouped(study.pairs()) + " values", Scale.linear("measured "
        + of, -limit, limit), Scale.linear("predicted " + of, -limit, limit), List.of(layer, identity));
    String sampled = n < study.pairs() ? " Drawn are " + Num.grouped(n) + " of them, an even sample that is the same in every "
        + "run; r is over all." : "";
    return new Figure("scatter", "Predicted against measured",
        new Plot("Predicted against measured effects, " + method, "Predicted against measured effects; correlation "
            + Num.fixed(r, 3) + " over " + Num.grouped(study.pairs()) + " values.", List.of(panel),
            List.of(new Key("perfect prediction", Palette.INK, Shape.DASHES)), ramp, 400, 400, 1),
        "Every value is one gene of one scored perturbation in one context (" + Num.grouped(study.cells())
            + " of these, all folds together), as in Figure 2 of the paper." + sampled + (outside > 0 ? " " + Num.grouped(outside)
            + " extreme values lie beyond the axes." : ""),
        "On the dashed line a prediction is exactly right. A cloud that is flatter than the line means cautious predictions: "
        + "right in direction, too small in size. A round cloud means that the prediction says little. Most genes do not respond "
        + "to a perturbation, so most values lie in the middle.", data);
  }

  /** Counts in pointed-top hexagons, the rows shifted by half a hexagon in turn. */
  private static List<Layer.Bin> hexagons(PairStudy study, double limit) {
    double dx = 2 * limit / HEXAGONS;
    double dy = dx * Math.sqrt(3) / 2;
    Map<Long, Long> counts = new TreeMap<>();
    for (int i = 0; i < study.sampled(); i++) {
      double x = study.truth(i);
      double y = study.prediction(i);
      if (Math.abs(x) > limit || Math.abs(y) > limit) {
        continue;
      }
      long row = Math.round(y / dy);
      double shift = (row & 1) / 2.0;
      long column = Math.round(x / dx - shift);
      double py = y / dy - row;
      // Near the upper and lower ends of a hexagon the centre of the next row may be closer.
      if (Math.abs(py) * 3 > 1) {
        double px = x / dx - (column + shift);
        long other = row + (py < 0 ? -1 : 1);
        double otherShift = (other & 1) / 2.0;
        long otherColumn = Math.round(x / dx - otherShift);
        double qx = x / dx - (otherColumn + otherShift);
        double qy = y / dy - other;
        if (px * px + 0.75 * py * py > qx * qx + 0.75 * qy * qy) {
          row = other;
          column = otherColumn;
        }
      }
      counts.merge((row + 1_000_000) << 32 | column + 1_000_000, 1L, Long::sum);
    }
    List<Layer.Bin> bins = new ArrayList<>();
    counts.forEach((key, count) -> {
      long row = (key >> 32) - 1_000_000;
      long column = (key & 0xFFFFFFFFL) - 1_000_000;
      bins.add(new Layer.Bin((column + (row & 1) / 2.0) * dx, row * dy, count));
    });
    return bins;
  }

  /**
   * @param study values of the method
   * @return measured, predicted and error of the genes and perturbations with the largest effects, or null without values
   */
  static Figure genes(PairStudy study) {
    PairStudy.Example e = study.example();
    if (e == null) {
      return null;
    }
    double[][] t = doubles(e.truth());
    int[] rows = largest(IntStream.range(0, t.length).mapToDouble(p -> Math.sqrt(Correlation.sumOfSquares(t[p]))).toArray(),
        TOP_PERTURBATIONS);
    double[] mean = new double[e.genes().size()];
    for (int p : rows) {
      for (int g = 0; g < mean.length; g++) {
        mean[g] += Math.abs(t[p][g]) / rows.length;
      }
    }
    int[] columns = largest(mean, TOP_GENES);
    double[][] shown = new double[rows.length][columns.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns.length; j++) {
        shown[i][j] = t[rows[i]][columns[j]];
      }
    }
    rows = ordered(rows, shown);
    columns = ordered(columns, transposed(shown));
    double[][][] panels = new double[3][columns.length][rows.length];
    Table data = new Table("gene", "perturbation", "context", "measured", "predicted", "error");
    List<String> genes = Arrays.stream(columns).mapToObj(e.genes()::name).toList();
    List<String> perturbations = Arrays.stream(rows).mapToObj(e.perturbations()::get).toList();
    double[] sizes = new double[rows.length * columns.length];
    for (int g = 0; g < columns.length; g++) {
      for (int p = 0; p < rows.length; p++) {
        double measured = e.truth()[rows[p]][columns[g]];
        double predicted = e.prediction()[rows[p]][columns[g]];
        panels[0][g][p] = measured;
        panels[1][g][p] = predicted;
        panels[2][g][p] = predicted - measured;
        sizes[g * rows.length + p] = Math.abs(measured);
        data.row(genes.get(g), perturbations.get(p), e.context(), measured, predicted, predicted - measured);
      }
    }
    Arrays.sort(sizes);
    Ramp ramp = Ramp.signed("effect (stronger ones have the last colour)", sizes[(int) (0.98 * (sizes.length - 1))]);
    List<Panel> drawn = new ArrayList<>();
    String[] titles = {"measured", "predicted", "predicted − measured"};
    for (int i = 0; i < 3; i++) {
      drawn.add(new Panel(titles[i], Scale.of("", perturbations), Scale.of("", genes),
          List.of(new Layer.Tiles(panels[i], ramp, genes, perturbations))));
    }
    return new Figure("genes", "Genes that respond most",
        new Plot("Genes that respond most, context " + e.context(), "Heat maps of measured and predicted effects and their "
        + "difference for " + genes.size() + " genes and " + perturbations.size() + " perturbations in context " + e.context()
        + ".", drawn, List.of(), ramp, Math.max(60, Math.min(190, 19 * rows.length)), Math.max(40, 15 * columns.length), 3),
        "Context " + e.context() + ", the one with the most scored perturbations (of its first fold, where it has several): the "
            + columns.length + " genes with the largest mean measured effect over the " + rows.length
            + " perturbations with the strongest measured effects, in an order that puts similar ones side by side.",
        "The first two panels should look alike. Paler colours in the second mean that the effect is found but underestimated. "
        + "In the third, white is right; colour is what the prediction missed.", data);
  }

  /**
   * @param study values of the method
   * @return similarity of every prediction to every measurement in the example context, or null with fewer than two
   *     perturbations
   */
  static Figure discrimination(PairStudy study) {
    PairStudy.Example e = study.example();
    if (e == null || e.perturbations().size() < 2) {
      return null;
    }
    double[][] t = doubles(e.truth());
    int[] rows = largest(IntStream.range(0, t.length).mapToDouble(p -> Correlation.sumOfSquares(t[p])).toArray(), MATRIX);
    int n = rows.length;
    double[][] truth = centred(t, rows);
    double[][] prediction = centred(doubles(e.prediction()), rows);
    int[] order = ordered(IntStream.range(0, n).toArray(), truth);
    double[][] similarity = new double[n][n];
    List<String> names = new ArrayList<>();
    Table data = new Table("predicted", "measured", "correlation");
    int first = 0;
    double ranks = 0;
    for (int i = 0; i < n; i++) {
      names.add(e.perturbations().get(rows[order[i]]));
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        similarity[i][j] = Correlation.pearson(prediction[order[i]], truth[order[j]]);
        data.row(names.get(i), names.get(j), similarity[i][j]);
      }
      double own = similarity[i][i];
      double above = 0;
      for (int j = 0; j < n; j++) {
        above += j == i ? 0 : similarity[i][j] > own || Double.isNaN(own) ? 1 : similarity[i][j] == own ? 0.5 : 0;
      }
      first += above < 0.5 ? 1 : 0;
      ranks += above / (n - 1) / n;
    }
    double[] sizes = Arrays.stream(similarity).flatMapToDouble(Arrays::stream).filter(v -> !Double.isNaN(v)).map(Math::abs)
        .sorted().toArray();
    Ramp ramp = Ramp.signed("correlation (stronger ones have the last colour)", sizes.length == 0 ? 1
        : Math.max(0.05, sizes[(int) (0.995 * (sizes.length - 1))]));
    int size = Math.max(120, Math.min(430, 14 * n));
    Panel panel = new Panel("", Scale.of("measured", names), Scale.of("predicted", names),
        List.of(new Layer.Tiles(similarity, ramp, n <= 30 ? names : List.of(), n <= 30 ? names : List.of())));
    return new Figure("discrimination", "Telling perturbations apart",
        new Plot("Similarity of predictions to measurements, context " + e.context(), "Matrix of correlations of " + n
            + " predictions with " + n + " measurements in context " + e.context() + "; the diagonal is each with its own.",
            List.of(panel), List.of(), ramp, size, size, 1),
        "Context " + e.context() + ": correlation over genes of every prediction (row) with every measured effect (column), "
        + "after the mean over the " + n + " perturbations" + (n < e.perturbations().size() ? " (the strongest of "
        + e.perturbations().size() + ")" : "") + " was taken off either side, so that only what is particular to each is "
        + "compared. For " + first + " of " + n + " the own measurement is the most similar one; on average "
        + Num.fixed(100 * ranks, 0) + " % of the others are more similar than the own (50 % by chance, 0 % at best).",
        "An orange diagonal from the upper left to the lower right on a pale ground means that each prediction fits its own "
        + "perturbation. Blocks are groups of perturbations with like effects. Upright stripes mean that all predictions look "
        + "the same.", data);
  }

  /**
   * @param study values of the method
   * @param method name of the method for people
   * @return whether predicted standard deviations tell the errors made, or null where there are none
   */
  static Figure calibration(PairStudy study, String method) {
    if (!study.hasSd()) {
      return null;
    }
    Table data = new Table("panel", "x", "y", "values");
    double[] coverage = study.coverage();
    List<Mark> marks = new ArrayList<>();
    for (int l = 0; l < coverage.length; l++) {
      double nominal = PairStudy.LEVELS[l];
      marks.add(new Mark(nominal, coverage[l], Num.fixed(100 * nominal, 0) + " % intervals hold " + Num.fixed(100 * coverage[l],
          1) + " % of the measured values"));
      data.row("coverage", nominal, coverage[l], study.pairs());
    }
    Layer ideal = new Layer.Line(List.of(new Mark(0, 0, ""), new Mark(1, 1, "")), Palette.INK, 1.2, true, 1, "as promised");
    Panel left = new Panel("Coverage of intervals", Scale.linear("promised share", -0.02, 1.02),
        Scale.linear("share of measured values inside", -0.02, 1.02), List.of(ideal, new Layer.Line(marks, Palette.BLUE, 2,
        false, 1, ""), new Layer.Points(marks, Palette.BLUE, Shape.CIRCLE, 4, 1)));
    List<Mark> bins = bins(study, data);
    double most = bins.stream().mapToDouble(m -> Math.max(m.x(), m.y())).max().orElse(1) * 1.08;
    Panel right = new Panel("Error against predicted sd", Scale.linear("predicted sd", 0, most),
        Scale.linear("error made (root mean square)", 0, most), List.of(new Layer.Line(List.of(new Mark(0, 0, ""), new Mark(most,
        most, "")), Palette.INK, 1.2, true, 1, "as promised"), new Layer.Line(bins, Palette.BLUE, 2, false, 1, ""),
        new Layer.Points(bins, Palette.BLUE, Shape.CIRCLE, 4, 1)));
    int at80 = Arrays.binarySearch(PairStudy.LEVELS, 0.8);
    return new Figure("calibration", "Can the uncertainty be trusted?",
        new Plot("Calibration of the predicted uncertainty, " + method, "Coverage of intervals against what they promise, and "
        + "error against predicted standard deviation.", List.of(left, right), List.of(new Key("as promised", Palette.INK,
        Shape.DASHES), new Key(method, Palette.BLUE, Shape.CIRCLE)), null, 300, 300, 2),
        "Left: share of measured values inside the central interval of each width, over " + Num.grouped(study.pairs())
            + " values; 80 % intervals hold " + Num.fixed(100 * coverage[at80], 1) + " %. Right: values in ten groups of equal "
            + "size by predicted standard deviation, and the error made in each.",
        "Points on the dashed line are as promised. Left, points below it mean overconfidence (intervals too narrow), above it "
            + "caution. Right, a rising line means that the model knows which of its values are unsure; a level line that it "
            + "does not.", data);
  }

  private static List<Mark> bins(PairStudy study, Table data) {
    Integer[] by = IntStream.range(0, study.sampled()).filter(i -> study.sd(i) > 0).boxed().toArray(Integer[]::new);
    Arrays.sort(by, Comparator.comparingDouble(study::sd));
    List<Mark> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int from = (int) ((long) b * by.length / BINS);
      int to = (int) ((long) (b + 1) * by.length / BINS);
      double sd = 0;
      double error = 0;
      for (int i = from; i < to; i++) {
        double e = study.prediction(by[i]) - study.truth(by[i]);
        sd += (double) study.sd(by[i]) / (to - from);
        error += e * e / (to - from);
      }
      if (to > from) {
        bins.add(new Mark(sd, Math.sqrt(error), "predicted sd " + Num.shortest(sd) + ", error "
            + Num.shortest(Math.sqrt(error))));
        data.row("error", sd, Math.sqrt(error), to - from);
      }
    }
    return bins;
  }

  private static double[][] doubles(float[][] x) {
    double[][] d = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      d[i] = new double[x[i].length];
      for (int j = 0; j < x[i].length; j++) {
        d[i][j] = x[i][j];
      }
    }
    return d;
  }

  /** The rows wanted, less their mean. */
  private static double[][] centred(double[][] x, int[] rows) {
    double[][] y = new double[rows.length][x[0].length];
    for (int g = 0; g < x[0].length; g++) {
      double mean = 0;
      for (int p : rows) {
        mean += x[p][g] / rows.length;
      }
      for (int i = 0; i < rows.length; i++) {
        y[i][g] = x[rows[i]][g] - mean;
      }
    }
    return y;
  }

  private static double[][] transposed(double[][] x) {
    double[][] y = new double[x[0].length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        y[j][i] = x[i][j];
      }
    }
    return y;
  }

  /** Positions of the largest values, at most so many; of equal ones the first. */
  private static int[] largest(double[] values, int most) {
    return IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble((Integer i) -> -values[i])).limit(most)
        .mapToInt(i -> i).toArray();
  }

  /** Positions in the order of their rows' first principal component. */
  private static int[] ordered(int[] positions, double[][] rows) {
    double[][] scores = Pca.of(rows, 1).scores();
    return IntStream.range(0, positions.length).boxed().sorted(Comparator.comparingDouble((Integer i) -> -scores[i][0]))
        .mapToInt(i -> positions[i]).toArray();
  }
}

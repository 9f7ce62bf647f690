package org.c3tl.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.c3tl.evaluate.Summary;
import org.c3tl.report.plot.Palette;
import org.c3tl.report.plot.Shape;

/**
 * The methods of a comparison, in the order of every figure and table: the one reported on, the baselines from best to worst,
 * ceilings. This class is immutable.
 *
 * @param focal the method reported on, or null where only baselines were compared
 * @param baselines what it is compared with, best first
 * @param ceilings what no method can be expected to surpass
 */
record Methods(String focal, List<String> baselines, List<String> ceilings) {
  private static final List<Shape> SHAPES = List.of(Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND, Shape.CROSS, Shape.RING,
      Shape.BOX, Shape.HOLLOW_DIAMOND);
  /** Colours and shapes of the known baselines, so that they are the same in every report. */
  private static final List<String> KNOWN = List.of("mean", "closest", "additive", "no-change", "rescaled-mean",
      "nearest-contexts", "ridge-contexts", "pca-ridge", "low-rank", "latent-additive");
  private static final List<String> COLOURS = List.of(Palette.ORANGE, Palette.GREEN, Palette.VERMILION, Palette.GREY,
      Palette.PURPLE, Palette.SKY, Palette.INK);

  /**
   * @param summary content of summary.json, whose {@code roles} are used where there are any
   * @param stats its statistics
   * @param metric metric that orders the baselines
   * @param higher whether more of it is better
   * @return the methods
   */
  static Methods of(JsonNode summary, Summary stats, String metric, boolean higher) {
    JsonNode roles = summary.path("roles");
    List<String> all = List.copyOf(stats.methods().keySet());
    List<String> ceilings = all.stream().filter(m -> roles.path(m).asText(m.endsWith("-ceiling") ? "ceiling" : "")
        .equals("ceiling")).toList();
    List<String> others = new ArrayList<>(all);
    others.removeAll(ceilings);
    String focal = others.contains("c3tl") ? "c3tl" : others.stream().filter(m -> roles.path(m).asText().equals("method"))
        .findFirst().orElse(roles.isObject() || others.isEmpty() || KNOWN.contains(others.get(0)) ? null : others.get(0));
    others.remove(focal);
    Comparator<String> order = Comparator.comparingDouble(m -> score(stats, m, metric, higher));
    others.sort(order);
    return new Methods(focal, List.copyOf(others), ceilings);
  }

  /** Smallest for the best; last for what has no value. */
  private static double score(Summary stats, String method, String metric, boolean higher) {
    Summary.Stat s = stats.stat(method, metric);
    return s == null || Double.isNaN(s.mean()) ? Double.POSITIVE_INFINITY : higher ? -s.mean() : s.mean();
  }

  /**
   * @return all methods, in order
   */
  List<String> all() {
    return Stream.of(focal == null ? List.<String>of() : List.of(focal), baselines, ceilings).flatMap(List::stream).toList();
  }

  /**
   * @param method name of a method
   * @return its name for people
   */
  static String label(String method) {
    return method.equals("c3tl") ? "C3TL" : method;
  }

  String colour(String method) {
    return method.equals(focal) ? Palette.BLUE : ceilings.contains(method) ? Palette.INK : COLOURS.get(index(method)
        % COLOURS.size());
  }

  Shape shape(String method) {
    // A second round of the colours gets other shapes, so that no two methods look the same.
    int i = index(method);
    return method.equals(focal) ? Shape.CIRCLE : ceilings.contains(method) ? Shape.TICK
        : SHAPES.get((i + 3 * (i / COLOURS.size())) % SHAPES.size());
  }

  private int index(String method) {
    int known = KNOWN.indexOf(method);
    return known >= 0 ? known : KNOWN.size() + Math.max(0, baselines.indexOf(method));
  }
}

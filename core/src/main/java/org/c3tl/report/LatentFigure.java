package org.c3tl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.c3tl.data.Axis;
import org.c3tl.model.C3tlModel;
import org.c3tl.report.plot.Key;
import org.c3tl.report.plot.Layer;
import org.c3tl.report.plot.Mark;
import org.c3tl.report.plot.Num;
import org.c3tl.report.plot.Palette;
import org.c3tl.report.plot.Panel;
import org.c3tl.report.plot.Plot;
import org.c3tl.report.plot.Scale;
import org.c3tl.report.plot.Shape;

/** Where a model puts contexts and perturbations. */
final class LatentFigure {
  private static final int MOST_LABELS = 40;
  private static final int MOST_POINTS = 2000;

  private LatentFigure() { }

  /**
   * @param model a model
   * @return maps of its contexts and perturbations, or null where it has fewer than three of both
   */
  static Figure of(C3tlModel model) {
    C3tlModel.Member member = model.members().get(0);
    Table data = new Table("kind", "name", "target", "pc1", "pc2");
    List<Panel> panels = new ArrayList<>();
    add(panels, data, "context", model.contexts(), member.psi(), model.targets(), Palette.ORANGE, Shape.SQUARE);
    add(panels, data, "perturbation", model.perturbations(), member.z(), List.of(), Palette.BLUE, Shape.CIRCLE);
    if (panels.isEmpty()) {
      return null;
    }
    List<Key> legend = new ArrayList<>(List.of(new Key("context", Palette.ORANGE, Shape.SQUARE)));
    if (!model.targets().isEmpty()) {
      legend.add(new Key("target context", Palette.VERMILION, Shape.DIAMOND));
    }
    legend.add(new Key("perturbation", Palette.BLUE, Shape.CIRCLE));
    return new Figure("latent-map", "Map of contexts and perturbations",
        new Plot("Contexts and perturbations in latent space", "Contexts and perturbations on the first two principal components "
        + "of their representations.", panels, legend, null, 300, 300, 2),
        "First two principal components of the representations that the model has learnt: ψ̂ of contexts and ẑ of perturbations, "
            + model.network().latent() + " dimensions each" + (model.members().size() > 1 ? ", of the first of "
            + model.members().size() + " networks (each has a space of its own)" : "") + ". Names are drawn where there is room; "
            + "the table has all.",
        "Points close together are treated alike by the model: contexts that respond alike, perturbations with like effects. "
        + "Only distances count, not the directions of the axes; and two dimensions show only the share of the variance that the "
            + "axes name.", data);
  }

  private static void add(List<Panel> panels, Table data, String kind, Axis names, float[][] rows, List<String> targets,
      String colour, Shape shape) {
    int[] there = IntStream.range(0, names.size()).filter(i -> rows[i] != null).toArray();
    if (there.length < 3) {
      return;
    }
    double[][] x = new double[there.length][];
    for (int i = 0; i < there.length; i++) {
      float[] row = rows[there[i]];
      x[i] = IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray();
    }
    Pca pca = Pca.of(x, 2);
    int every = (there.length + MOST_POINTS - 1) / MOST_POINTS;
    List<Mark> marks = new ArrayList<>();
    List<Mark> target = new ArrayList<>();
    for (int i = 0; i < there.length; i++) {
      String name = names.name(there[i]);
      boolean isTarget = targets.contains(name);
      if (isTarget || i % every == 0) {
        (isTarget ? target : marks).add(new Mark(pca.scores()[i][0], pca.scores()[i][1], name));
      }
      data.row(kind, name, isTarget ? "yes" : "no", pca.scores()[i][0], pca.scores()[i][1]);
    }
    // The outermost names first: they find room and say most.
    List<Mark> labels = new ArrayList<>(marks);
    labels.sort(Comparator.comparingDouble(m -> -Math.hypot(m.x(), m.y())));
    labels.addAll(0, target);
    List<Double> xs = IntStream.range(0, there.length).mapToObj(i -> pca.scores()[i][0]).toList();
    List<Double> ys = IntStream.range(0, there.length).mapToObj(i -> pca.scores()[i][1]).toList();
    panels.add(new Panel(Num.grouped(there.length) + " " + kind + "s" + (every > 1 ? " (one in " + every + " drawn)" : ""),
        Scale.around(axis(1, pca), xs), Scale.around(axis(2, pca), ys), List.of(new Layer.Points(marks, colour, shape,
        there.length > 300 ? 2.2 : 4, there.length > 300 ? 0.6 : 0.9), new Layer.Points(target, Palette.VERMILION, Shape.DIAMOND,
        5, 1), new Layer.Labels(labels.subList(0, Math.min(labels.size(), MOST_LABELS)), Palette.INK))));
  }

  private static String axis(int component, Pca pca) {
    return "component " + component + " (" + Num.fixed(100 * pca.explained()[component - 1], 0) + " % of the variance)";
  }
}

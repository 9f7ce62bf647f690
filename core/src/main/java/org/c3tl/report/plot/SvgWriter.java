package org.c3tl.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes a plot as SVG: plain elements with presentation attributes, no style sheet, no script, no reference to anything
 * outside. The same plot gives the same bytes on every machine.
 */
public final class SvgWriter {
  /** Fonts of the texts, as an attribute. */
  static final String FONTS = "font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\"";

  private static final double FONT = 12;
  private static final double SMALL = 11;
  private static final double BOLD = 13;
  private static final double TITLE = 15;
  /** Least distance of names of an axis. */
  private static final double NAME_STEP = 12;
  private static final double LONGEST_NAME = 130;
  private static final double GAP = 14;
  private static final String GRID = "#E4E4E4";

  private final Plot plot;
  private final Layout layout;
  private final int columns;
  private final double w;
  private final double h;
  private final StringBuilder svg = new StringBuilder(4096);
  private double left;
  private double right;
  private double top;
  private double bottom;

  private SvgWriter(Plot plot, Layout layout) {
    this.plot = plot;
    this.layout = layout;
    this.columns = Math.min(plot.panels().size(), Math.min(plot.columns(), layout.columns()));
    // Panels that share a row on a desk may be small; alone in their row they need not.
    this.w = Math.min(columns < plot.columns() && plot.panels().size() > 1 ? 2 * plot.width() : plot.width(),
        layout.panelWidth());
    // Rows of names keep their height, or the names would not fit.
    boolean rows = plot.panels().stream().anyMatch(p -> p.y().kind() == Scale.Kind.CATEGORIES && p.y().categories().size() > 0);
    boolean square = plot.width() == plot.height();
    this.h = rows && !square ? plot.height() : plot.height() * w / plot.width() < 160 ? Math.min(plot.height(), 160)
        : plot.height() * w / plot.width();
  }

  /**
   * @param plot a plot
   * @param layout how much room there is
   * @return a whole SVG document, without XML declaration
   */
  public static String write(Plot plot, Layout layout) {
    return new SvgWriter(plot, layout).write();
  }

  private String write() {
    margins();
    double width = columns * (left + w + right) + (columns - 1) * GAP;
    StringBuilder head = new StringBuilder();
    double y = head(head, width);
    int rows = (plot.panels().size() + columns - 1) / columns;
    double cell = top + h + bottom;
    for (int i = 0; i < plot.panels().size(); i++) {
      double x = i % columns * (left + w + right + GAP) + left;
      panel(plot.panels().get(i), x, y + i / columns * (cell + GAP) + top);
    }
    y += rows * cell + (rows - 1) * GAP;
    if (plot.ramp() != null) {
      y = ramp(plot.ramp(), Math.min(left, 60), y + 12, Math.min(220, width - Math.min(left, 60) - 30));
    }
    String size = "width=\"" + Num.px(Math.ceil(width)) + "\" height=\"" + Num.px(Math.ceil(y)) + "\" viewBox=\"0 0 "
        + Num.px(Math.ceil(width)) + " " + Num.px(Math.ceil(y)) + "\"";
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + " role=\"img\" aria-label=\""
        + Markup.escape(plot.description()) + "\" " + FONTS + " font-size=\"12\" fill=\"" + Palette.INK
        + "\">\n<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n" + head + svg + "</svg>\n";
  }

  /** The same for all panels, so that their axes are in line. */
  private void margins() {
    for (Panel p : plot.panels()) {
      double names = 0;
      for (Scale.Tick t : ticksY(p)) {
        names = Math.max(names, Math.min(LONGEST_NAME, Letters.width(t.text(), SMALL)));
      }
      left = Math.max(left, names + 8 + (p.y().label().isEmpty() ? 4 : 20));
      double below = 18;
      if (p.x().kind() == Scale.Kind.CATEGORIES) {
        below = 6;
        for (Scale.Tick t : ticksX(p)) {
          below = Math.max(below, 8 + Math.min(LONGEST_NAME, Letters.width(t.text(), SMALL)));
        }
      } else {
        List<Scale.Tick> ticks = ticksX(p);
        Scale.Tick last = ticks.isEmpty() ? null : ticks.get(ticks.size() - 1);
        right = Math.max(right, last == null ? 0 : Letters.width(last.text(), SMALL) / 2 - (1 - p.x().place(last.value())) * w);
      }
      bottom = Math.max(bottom, below + (p.x().label().isEmpty() ? 2 : 20));
      top = Math.max(top, p.title().isEmpty() ? 6 : 22);
    }
    right = Math.max(right + 2, 8);
  }

  private List<Scale.Tick> ticksX(Panel p) {
    List<Scale.Tick> ticks = p.x().ticks((int) Math.max(3, w / 48));
    return p.x().kind() == Scale.Kind.CATEGORIES && w / p.x().categories().size() < NAME_STEP ? List.of() : ticks;
  }

  private List<Scale.Tick> ticksY(Panel p) {
    List<Scale.Tick> ticks = p.y().ticks((int) Math.max(4, h / 30));
    return p.y().kind() == Scale.Kind.CATEGORIES && h / p.y().categories().size() < NAME_STEP ? List.of() : ticks;
  }

  /** Title and legend; returns where the panels begin. */
  private double head(StringBuilder into, double width) {
    double y = 4;
    if (layout.titled() && !plot.title().isEmpty()) {
      for (String line : Letters.lines(plot.title(), TITLE, width - 16)) {
        y += 19;
        into.append("<text x=\"8\" y=\"").append(Num.px(y - 4)).append("\" font-size=\"15\" font-weight=\"bold\">")
            .append(Markup.escape(line)).append("</text>\n");
      }
      y += 4;
    }
    double x = 8;
    boolean any = false;
    for (Key key : plot.legend()) {
      String text = Letters.cut(key.text(), FONT, width - 40);
      double needs = 24 + Letters.width(text, FONT) + 16;
      if (any && x + needs > width) {
        x = 8;
        y += 18;
      }
      key(into, key, x, y + 9);
      into.append("<text x=\"").append(Num.px(x + 24)).append("\" y=\"").append(Num.px(y + 13)).append("\">")
          .append(Markup.escape(text)).append("</text>\n");
      x += needs;
      any = true;
    }
    return any ? y + 24 : y;
  }

  private void key(StringBuilder into, Key key, double x, double y) {
    switch (key.shape()) {
      case LINE, DASHES -> into.append("<path d=\"M").append(Num.px(x)).append(' ').append(Num.px(y)).append("h18\" stroke=\"")
          .append(key.colour()).append("\" stroke-width=\"2\"").append(key.shape() == Shape.DASHES ? " stroke-dasharray=\"5 4\""
          : "").append("/>\n");
      case AREA -> into.append("<rect x=\"").append(Num.px(x + 2)).append("\" y=\"").append(Num.px(y - 5))
          .append("\" width=\"14\" height=\"10\" fill=\"").append(key.colour()).append("\"/>\n");
      default -> into.append("<path d=\"").append(outline(key.shape(), x + 9, y, key.shape() == Shape.TICK ? 6 : 4.5))
          .append("\" ").append(paint(key.shape(), key.colour())).append("/>\n");
    }
  }

  private void panel(Panel p, double x, double y) {
    svg.append("<g transform=\"translate(").append(Num.px(x)).append(' ').append(Num.px(y)).append(")\">\n");
    if (!p.title().isEmpty()) {
      text(Letters.cut(p.title(), BOLD, w + right), 0, -8, "start", BOLD, " font-weight=\"bold\"");
    }
    boolean tiled = p.layers().stream().anyMatch(l -> l instanceof Layer.Tiles);
    axes(p, !tiled);
    svg.append("<svg width=\"").append(Num.px(w)).append("\" height=\"").append(Num.px(h)).append("\" overflow=\"hidden\">\n");
    for (Layer layer : p.layers()) {
      draw(layer, p);
    }
    svg.append("</svg>\n<path d=\"").append(tiled ? "M0 0V" + Num.px(h) + "H" + Num.px(w) + "V0Z" : "M0 0V" + Num.px(h) + "H"
        + Num.px(w)).append("\" fill=\"none\" stroke=\"#555555\"/>\n</g>\n");
  }

  private void axes(Panel p, boolean grid) {
    StringBuilder lines = new StringBuilder();
    for (Scale.Tick t : ticksX(p)) {
      double x = px(p, t.value());
      if (p.x().kind() == Scale.Kind.CATEGORIES) {
        svg.append("<text transform=\"translate(").append(Num.px(x + 4)).append(' ').append(Num.px(h + 6))
            .append(") rotate(-90)\" text-anchor=\"end\" font-size=\"11\">").append(name(t.text())).append("</text>\n");
      } else {
        lines.append('M').append(Num.px(x)).append(" 0V").append(Num.px(h));
        text(t.text(), x, h + 15, "middle", SMALL, "");
      }
    }
    for (Scale.Tick t : ticksY(p)) {
      double y = py(p, t.value());
      if (p.y().kind() == Scale.Kind.CATEGORIES) {
        svg.append("<text x=\"-6\" y=\"").append(Num.px(y + 4)).append("\" text-anchor=\"end\" font-size=\"11\">")
            .append(name(t.text())).append("</text>\n");
      } else {
        lines.append("M0 ").append(Num.px(y)).append('H').append(Num.px(w));
        text(t.text(), -6, y + 4, "end", SMALL, "");
      }
    }
    if (grid && lines.length() > 0) {
      svg.append("<path d=\"").append(lines).append("\" stroke=\"").append(GRID).append("\" fill=\"none\"/>\n");
    }
    if (!p.x().label().isEmpty()) {
      text(Letters.cut(p.x().label(), FONT, w + right + left - 10), Math.max(w / 2, Letters.width(p.x().label(), FONT) / 2 - left
          + 6), h + bottom - 6, "middle", FONT, "");
    }
    if (!p.y().label().isEmpty()) {
      svg.append("<text transform=\"translate(").append(Num.px(-left + 13)).append(' ').append(Num.px(h / 2))
          .append(") rotate(-90)\" text-anchor=\"middle\">").append(Markup.escape(Letters.cut(p.y().label(), FONT, h + top
          + bottom))).append("</text>\n");
    }
  }

  /** A name that may be cut, with the whole of it as a tooltip. */
  private static String name(String text) {
    String cut = Letters.cut(text, SMALL, LONGEST_NAME);
    return Markup.escape(cut) + (cut.equals(text) ? "" : "<title>" + Markup.escape(text) + "</title>");
  }

  private void text(String text, double x, double y, String anchor, double size, String more) {
    svg.append("<text x=\"").append(Num.px(x)).append("\" y=\"").append(Num.px(y)).append('"')
        .append(anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"")
        .append(size == FONT ? "" : " font-size=\"" + Num.px(size) + "\"").append(more).append('>').append(Markup.escape(text))
        .append("</text>\n");
  }

  private double px(Panel p, double x) {
    return p.x().place(x) * w;
  }

  private double py(Panel p, double y) {
    double place = p.y().place(y);
    return (p.y().kind() == Scale.Kind.CATEGORIES ? place : 1 - place) * h;
  }

  private void draw(Layer layer, Panel p) {
    if (layer instanceof Layer.Points l) {
      points(l, p);
    } else if (layer instanceof Layer.Line l) {
      line(l, p);
    } else if (layer instanceof Layer.Band l) {
      band(l, p);
    } else if (layer instanceof Layer.Bars l) {
      bars(l, p);
    } else if (layer instanceof Layer.Intervals l) {
      intervals(l, p);
    } else if (layer instanceof Layer.Tiles l) {
      tiles(l);
    } else if (layer instanceof Layer.Hexagons l) {
      hexagons(l, p);
    } else if (layer instanceof Layer.Labels l) {
      labels(l, p);
    }
  }

  private void points(Layer.Points l, Panel p) {
    svg.append("<g ").append(paint(l.shape(), l.colour())).append(l.opacity() < 1 ? " opacity=\"" + Num.px(l.opacity()) + "\""
        : "").append(">\n");
    for (Mark m : l.marks()) {
      double x = m.drawable() ? px(p, m.x()) : Double.NaN;
      double y = m.drawable() ? py(p, m.y()) : Double.NaN;
      if (Double.isFinite(x) && Double.isFinite(y)) {
        svg.append("<path d=\"").append(outline(l.shape(), x, y, l.radius())).append('"').append(titled("path", m.text()));
      }
    }
    svg.append("</g>\n");
  }

  private static String titled(String element, String text) {
    return text.isEmpty() ? "/>\n" : "><title>" + Markup.escape(text) + "</title></" + element + ">\n";
  }

  private static boolean hollow(Shape shape) {
    return switch (shape) {
      case CROSS, RING, BOX, HOLLOW_DIAMOND, TICK, LINE, DASHES -> true;
      default -> false;
    };
  }

  private static String paint(Shape shape, String colour) {
    return hollow(shape) ? "fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + (shape == Shape.TICK ? "2.5" : "1.6")
        + "\"" : "fill=\"" + colour + "\" stroke=\"#FFFFFF\" stroke-width=\"0.8\"";
  }

  private static String outline(Shape shape, double x, double y, double r) {
    return switch (shape) {
      case SQUARE, BOX, AREA -> "M" + Num.px(x - 0.88 * r) + " " + Num.px(y - 0.88 * r) + "h" + Num.px(1.76 * r) + "v"
          + Num.px(1.76 * r) + "h" + Num.px(-1.76 * r) + "z";
      case TRIANGLE -> "M" + Num.px(x) + " " + Num.px(y - 1.1 * r) + "l" + Num.px(r) + " " + Num.px(1.9 * r) + "h"
          + Num.px(-2 * r) + "z";
      case DIAMOND, HOLLOW_DIAMOND -> "M" + Num.px(x) + " " + Num.px(y - 1.2 * r) + "l" + Num.px(1.2 * r) + " " + Num.px(1.2 * r)
          + "l" + Num.px(-1.2 * r) + " " + Num.px(1.2 * r) + "l" + Num.px(-1.2 * r) + " " + Num.px(-1.2 * r) + "z";
      case CROSS -> "M" + Num.px(x - r) + " " + Num.px(y - r) + "l" + Num.px(2 * r) + " " + Num.px(2 * r) + "M" + Num.px(x - r)
          + " " + Num.px(y + r) + "l" + Num.px(2 * r) + " " + Num.px(-2 * r);
      case TICK -> "M" + Num.px(x) + " " + Num.px(y - r) + "v" + Num.px(2 * r);
      default -> "M" + Num.px(x - r) + " " + Num.px(y) + "a" + Num.px(r) + " " + Num.px(r) + " 0 1 0 " + Num.px(2 * r) + " 0a"
          + Num.px(r) + " " + Num.px(r) + " 0 1 0 " + Num.px(-2 * r) + " 0z";
    };
  }

  private void line(Layer.Line l, Panel p) {
    StringBuilder d = new StringBuilder();
    boolean open = false;
    for (Mark m : l.points()) {
      double x = px(p, m.x());
      double y = py(p, m.y());
      boolean drawable = Double.isFinite(x) && Double.isFinite(y);
      if (drawable) {
        d.append(open ? 'L' : 'M').append(Num.px(x)).append(' ').append(Num.px(y));
      }
      open = drawable;
    }
    if (d.length() > 0) {
      svg.append("<path d=\"").append(d).append("\" fill=\"none\" stroke=\"").append(l.colour()).append("\" stroke-width=\"")
          .append(Num.px(l.width())).append("\" stroke-linejoin=\"round\"").append(l.dashes() ? " stroke-dasharray=\"5 4\"" : "")
          .append(l.opacity() < 1 ? " opacity=\"" + Num.px(l.opacity()) + "\"" : "").append(titled("path", l.text()));
    }
  }

  private void band(Layer.Band l, Panel p) {
    List<String> there = new ArrayList<>();
    List<String> back = new ArrayList<>();
    for (int i = 0; i < l.x().size(); i++) {
      double x = px(p, l.x().get(i));
      double low = py(p, l.low().get(i));
      double high = py(p, l.high().get(i));
      if (Double.isFinite(x) && Double.isFinite(low) && Double.isFinite(high)) {
        there.add(Num.px(x) + " " + Num.px(high));
        back.add(0, Num.px(x) + " " + Num.px(low));
      }
    }
    if (there.size() > 1) {
      svg.append("<path d=\"M").append(String.join("L", there)).append('L').append(String.join("L", back)).append("Z\" fill=\"")
          .append(l.colour()).append("\" opacity=\"0.15\"/>\n");
    }
  }

  private double rowHeight(Panel p) {
    return h / Math.max(1, p.y().categories().size());
  }

  private void bars(Layer.Bars l, Panel p) {
    double thick = rowHeight(p) * l.thickness();
    double zero = Math.max(0, Math.min(w, px(p, 0)));
    svg.append("<g fill=\"").append(l.colour()).append("\">\n");
    for (Mark m : l.marks()) {
      if (m.drawable()) {
        double x = px(p, m.x());
        svg.append("<rect x=\"").append(Num.px(Math.min(zero, x))).append("\" y=\"").append(Num.px(py(p, m.y()) - thick / 2))
            .append("\" width=\"").append(Num.px(Math.abs(x - zero))).append("\" height=\"").append(Num.px(thick)).append('"')
            .append(titled("rect", m.text()));
      }
    }
    svg.append("</g>\n");
  }

  private void intervals(Layer.Intervals l, Panel p) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < l.y().size(); i++) {
      double low = px(p, l.low().get(i));
      double high = px(p, l.high().get(i));
      double y = py(p, l.y().get(i));
      if (Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(y)) {
        d.append('M').append(Num.px(low)).append(' ').append(Num.px(y)).append('H').append(Num.px(high));
      }
    }
    if (d.length() > 0) {
      svg.append("<path d=\"").append(d).append("\" fill=\"none\" stroke=\"").append(l.colour())
          .append("\" stroke-width=\"1.8\"/>\n");
    }
  }

  private void tiles(Layer.Tiles l) {
    int rows = l.values().length;
    int cols = rows == 0 ? 0 : l.values()[0].length;
    if (cols == 0) {
      return;
    }
    double dx = w / cols;
    double dy = h / rows;
    boolean tooltips = !l.rows().isEmpty() && !l.columns().isEmpty();
    // Without tooltips one stroke for each run of a colour: a matrix of thousands of cells stays small.
    TreeMap<String, StringBuilder> strokes = new TreeMap<>();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols;) {
        String colour = l.ramp().colour(l.values()[r][c]);
        int to = c + 1;
        if (tooltips) {
          svg.append("<rect x=\"").append(Num.px(c * dx)).append("\" y=\"").append(Num.px(r * dy)).append("\" width=\"")
              .append(Num.px(dx + 0.3)).append("\" height=\"").append(Num.px(dy + 0.3)).append("\" fill=\"").append(colour)
              .append('"').append(titled("rect", l.rows().get(r) + ", " + l.columns().get(c) + ": "
              + Num.shortest(l.values()[r][c])));
        } else {
          while (to < cols && l.ramp().colour(l.values()[r][to]).equals(colour)) {
            to++;
          }
          strokes.computeIfAbsent(colour, k -> new StringBuilder()).append('M').append(Num.px(c * dx)).append(' ')
              .append(Num.px((r + 0.5) * dy)).append('h').append(Num.px((to - c) * dx));
        }
        c = to;
      }
    }
    strokes.forEach((colour, d) -> svg.append("<path d=\"").append(d).append("\" stroke=\"").append(colour)
        .append("\" stroke-width=\"").append(Num.px(dy + 0.3)).append("\" fill=\"none\"/>\n"));
  }

  private void hexagons(Layer.Hexagons l, Panel p) {
    double side = w / l.across() / Math.sqrt(3) * 1.02;
    double half = side * Math.sqrt(3) / 2;
    TreeMap<Integer, StringBuilder> byStep = new TreeMap<>();
    TreeMap<Integer, long[]> ranges = new TreeMap<>();
    for (Layer.Bin b : l.bins()) {
      int step = l.ramp().step(b.count());
      byStep.computeIfAbsent(step, k -> new StringBuilder()).append('M').append(Num.px(px(p, b.x()))).append(' ')
          .append(Num.px(py(p, b.y()) - side)).append('l').append(Num.px(half)).append(' ').append(Num.px(side / 2)).append('v')
          .append(Num.px(side)).append('l').append(Num.px(-half)).append(' ').append(Num.px(side / 2)).append('l')
          .append(Num.px(-half)).append(' ').append(Num.px(-side / 2)).append('v').append(Num.px(-side)).append('z');
      long[] range = ranges.computeIfAbsent(step, k -> new long[] {Long.MAX_VALUE, 0});
      range[0] = Math.min(range[0], b.count());
      range[1] = Math.max(range[1], b.count());
    }
    byStep.forEach((step, d) -> {
      long[] range = ranges.get(step);
      String n = Num.grouped(range[0]) + (range[1] > range[0] ? " to " + Num.grouped(range[1]) : "");
      svg.append("<path d=\"").append(d).append("\" fill=\"").append(l.ramp().colours().get(step)).append('"')
          .append(titled("path", n + (range[1] == 1 ? " value" : " values") + " in a hexagon of this colour"));
    });
  }

  private void labels(Layer.Labels l, Panel p) {
    List<double[]> taken = obstacles(p);
    svg.append("<g font-size=\"11\" fill=\"").append(l.colour()).append("\">\n");
    for (Mark m : l.marks()) {
      if (!m.drawable()) {
        continue;
      }
      String text = Letters.cut(m.text(), SMALL, LONGEST_NAME);
      double width = Letters.width(text, SMALL);
      double x = px(p, m.x());
      double y = py(p, m.y());
      double[][] places = {{x + 7, y + 4}, {x - 7 - width, y + 4}, {x - width / 2, y - 8}, {x - width / 2, y + 16}};
      for (double[] place : places) {
        double[] box = {place[0], place[1] - 9, place[0] + width, place[1] + 2};
        boolean fits = box[0] >= 0 && box[2] <= w && box[1] >= 0 && box[3] <= h && taken.stream().noneMatch(t -> box[0] < t[2]
            && t[0] < box[2] && box[1] < t[3] && t[1] < box[3]);
        if (fits) {
          taken.add(box);
          svg.append("<text x=\"").append(Num.px(place[0])).append("\" y=\"").append(Num.px(place[1])).append("\">")
              .append(Markup.escape(text)).append("</text>\n");
          break;
        }
      }
    }
    svg.append("</g>\n");
  }

  /** Boxes of the points that a name should not cover; none where there are so many that no name would find room. */
  private List<double[]> obstacles(Panel p) {
    List<double[]> boxes = new ArrayList<>();
    for (Layer layer : p.layers()) {
      if (layer instanceof Layer.Points points && points.marks().size() <= 300) {
        for (Mark m : points.marks()) {
          double x = px(p, m.x());
          double y = py(p, m.y());
          boxes.add(new double[] {x - points.radius(), y - points.radius(), x + points.radius(), y + points.radius()});
        }
      }
    }
    return boxes;
  }

  /** A bar that explains colours; returns where it ends. */
  private double ramp(Ramp ramp, double x, double y, double width) {
    int n = ramp.colours().size();
    svg.append("<text x=\"").append(Num.px(x)).append("\" y=\"").append(Num.px(y + 10)).append("\" font-size=\"11\">")
        .append(Markup.escape(Letters.cut(ramp.label(), SMALL, width + 30))).append("</text>\n");
    for (int i = 0; i < n; i++) {
      svg.append("<rect x=\"").append(Num.px(x + i * width / n)).append("\" y=\"").append(Num.px(y + 16)).append("\" width=\"")
          .append(Num.px(width / n + 0.3)).append("\" height=\"10\" fill=\"").append(ramp.colours().get(i)).append("\"/>\n");
    }
    Scale scale = ramp.logarithmic() ? new Scale(Scale.Kind.LOGARITHMIC, "", ramp.min(), ramp.max(), List.of())
        : Scale.linear("", ramp.min(), ramp.max());
    for (Scale.Tick t : scale.ticks(5)) {
      text(t.text(), x + scale.place(t.value()) * width, y + 39, "middle", SMALL, "");
    }
    return y + 46;
  }
}

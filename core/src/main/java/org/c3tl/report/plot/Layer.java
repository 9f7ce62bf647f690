package org.c3tl.report.plot;

import java.util.List;

/** Something drawn in a panel, in data coordinates. Values that are not finite are left out. */
public sealed interface Layer {
  /**
   * Marks of one kind.
   *
   * @param marks places and tooltips
   * @param colour colour, {@code #RRGGBB}
   * @param shape shape of each
   * @param radius half of the size, in pixels
   * @param opacity 0 to 1
   */
  record Points(List<Mark> marks, String colour, Shape shape, double radius, double opacity) implements Layer {
    /** Copies the list. */
    public Points {
      marks = List.copyOf(marks);
    }
  }

  /**
   * A line through points in the order given; it is broken where a point is not finite.
   *
   * @param points the points
   * @param colour colour, {@code #RRGGBB}
   * @param width width in pixels
   * @param dashes whether it is broken into dashes
   * @param opacity 0 to 1
   * @param text tooltip; may be empty
   */
  record Line(List<Mark> points, String colour, double width, boolean dashes, double opacity, String text) implements Layer {
    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * Area between two lines over the same horizontal places.
   *
   * @param x horizontal places
   * @param low lower line
   * @param high upper line
   * @param colour colour, {@code #RRGGBB}, drawn pale
   */
  record Band(List<Double> x, List<Double> low, List<Double> high, String colour) implements Layer {
    /** Copies the lists. */
    public Band {
      x = List.copyOf(x);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /**
   * Horizontal bars from 0 to {@code x} in the row of category {@code y}.
   *
   * @param marks values and tooltips
   * @param colour colour, {@code #RRGGBB}
   * @param thickness part of the row's height, above 0 to 1
   */
  record Bars(List<Mark> marks, String colour, double thickness) implements Layer {
    /** Copies the list. */
    public Bars {
      marks = List.copyOf(marks);
    }
  }

  /**
   * Horizontal intervals.
   *
   * @param y vertical places
   * @param low left ends
   * @param high right ends
   * @param colour colour, {@code #RRGGBB}
   */
  record Intervals(List<Double> y, List<Double> low, List<Double> high, String colour) implements Layer {
    /** Copies the lists. */
    public Intervals {
      y = List.copyOf(y);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /**
   * Coloured cells of a matrix, the first row on top, filling the panel.
   *
   * @param values rows of equally many numbers; shared, nobody writes to them
   * @param ramp colours of the numbers
   * @param rows names of the rows for tooltips, or empty for no tooltips
   * @param columns names of the columns for tooltips, or empty for no tooltips
   */
  record Tiles(double[][] values, Ramp ramp, List<String> rows, List<String> columns) implements Layer {
    /** Copies the lists. */
    public Tiles {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  /**
   * Hexagons coloured by how many values lie in them.
   *
   * @param bins centre and count of each
   * @param ramp colours of the counts
   * @param across number of hexagons that fit side by side into the panel
   */
  record Hexagons(List<Bin> bins, Ramp ramp, int across) implements Layer {
    /** Copies the list. */
    public Hexagons {
      bins = List.copyOf(bins);
    }
  }

  /**
   * One hexagon.
   *
   * @param x centre
   * @param y centre
   * @param count how many values
   */
  record Bin(double x, double y, long count) { }

  /**
   * Texts beside points. One that would cover an earlier one is left out.
   *
   * @param marks places and texts
   * @param colour colour, {@code #RRGGBB}
   */
  record Labels(List<Mark> marks, String colour) implements Layer {
    /** Copies the list. */
    public Labels {
      marks = List.copyOf(marks);
    }
  }
}

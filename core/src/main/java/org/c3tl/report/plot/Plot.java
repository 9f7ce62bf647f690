package org.c3tl.report.plot;

import java.util.List;

/**
 * A plot: everything that a picture of it needs. This class is immutable.
 *
 * @param title title of the picture where it stands alone
 * @param description what it shows, for those who cannot see it
 * @param panels the panels, at least one
 * @param legend entries of the legend, may be empty
 * @param ramp colours to be explained by a bar, or null
 * @param width width of a panel between its axes, in pixels, where there is room
 * @param height height of a panel between its axes, in pixels, where there is room for its width
 * @param columns number of panels side by side where there is room
 */
public record Plot(String title, String description, List<Panel> panels, List<Key> legend, Ramp ramp, int width, int height,
    int columns) {
  /** Copies the lists. */
  public Plot {
    panels = List.copyOf(panels);
    legend = List.copyOf(legend);
    if (panels.isEmpty() || width < 1 || height < 1 || columns < 1) {
      throw new IllegalArgumentException(panels.size() + " panels of " + width + " × " + height + " in " + columns
          + " columns");
    }
  }
}

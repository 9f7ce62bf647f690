package org.c3tl.report.plot;

/**
 * How much room a picture has.
 *
 * @param panelWidth most pixels between the axes of a panel; the height shrinks with it, unless it is that of rows of names
 * @param columns most panels side by side
 * @param titled whether the title is part of the picture
 */
public record Layout(int panelWidth, int columns, boolean titled) {
  /** A picture that stands alone. */
  public static final Layout ALONE = new Layout(Integer.MAX_VALUE, Integer.MAX_VALUE, true);
  /** Part of a page on a desk. */
  public static final Layout WIDE = new Layout(Integer.MAX_VALUE, Integer.MAX_VALUE, false);
  /** Part of a page on a phone. */
  public static final Layout NARROW = new Layout(264, 1, false);
}

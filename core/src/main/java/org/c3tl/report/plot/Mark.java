package org.c3tl.report.plot;

/**
 * One value of a panel.
 *
 * @param x horizontal place: a number, or the index of a category
 * @param y vertical place: a number, or the index of a category
 * @param text what it is, for a tooltip or a label; may be empty
 */
public record Mark(double x, double y, String text) {
  /** @return whether both places are numbers */
  boolean drawable() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}

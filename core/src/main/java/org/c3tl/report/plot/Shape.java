package org.c3tl.report.plot;

/** How a value or a line is drawn, in a panel and in the legend. */
public enum Shape {
  /** Filled circle. */
  CIRCLE,
  /** Filled square. */
  SQUARE,
  /** Filled triangle. */
  TRIANGLE,
  /** Filled diamond. */
  DIAMOND,
  /** Two crossing strokes. */
  CROSS,
  /** Circle that is not filled. */
  RING,
  /** Square that is not filled. */
  BOX,
  /** Diamond that is not filled. */
  HOLLOW_DIAMOND,
  /** Upright stroke, for limits. */
  TICK,
  /** Line, in a legend. */
  LINE,
  /** Broken line, in a legend. */
  DASHES,
  /** Filled area, in a legend. */
  AREA
}

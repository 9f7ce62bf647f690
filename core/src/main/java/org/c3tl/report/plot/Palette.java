package org.c3tl.report.plot;

import java.util.List;

/**
 * Colours that people with any kind of colour vision can tell apart.
 *
 * <p>Source: Okabe and Ito, <i>Color Universal Design</i> (2008); the diverging ramp runs from that palette's blue to its
 * vermilion.
 */
public final class Palette {
  /** Blue. */
  public static final String BLUE = "#0072B2";
  /** Orange. */
  public static final String ORANGE = "#E69F00";
  /** Green. */
  public static final String GREEN = "#009E73";
  /** Vermilion. */
  public static final String VERMILION = "#D55E00";
  /** Reddish purple. */
  public static final String PURPLE = "#CC79A7";
  /** Sky blue. */
  public static final String SKY = "#56B4E9";
  /** Black, softened. */
  public static final String INK = "#222222";
  /** Grey for what is secondary. */
  public static final String GREY = "#767676";
  /** Light grey for what is behind. */
  public static final String PALE = "#BDBDBD";

  /** Colours for what has no colour of its own, in the order of use. */
  public static final List<String> CYCLE = List.of(BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY, INK, GREY);

  /** From pale to dark blue, for counts. */
  static final List<String> SEQUENTIAL = List.of("#DCEBF5", "#A9CFE7", "#6CAED6", "#3889BE", "#0F629D", "#08306B");
  /** From blue over white to vermilion, for signed values. */
  static final List<String> DIVERGING = List.of("#00467A", "#0072B2", "#7FB8DA", "#F7F7F7", "#EFAE7C", "#D55E00", "#8C3A00");

  private Palette() { }
}

package org.c3tl.report.plot;

/**
 * One entry of a legend.
 *
 * @param text what it stands for
 * @param colour colour, {@code #RRGGBB}
 * @param shape how it is drawn
 */
public record Key(String text, String colour, Shape shape) { }

package org.c3tl.report;

import org.c3tl.report.plot.Plot;

/**
 * A figure of the report. This class is immutable, but for its table, to which nobody adds.
 *
 * @param name name of its files, without ending
 * @param heading heading in the page
 * @param plot the picture
 * @param caption what is shown, in one or two sentences
 * @param reading how to read it, in plain words
 * @param data the plotted numbers
 */
public record Figure(String name, String heading, Plot plot, String caption, String reading, Table data) { }

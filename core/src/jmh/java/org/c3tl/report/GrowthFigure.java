package org.c3tl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.report.plot.Layer;
import org.c3tl.report.plot.Layout;
import org.c3tl.report.plot.Mark;
import org.c3tl.report.plot.Palette;
import org.c3tl.report.plot.Panel;
import org.c3tl.report.plot.Plot;
import org.c3tl.report.plot.Scale;
import org.c3tl.report.plot.Shape;
import org.c3tl.report.plot.SvgWriter;

/** Draws what {@code growth.sh} measured: seconds and memory of whole processes by the size of their data. */
public final class GrowthFigure {
  private GrowthFigure() { }

  /**
   * @param args table of {@code command what size seconds megabytes}, and the SVG file to write
   * @throws IOException if they cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Map<String, List<String[]>> by = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] f = line.split("\t");
      if (!f[0].equals("command")) {
        by.computeIfAbsent(f[0] + ": " + f[1], k -> new ArrayList<>()).add(f);
      }
    }
    List<Panel> panels = new ArrayList<>();
    for (int column : new int[] {3, 4}) {
      by.forEach((name, lines) -> {
        List<Mark> marks = lines.stream().map(f -> new Mark(Double.parseDouble(f[2]), Double.parseDouble(f[column]), name + ", "
            + f[2] + ": " + f[column])).toList();
        List<Double> ys = new ArrayList<>(lines.stream().map(f -> Double.parseDouble(f[column])).toList());
        ys.add(column == 3 ? 1.0 : 100.0);
        panels.add(new Panel(name, Scale.log(lines.get(0)[1], lines.stream().map(f -> Double.parseDouble(f[2])).toList()),
            Scale.log(column == 3 ? "seconds" : "peak memory, MB", ys), List.of(new Layer.Line(marks, Palette.BLUE, 2, false, 1, ""),
            new Layer.Points(marks, Palette.BLUE, Shape.CIRCLE, 4, 1))));
      });
    }
    Plot plot = new Plot("Time and memory by size", "Lines of seconds and megabytes of whole processes against the numbers of "
        + "cells, perturbations, contexts and genes, on logarithmic axes.", panels, List.of(), null, 190, 170, by.size());
    Files.writeString(Path.of(args[1]), SvgWriter.write(plot, Layout.ALONE));
  }
}

package org.c3tl.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Colours of numbers, in a fixed number of steps. This class is immutable.
 *
 * @param label what the numbers are, with unit
 * @param min number of the first colour
 * @param max number of the last colour
 * @param logarithmic whether steps are equal in the logarithm; both ends must then be above 0
 * @param colours colour of each step, {@code #RRGGBB}
 */
public record Ramp(String label, double min, double max, boolean logarithmic, List<String> colours) {
  /** Copies the list and widens a range of nothing. */
  public Ramp {
    colours = List.copyOf(colours);
    if (!(max > min)) {
      max = logarithmic ? min * 10 : min + 1;
    }
  }

  /**
   * @param label what is counted
   * @param max largest count, at least 1
   * @return pale to dark, in equal steps of the logarithm
   */
  public static Ramp counts(String label, double max) {
    return new Ramp(label, 1, Math.max(max, 2), true, steps(Palette.SEQUENTIAL, 9));
  }

  /**
   * @param label what the numbers are
   * @param limit largest absolute number
   * @return blue for negative, white for 0, vermilion for positive
   */
  public static Ramp signed(String label, double limit) {
    double to = limit > 0 && Double.isFinite(limit) ? limit : 1;
    return new Ramp(label, -to, to, false, steps(Palette.DIVERGING, 21));
  }

  private static List<String> steps(List<String> anchors, int n) {
    List<String> colours = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double at = (double) i / (n - 1) * (anchors.size() - 1);
      int from = Math.min((int) at, anchors.size() - 2);
      colours.add(mix(anchors.get(from), anchors.get(from + 1), at - from));
    }
    return colours;
  }

  private static String mix(String a, String b, double part) {
    StringBuilder s = new StringBuilder("#");
    for (int i = 1; i < 7; i += 2) {
      int x = Integer.parseInt(a.substring(i, i + 2), 16);
      int y = Integer.parseInt(b.substring(i, i + 2), 16);
      s.append(String.format("%02X", Math.round(x + (y - x) * part)));
    }
    return s.toString();
  }

  /**
   * @param value a number
   * @return its step, 0 to {@code colours().size() - 1}; the nearest for one out of range, -1 for one that is not a number
   */
  public int step(double value) {
    if (Double.isNaN(value)) {
      return -1;
    }
    double part = logarithmic ? Math.log(Math.max(value, min) / min) / Math.log(max / min) : (value - min) / (max - min);
    return (int) Math.max(0, Math.min(colours.size() - 1, Math.floor(part * colours.size())));
  }

  /**
   * @param value a number
   * @return its colour; grey for one that is not a number
   */
  public String colour(double value) {
    int step = step(value);
    return step < 0 ? Palette.PALE : colours.get(step);
  }
}

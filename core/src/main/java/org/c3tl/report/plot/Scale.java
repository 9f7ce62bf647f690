package org.c3tl.report.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a panel. This class is immutable.
 *
 * @param kind how places are found
 * @param label what the axis shows, with unit; may be empty
 * @param min first number; of categories -0.5
 * @param max last number; of categories their number - 0.5
 * @param categories names, for {@link Kind#CATEGORIES}
 */
public record Scale(Kind kind, String label, double min, double max, List<String> categories) {
  /** How places are found. */
  public enum Kind {
    /** Equal distances for equal differences. */
    LINEAR,
    /** Equal distances for equal ratios. */
    LOGARITHMIC,
    /** Equal distances from name to name. */
    CATEGORIES
  }

  /**
   * A tick.
   *
   * @param value where
   * @param text its label
   */
  public record Tick(double value, String text) { }

  /** Copies the list and widens a range of nothing. */
  public Scale {
    categories = List.copyOf(categories);
    if (!Double.isFinite(min) || !Double.isFinite(max)) {
      min = kind == Kind.LOGARITHMIC ? 1 : 0;
      max = kind == Kind.LOGARITHMIC ? 10 : 1;
    }
    if (!(max > min)) {
      double by = min == 0 ? 1 : Math.abs(min) * 0.1;
      max = kind == Kind.LOGARITHMIC ? min * 1.5 : min + by;
      min = kind == Kind.LOGARITHMIC ? min / 1.5 : min - by;
    }
  }

  /**
   * @param label what the axis shows
   * @param min first number
   * @param max last number
   * @return a linear axis of just that range
   */
  public static Scale linear(String label, double min, double max) {
    return new Scale(Kind.LINEAR, label, min, max, List.of());
  }

  /**
   * @param label what the axis shows
   * @param values what it must have room for; those that are not finite are ignored
   * @return a linear axis with a little room on both sides
   */
  public static Scale around(String label, List<Double> values) {
    double min = values.stream().filter(Double::isFinite).mapToDouble(v -> v).min().orElse(Double.NaN);
    double max = values.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(Double.NaN);
    double room = max > min ? 0.05 * (max - min) : 0;
    return linear(label, min - room, max + room);
  }

  /**
   * @param label what the axis shows
   * @param values what it must have room for; those that are not above 0 are ignored
   * @return a logarithmic axis with a little room on both sides
   */
  public static Scale log(String label, List<Double> values) {
    double min = values.stream().filter(v -> v > 0 && Double.isFinite(v)).mapToDouble(v -> v).min().orElse(Double.NaN);
    double max = values.stream().filter(v -> v > 0 && Double.isFinite(v)).mapToDouble(v -> v).max().orElse(Double.NaN);
    double room = max > min ? Math.pow(max / min, 0.06) : 1;
    return new Scale(Kind.LOGARITHMIC, label, min / room, max * room, List.of());
  }

  /**
   * @param label what the axis shows
   * @param names the categories, the first left or on top
   * @return an axis of names
   */
  public static Scale of(String label, List<String> names) {
    return new Scale(Kind.CATEGORIES, label, -0.5, Math.max(1, names.size()) - 0.5, names);
  }

  /**
   * @param value a number, or the index of a category
   * @return its place, 0 at the first and 1 at the last number; beyond for one out of range
   */
  public double place(double value) {
    return kind == Kind.LOGARITHMIC ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  }

  /**
   * @param most how many ticks have room
   * @return ticks at round numbers within the range, or one for each category
   */
  public List<Tick> ticks(int most) {
    List<Tick> ticks = new ArrayList<>();
    if (kind == Kind.CATEGORIES) {
      for (int i = 0; i < categories.size(); i++) {
        ticks.add(new Tick(i, categories.get(i)));
      }
      return ticks;
    }
    if (kind == Kind.LOGARITHMIC) {
      for (int[] digits : new int[][] {{1, 2, 5}, {1, 3}, {1}}) {
        ticks.clear();
        for (int power = (int) Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
          for (int digit : digits) {
            double v = digit * Math.pow(10, power);
            if (v >= min * (1 - 1e-9) && v <= max * (1 + 1e-9)) {
              ticks.add(new Tick(v, power >= 0 ? Num.grouped(Math.round(v)) : Num.fixed(v, -power)));
            }
          }
        }
        if (ticks.size() <= most) {
          break;
        }
      }
      if (ticks.size() >= 2) {
        return ticks;
      }
      ticks.clear();
    }
    return linear(most);
  }

  /** The most ticks that have room, at multiples of 1, 2 or 5 times a power of ten; three in any case. */
  private List<Tick> linear(int most) {
    List<Tick> ticks = List.of();
    for (int power = (int) Math.floor(Math.log10(max - min)); ; power--) {
      for (int digit : new int[] {5, 2, 1}) {
        List<Tick> finer = multiples(digit * Math.pow(10, power), Math.max(0, -power));
        if (ticks.size() >= 3 && finer.size() > most) {
          return ticks;
        }
        ticks = finer;
      }
    }
  }

  private List<Tick> multiples(double step, int decimals) {
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) {
      ticks.add(new Tick(i * step, Num.fixed(i * step, decimals)));
    }
    return ticks;
  }
}

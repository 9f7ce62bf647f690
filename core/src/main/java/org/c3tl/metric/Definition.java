package org.c3tl.metric;

/**
 * What a reader of a table of metrics needs to know of one of them. This class is immutable.
 *
 * @param name name in tables, files and options; cell-eval's where it has the metric
 * @param family what the metric asks
 * @param direction which values are better
 * @param best value of a perfect prediction; of uncertainty metrics, value of perfect standard deviations
 * @param least smallest value that can occur; may be infinite
 * @param most largest value that can occur; may be infinite
 * @param unit unit of the values: {@code effect}, {@code effect²}, or empty for a plain number
 * @param description one sentence for people, in plain words
 */
public record Definition(String name, Family family, Direction direction, double best, double least, double most, String unit,
    String description) {
  /** Checks that the best value can occur. */
  public Definition {
    if (!(least <= best && best <= most)) {
      throw new IllegalArgumentException(name + ": best value " + best + " is not within " + least + " to " + most);
    }
  }

  static Definition correlation(String name, Family family, String description) {
    return new Definition(name, family, Direction.HIGHER, 1, -1, 1, "", description);
  }

  static Definition share(String name, Family family, String description) {
    return new Definition(name, family, Direction.HIGHER, 1, 0, 1, "", description);
  }

  static Definition error(String name, String unit, String description) {
    return new Definition(name, Family.ERROR, Direction.LOWER, 0, 0, Double.POSITIVE_INFINITY, unit, description);
  }

  static Definition upToOne(String name, Family family, String description) {
    return new Definition(name, family, Direction.HIGHER, 1, Double.NEGATIVE_INFINITY, 1, "", description);
  }
}

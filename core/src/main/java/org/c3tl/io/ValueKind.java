package org.c3tl.io;

/** What the values of a matrix seem to be. */
public enum ValueKind {
  /** Whole numbers from 0 on: raw counts. */
  COUNTS("counts", "raw counts"),
  /** Fractions from 0 to below 15: counts that were normalised and logarithmised. */
  LOG_NORMALISED("log-normalised", "log-normalised expression"),
  /** Negative values occur: effects (differences to a control), or expression that was centred. */
  EFFECTS("effects", "effects, or centred expression"),
  /** None of these. */
  UNKNOWN("unknown", "not clear");

  private final String id;
  private final String description;

  ValueKind(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /**
   * @return the name used in files and options: {@code counts}, {@code log-normalised}, {@code effects}, {@code unknown}
   */
  public String id() {
    return id;
  }

  /**
   * @return the name for people
   */
  public String description() {
    return description;
  }
}

package org.c3tl.knime.logic;

/**
 * A column of a table.
 *
 * @param name its name, unique in the table
 * @param kind what it holds
 */
public record TableColumn(String name, Kind kind) {
  /** What a column holds. */
  public enum Kind {
    /** Text. */
    TEXT,
    /** Numbers, whole or not. */
    NUMBER,
    /** Whole numbers, written as such. */
    COUNT,
    /** Anything else. */
    OTHER;

    /**
     * @return whether the values are numbers
     */
    public boolean isNumber() {
      return this == NUMBER || this == COUNT;
    }
  }
}

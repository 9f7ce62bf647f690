package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.List;

/** A table that is read row by row, as often as wanted, always in the same order. */
public interface RowSource {
  /** One row. Valid during the visit only. */
  interface Row {
    /**
     * @param column position of the column
     * @return the cell as text, or null where missing
     */
    String text(int column);

    /**
     * @param column position of the column
     * @return the cell as a number, or NaN where missing or no number
     */
    double number(int column);
  }

  /** Takes rows. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param row the next row
     * @throws IOException passed on to the caller of {@link RowSource#forEach}
     */
    void visit(Row row) throws IOException;
  }

  /**
   * @return name of the table for messages
   */
  String name();

  /**
   * @return its columns, in order
   */
  List<TableColumn> columns();

  /**
   * @return number of rows
   */
  long size();

  /**
   * @param visitor is given every row, from the first to the last
   * @throws IOException if the rows cannot be read, or the visitor fails
   */
  void forEach(Visitor visitor) throws IOException;
}

package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.List;

/** Takes the rows of a table that is made. */
@FunctionalInterface
public interface RowSink {
  /**
   * @param values one per column: String, Double, Long, or null where missing. The list is reused for the next row
   * @throws IOException if the row cannot be stored
   */
  void accept(List<Object> values) throws IOException;
}

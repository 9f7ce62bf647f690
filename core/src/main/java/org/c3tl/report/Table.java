package org.c3tl.report;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.report.plot.Num;

/** Numbers behind a figure. Grows by {@link #row}; not for use by several threads. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  /**
   * @param header names of the columns
   */
  public Table(String... header) {
    columns = header.length;
    rows.add(List.of(header));
  }

  /**
   * @param fields one per column; numbers are written with six significant digits, NaN as nothing
   */
  public void row(Object... fields) {
    if (fields.length != columns) {
      throw new IllegalArgumentException(fields.length + " fields for " + columns + " columns");
    }
    List<String> row = new ArrayList<>();
    for (Object f : fields) {
      row.add(f instanceof Double d ? Num.field(d) : String.valueOf(f));
    }
    rows.add(row);
  }

  /**
   * @return number of rows below the header
   */
  public int size() {
    return rows.size() - 1;
  }

  /**
   * @return the table, tab-separated, with quotes around fields that need them
   */
  public String tsv() {
    StringBuilder s = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String f = row.get(i);
        boolean quote = f.matches("(?s).*[\t\n\r\"].*");
        s.append(i == 0 ? "" : "\t").append(quote ? '"' + f.replace("\"", "\"\"") + '"' : f);
      }
      s.append('\n');
    }
    return s.toString();
  }
}

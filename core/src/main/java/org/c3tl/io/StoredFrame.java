package org.c3tl.io;

import java.util.List;

/** {@code obs} or {@code var} of an AnnData file. Columns are read when asked for. */
public interface StoredFrame {
  /**
   * @return {@code obs}, {@code var} or {@code raw/var}
   */
  String name();

  /**
   * @return number of rows
   */
  int rows();

  /**
   * @return names of the rows (cell barcodes, gene names)
   */
  List<String> index();

  /**
   * @return names of the columns in stored order, without the index
   */
  List<String> columnNames();

  /**
   * @param column name of a column, or the index's own name
   * @return the column
   * @throws org.c3tl.data.InvalidInputException if there is none of that name, listing those there are
   */
  StoredColumn column(String column);
}

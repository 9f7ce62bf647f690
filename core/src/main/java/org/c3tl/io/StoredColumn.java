package org.c3tl.io;

import java.util.List;

/**
 * One column of {@code obs} or {@code var}: categorical, text, number or boolean. Rows of a categorical are codes into
 * {@link #categories()}; any other column can be read as text.
 */
public interface StoredColumn {
  /** What the column holds. */
  enum Kind { CATEGORICAL, TEXT, NUMBER, BOOLEAN }

  /**
   * @return what the column holds
   */
  Kind kind();

  /**
   * @return type of the values as in NumPy ({@code category}, {@code object}, {@code bool}, {@code int64}, …)
   */
  String dtype();

  /**
   * @return number of rows
   */
  int size();

  /**
   * Distinct values, as text. A categorical's categories in stored order; for other columns the distinct values in order of
   * first appearance. Booleans read {@code True} and {@code False}, whole numbers have no decimal point.
   *
   * @return the categories, without the missing value
   */
  List<String> categories();

  /**
   * @param row 0 to {@code size() - 1}
   * @return its place in {@link #categories()}, or -1 where missing
   */
  int code(int row);

  /**
   * @param row 0 to {@code size() - 1}
   * @return the value as text, or null where missing
   */
  String text(int row);

  /**
   * @param row 0 to {@code size() - 1}
   * @return the value as a number (booleans 0 and 1), or NaN where missing or no number
   */
  double number(int row);
}

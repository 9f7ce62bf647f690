package org.c3tl.io;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What is in a file. Parts that a kind of file does not have are null or empty.
 *
 * @param file path of the file
 * @param format kind of file, for people: {@code AnnData}, {@code tab-separated text}, {@code GCT 1.3}, the {@code format}
 *     attribute of c3tl's own files, …
 * @param bytes length of the file
 * @param rows number of rows: observations of AnnData, lines after the header of a text table
 * @param columns number of columns: variables of AnnData, fields of a text table
 * @param matrices the matrices; X, where there is one, comes first
 * @param obs columns of {@code obs}
 * @param var columns of {@code var}; for a text table the names in the header
 * @param groups names in {@code obsm}, {@code varm}, {@code obsp}, {@code varp}, {@code uns}
 * @param attributes attributes at the root of an HDF5 file that are single values, as text
 * @param c3tl what c3tl noted about a file of its own: kind, normalisation, provenance
 * @param notes what could not be read, and other remarks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inspection(String file, String format, long bytes, Long rows, Long columns, List<MatrixInfo> matrices,
    List<ColumnInfo> obs, List<ColumnInfo> var, Map<String, List<String>> groups, Map<String, String> attributes, JsonNode c3tl,
    List<String> notes) {

  /**
   * One matrix, seen in whole.
   *
   * @param name {@code X}, {@code raw/X} or {@code layers/NAME}
   * @param layout {@code CSR}, {@code CSC} or {@code DENSE}
   * @param dtype type of the values as in NumPy
   * @param rows number of rows
   * @param columns number of columns
   * @param sum sum of all values
   * @param nonZeros number of values that are not 0
   * @param min smallest value
   * @param max largest value
   * @param kind id of the {@link ValueKind} the values seem to be
   * @param reason what led to that guess
   */
  public record MatrixInfo(String name, String layout, String dtype, long rows, int columns, double sum, long nonZeros,
      double min, double max, String kind, String reason) { }

  /**
   * One column of a table.
   *
   * @param name its name
   * @param kind {@code category}, {@code text}, {@code number} or {@code boolean}
   * @param dtype type of the values as in NumPy
   * @param distinct number of distinct values, without the missing one
   * @param missing number of rows without a value
   * @param categories number of rows for each value, most frequent first; null for numbers, and for text with more than
   *     10,000 distinct values
   * @param min smallest number; null for other columns
   * @param max largest number; null for other columns
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ColumnInfo(String name, String kind, String dtype, Integer distinct, Integer missing,
      Map<String, Integer> categories, Double min, Double max) { }

  /** Copies the lists. */
  public Inspection {
    matrices = List.copyOf(matrices);
    obs = List.copyOf(obs);
    var = List.copyOf(var);
    notes = List.copyOf(notes);
  }
}

package org.c3tl.io;

import io.jhdf.api.WritableDataset;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes plain AnnData files that Python's {@code anndata} (0.8 and later) opens: {@code X}, {@code obs}, {@code var} and
 * texts in {@code uns}. Everything stands in memory before it is written, since jHDF writes whole arrays.
 *
 * <p>Text columns are written as {@code string-array}, not as categoricals, whose {@code ordered} attribute must be a kind
 * of boolean that jHDF does not write.
 */
public final class H5adOutput {
  private H5adOutput() { }

  /**
   * {@code obs} or {@code var}.
   *
   * @param index one name per row, at least one
   * @param columns column name to {@code String[]}, {@code double[]}, {@code long[]} or {@code int[]}, one value per row; at
   *     least one column, since jHDF writes no empty list of columns
   */
  public record Frame(List<String> index, Map<String, Object> columns) {
    /** Copies the map, keeping its order. */
    public Frame {
      columns = new LinkedHashMap<>(columns);
      if (columns.isEmpty() || index.isEmpty()) {
        throw new IllegalArgumentException("a table needs a column and a row");
      }
    }
  }

  /**
   * A sparse matrix by rows.
   *
   * @param rows number of rows
   * @param columns number of columns
   * @param data non-zero values
   * @param indices column of each
   * @param starts {@code rows + 1} offsets of the rows; of the same type as the indices, since SciPy refuses to slice
   *     otherwise
   */
  public record Csr(int rows, int columns, float[] data, int[] indices, int[] starts) { }

  /**
   * @param target where the file shall be
   * @param obs one row per row of x
   * @param var one row per column of x
   * @param x {@link Csr}, {@code float[][]} or {@code double[][]}
   * @param uns name to text
   * @param overwrite whether an existing file may be replaced
   * @throws IOException if writing fails
   * @throws org.c3tl.data.InvalidInputException as {@link AtomicOutput#check}
   */
  public static void write(Path target, Frame obs, Frame var, Object x, Map<String, String> uns, boolean overwrite)
      throws IOException {
    AtomicOutput.write(target, overwrite, temporary -> HdfOutput.write(temporary, file -> {
      encoding(file, "anndata", "0.1.0");
      matrix(file, x);
      frame(file, "obs", obs);
      frame(file, "var", var);
      WritableGroup texts = file.putGroup("uns");
      encoding(texts, "dict", "0.1.0");
      uns.forEach((name, text) -> encoding(texts.putDataset(name, text), "string", "0.2.0"));
      for (String empty : List.of("layers", "obsm", "varm", "obsp", "varp")) {
        encoding(file.putGroup(empty), "dict", "0.1.0");
      }
    }));
  }

  private static void matrix(WritableGroup file, Object x) {
    if (!(x instanceof Csr csr)) {
      encoding(file.putDataset("X", x), "array", "0.2.0");
      return;
    }
    WritableGroup group = file.putGroup("X");
    encoding(group, "csr_matrix", "0.1.0");
    group.putAttribute("shape", new long[] {csr.rows(), csr.columns()});
    group.putDataset("data", csr.data());
    group.putDataset("indices", csr.indices());
    group.putDataset("indptr", csr.starts());
  }

  private static void frame(WritableGroup file, String name, Frame frame) {
    WritableGroup group = file.putGroup(name);
    encoding(group, "dataframe", "0.2.0");
    group.putAttribute("_index", "_index");
    group.putAttribute("column-order", frame.columns().keySet().toArray(String[]::new));
    encoding(group.putDataset("_index", frame.index().toArray(String[]::new)), "string-array", "0.2.0");
    frame.columns().forEach((column, values) -> {
      WritableDataset dataset = group.putDataset(column, values);
      encoding(dataset, values instanceof String[] ? "string-array" : "array", "0.2.0");
    });
  }

  private static void encoding(WritableNode node, String type, String version) {
    node.putAttribute("encoding-type", type);
    node.putAttribute("encoding-version", version);
  }
}

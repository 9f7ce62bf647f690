package org.c3tl.io;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Writes small AnnData files with jHDF, for tests that need no data from elsewhere. */
final class H5adBuilder {
  private H5adBuilder() { }

  /** Adds the matrix. */
  @FunctionalInterface
  interface Matrix {
    void add(WritableHdfFile file);
  }

  /**
   * @param path the file to write
   * @param cells number of observations
   * @param genes number of variables
   * @param matrix adds X
   */
  static void write(Path path, int cells, int genes, Matrix matrix) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      encode(file, "anndata", "0.1.0");
      frame(file.putGroup("obs"), "cell", cells, "perturbation", IntStream.range(0, cells).mapToObj(i -> "p" + i % 3)
          .toArray(String[]::new));
      frame(file.putGroup("var"), "gene", genes, "symbol", IntStream.range(0, genes).mapToObj(i -> "Gène" + i)
          .toArray(String[]::new));
      WritableGroup uns = file.putGroup("uns");
      encode(uns, "dict", "0.1.0");
      encode(uns.putDataset("note", "a µ text"), "string", "0.2.0");
      matrix.add(file);
    }
  }

  /**
   * @param file where to
   * @param data values
   * @param indices their columns
   * @param indptr starts of the rows
   * @param shape rows and columns
   * @param options storage of data and indices, or null
   */
  static void csr(WritableHdfFile file, Object data, Object indices, Object indptr, long[] shape,
      DatasetCreationOptions options) {
    WritableGroup x = file.putGroup("X");
    encode(x, "csr_matrix", "0.1.0");
    x.putAttribute("shape", shape);
    if (options == null) {
      x.putDataset("data", data);
      x.putDataset("indices", indices);
    } else {
      x.putDataset("data", data, options);
      x.putDataset("indices", indices, options);
    }
    x.putDataset("indptr", indptr);
  }

  private static void frame(WritableGroup group, String prefix, int n, String column, String[] values) {
    encode(group, "dataframe", "0.2.0");
    group.putAttribute("_index", "_index");
    group.putAttribute("column-order", new String[] {column});
    String[] index = IntStream.range(0, n).mapToObj(i -> prefix + i).toArray(String[]::new);
    encode(group.putDataset("_index", index), "string-array", "0.2.0");
    encode(group.putDataset(column, values), "string-array", "0.2.0");
  }

  static void encode(WritableNode node, String type, String version) {
    node.putAttribute("encoding-type", type);
    node.putAttribute("encoding-version", version);
  }
}

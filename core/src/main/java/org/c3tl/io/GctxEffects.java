package org.c3tl.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;

/**
 * GCTX: GCT 1.3 in HDF5. {@code 0/DATA/0/matrix} stands as samples × genes, {@code 0/META/ROW} describes the genes and
 * {@code 0/META/COL} the samples, with {@code id} and any other field as a dataset each.
 *
 * <h2>References</h2>
 * <pre>
 * Enache et al. The GCTx format and cmap{Py, R, M, J} packages. Bioinformatics 35, 2019.
 * </pre>
 */
final class GctxEffects {
  private static final String MATRIX = "0/DATA/0/matrix";
  private static final String GENES = "0/META/ROW";
  private static final String SAMPLES = "0/META/COL";

  private GctxEffects() { }

  /**
   * @param source an open HDF5 file
   * @return whether it is GCTX
   */
  static boolean isGctx(HdfSource source) {
    return source.children("").contains("0") && source.children("0").contains("DATA");
  }

  /**
   * @param source an open HDF5 file
   * @param perturbationColumn metadata field of the samples; null for the usual ones
   * @param contextColumn metadata field of the samples; null for the usual ones
   * @param replicates whether samples of the same names are numbered ({@link EffectColumns#numbered}) instead of refused
   * @return the table
   * @throws InvalidInputException if fields are missing, samples stand twice, or the file is damaged
   * @throws IOException if reading fails
   */
  static EffectTable read(HdfSource source, String perturbationColumn, String contextColumn, boolean replicates)
      throws IOException {
    try {
      return table(source, perturbationColumn, contextColumn, replicates);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static EffectTable table(HdfSource source, String perturbationColumn, String contextColumn, boolean replicates) {
    Path path = source.path();
    Map<String, List<String>> samples = fields(source, SAMPLES);
    Map<String, List<String>> genes = fields(source, GENES);
    List<String> ids = genes.remove("id");
    List<String> names = samples.remove("id");
    HdfArray matrix = source.array(MATRIX);
    if (matrix == null) {
      throw new InvalidInputException(path + " is no complete GCTX file: it lacks '" + MATRIX + "'.");
    }
    if (matrix.rank != 2 || matrix.rows != names.size() || matrix.columns != ids.size()) {
      throw source.damaged(MATRIX, "it is " + matrix.rows + " × " + matrix.columns + ", but there are " + names.size()
          + " samples and " + ids.size() + " genes", null);
    }
    if (!matrix.type.isNumber()) {
      throw source.damaged(MATRIX, "its elements are of type " + matrix.type.dtype + ", not numbers", null);
    }
    SampleMetadata metadata = new SampleMetadata(path, names);
    samples.forEach(metadata::put);
    metadata.resolve(perturbationColumn, contextColumn, replicates);
    Memory.require(path + ", '" + MATRIX + "',", 4L * matrix.rows * matrix.columns);
    int size = matrix.type.size;
    byte[] bytes = new byte[Math.multiplyExact(matrix.columns, size)];
    double[] row = new double[matrix.columns];
    try (HdfArray.Reader reader = matrix.reader()) {
      return metadata.table(GeneNames.of(ids, genes), (s, into) -> {
        reader.read(s, 1, bytes);
        matrix.type.numbers(bytes, 0, row.length, row);
        for (int g = 0; g < into.length; g++) {
          into[g] = (float) row[g];
        }
      });
    }
  }

  /** All one-dimensional fields of genes or samples, which must have {@code id} and agree in length. */
  private static Map<String, List<String>> fields(HdfSource source, String group) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    List<String> children = new ArrayList<>(source.children(group));
    if (!children.remove("id")) {
      throw new InvalidInputException(source.path() + " is no complete GCTX file: it lacks '" + group + "/id'.");
    }
    children.add(0, "id");
    int n = -1;
    for (String child : children) {
      HdfArray array = source.array(group + "/" + child);
      if (array == null || array.columns != 1) {
        continue;
      }
      List<String> values = Arrays.asList(HdfField.of(array).texts());
      values.replaceAll(v -> v == null ? "" : v);
      if (n >= 0 && values.size() != n) {
        throw source.damaged(group + "/" + child, "it has " + values.size() + " values for " + n + " ids", null);
      }
      n = values.size();
      fields.put(child, values);
    }
    return fields;
  }
}

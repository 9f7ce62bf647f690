package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every real file gives the figures that Python's anndata gave (manifest.json of the shared data). */
class AnnDataFixturesTest {
  @TestFactory
  Stream<DynamicTest> figuresOfTheManifest() throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(SharedData.file("data/manifest.json").toFile());
    return manifest.properties().stream().filter(e -> e.getKey().endsWith(".h5ad"))
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e)));
  }

  private static void check(Map.Entry<String, JsonNode> entry) throws IOException {
    JsonNode want = entry.getValue();
    try (AnnDataFile f = AnnDataFile.open(SharedData.file("data/" + entry.getKey()))) {
      assertEquals(want.get("n_obs").asLong(), f.observations());
      assertEquals(want.get("n_vars").asInt(), f.variables());
      assertEquals(texts(want.get("obs_index_first3")), f.obs().index().subList(0, 3));
      assertEquals(texts(want.get("var_index_first3")), f.var().index().subList(0, 3));
      assertEquals(texts(want.get("var_columns")), f.var().columnNames());
      for (String c : f.var().columnNames()) {
        assertEquals(f.variables(), f.var().column(c).size());
      }
      assertEquals(names(want.get("obs_columns")), f.obs().columnNames());
      want.get("obs_columns").properties().forEach(c -> column(f.obs().column(c.getKey()), c.getValue()));
      assertEquals(want.get("has_raw").asBoolean(), f.matrixNames().contains("raw/X"));
      if (want.has("raw_shape")) {
        StoredMatrix raw = f.matrix("raw/X");
        assertEquals(want.get("raw_shape").get(0).asLong(), raw.rows());
        assertEquals(want.get("raw_shape").get(1).asInt(), raw.columns());
        assertEquals(raw.columns(), f.rawVar().index().size());
        double[] seen = figures(raw, 1000);
        assertTrue(seen[1] > 0);
      }
      if (!want.has("X_type")) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> f.matrix("X"));
        assertTrue(e.getMessage().contains("has no matrix 'X'"), e.getMessage());
        return;
      }
      StoredMatrix x = f.matrix("X");
      String layout = want.get("X_type").asText();
      assertEquals(Map.of("ndarray", "DENSE", "csr_matrix", "CSR", "csc_matrix", "CSC").get(layout), x.layout().name());
      assertEquals(want.get("X_dtype").asText(), x.dtype());
      for (int entries : new int[] {1, 5000, 1 << 20}) {
        double[] seen = figures(x, entries);
        double sum = want.get("X_sum").asDouble();
        assertEquals(sum, seen[0], 1e-9 * Math.max(1, Math.abs(sum)) + 1e-6);
        assertEquals(want.get("X_nnz").asLong(), (long) seen[1]);
        // SciPy added the first row of the sparse float32 files in single precision.
        double first = want.get("X_first_row_sum").asDouble();
        boolean single = x.layout() != StoredMatrix.Layout.DENSE && x.dtype().equals("float32");
        assertEquals(first, seen[2], (single ? 1e-5 : 1e-9) * Math.max(1, Math.abs(first)));
      }
      Inspection.MatrixInfo seen = Inspector.inspect(f.path(), Progress.NONE).matrices().get(0);
      assertEquals("X", seen.name());
      assertEquals(want.get("X_sum").asDouble(), seen.sum(), 1e-6);
      assertEquals(want.get("X_nnz").asLong(), seen.nonZeros());
      for (String name : f.matrixNames()) {
        assertNotNull(figures(f.matrix(name), 10_000));
      }
    }
  }

  /** Sum, non-zeros and sum of the first row; also checks that the blocks cover every line once. */
  private static double[] figures(StoredMatrix m, int maxEntries) throws IOException {
    double[] out = new double[3];
    long[] next = {0};
    m.forEachBlock(maxEntries, b -> {
      assertEquals(next[0], b.firstMajor);
      next[0] += b.majorCount;
      assertTrue(b.majorCount == 1 || b.starts[b.majorCount] <= maxEntries);
      for (int k = 0; k < b.majorCount; k++) {
        for (int e = b.starts[k]; e < b.starts[k + 1]; e++) {
          out[0] += b.values[e];
          out[1] += b.values[e] != 0 ? 1 : 0;
          long row = m.layout() == StoredMatrix.Layout.CSC ? b.minors[e] : b.firstMajor + k;
          out[2] += row == 0 ? b.values[e] : 0;
        }
      }
    });
    assertEquals(m.layout() == StoredMatrix.Layout.CSC ? m.columns() : m.rows(), next[0]);
    return out;
  }

  private static void column(StoredColumn c, JsonNode want) {
    if (want.isArray()) {
      assertEquals(StoredColumn.Kind.CATEGORICAL, c.kind());
      List<String> categories = texts(want);
      // The manifest lists at most twelve.
      assertEquals(categories, c.categories().subList(0, categories.size()));
      assertTrue(categories.size() == 12 || categories.size() == c.categories().size());
      int[] codes = IntStream.range(0, c.size()).map(c::code).toArray();
      for (int i = 0; i < codes.length; i++) {
        assertEquals(codes[i] < 0 ? null : c.categories().get(codes[i]), c.text(i));
      }
    } else {
      assertEquals(want.asText(), c.dtype());
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> names(JsonNode object) {
    List<String> all = new ArrayList<>();
    object.fieldNames().forEachRemaining(all::add);
    return all;
  }
}

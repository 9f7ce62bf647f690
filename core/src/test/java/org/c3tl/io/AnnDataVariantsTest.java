package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.c3tl.data.InvalidInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that Python's anndata and h5py write on the spot, in many kinds of storage, read the same here as there. */
class AnnDataVariantsTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path SCRIPT = Path.of("src/test/python/anndata_variants.py");

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> readsWhatPythonWrote() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PYTHON) && run("-c", "import anndata, h5py") == 0,
        "needs Debian's python3-anndata");
    assertEquals(0, run(SCRIPT.toString(), folder.toString()), () -> log());
    JsonNode expected = new ObjectMapper().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature())
        .readTree(folder.resolve("expected.json").toFile());
    assertTrue(expected.size() > 50);
    return expected.properties().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e)));
  }

  private static int run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
    command.addAll(List.of(arguments));
    Process p = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    if (!p.waitFor(2, TimeUnit.MINUTES)) {
      p.destroyForcibly();
      return -1;
    }
    return p.exitValue();
  }

  private static String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void check(Map.Entry<String, JsonNode> entry) throws IOException {
    Path file = folder.resolve(entry.getKey());
    JsonNode want = entry.getValue();
    if (want.has("error")) {
      InvalidInputException e = assertThrows(InvalidInputException.class, () -> readAll(file));
      assertTrue(e.getMessage().contains(want.get("error").asText()), e.getMessage());
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      return;
    }
    try (AnnDataFile f = AnnDataFile.open(file)) {
      TreeSet<String> names = new TreeSet<>();
      want.get("matrices").fieldNames().forEachRemaining(names::add);
      assertEquals(names, new TreeSet<>(f.matrixNames()));
      for (String name : names) {
        matrix(f.matrix(name), want.get("matrices").get(name));
      }
      assertEquals(texts(want.get("obs_index")), f.obs().index());
      assertEquals(texts(want.get("var_index")), f.var().index());
      List<String> columns = new ArrayList<>();
      want.get("obs").fieldNames().forEachRemaining(columns::add);
      assertEquals(columns, f.obs().columnNames());
      for (String c : columns) {
        column(f.obs().column(c), want.get("obs").get(c));
      }
    }
  }

  static void readAll(Path file) throws IOException {
    try (AnnDataFile f = AnnDataFile.open(file)) {
      for (String name : f.matrixNames()) {
        f.matrix(name).forEachBlock(1000, b -> { });
      }
      for (StoredFrame frame : f.rawVar() == null ? List.of(f.obs(), f.var()) : List.of(f.obs(), f.var(), f.rawVar())) {
        frame.index();
        for (String c : frame.columnNames()) {
          frame.column(c).categories();
        }
      }
      f.unsText();
    }
  }

  private static void matrix(StoredMatrix m, JsonNode want) throws IOException {
    assertEquals(want.get("layout").asText(), m.layout().name());
    assertEquals(want.get("dtype").asText(), m.dtype());
    assertEquals(want.get("shape").get(0).asLong(), m.rows());
    assertEquals(want.get("shape").get(1).asInt(), m.columns());
    for (int entries : new int[] {1, 7, 100_000}) {
      double[] sums = new double[(int) m.rows()];
      int[] nonZero = new int[1];
      m.forEachBlock(entries, b -> {
        for (int k = 0; k < b.majorCount; k++) {
          for (int e = b.starts[k]; e < b.starts[k + 1]; e++) {
            sums[m.layout() == StoredMatrix.Layout.CSC ? b.minors[e] : (int) b.firstMajor + k] += b.values[e];
            nonZero[0] += b.values[e] != 0 ? 1 : 0;
          }
        }
      });
      double[] rows = new double[sums.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = want.get("row_sums").get(i).asDouble();
      }
      assertArrayEquals(rows, sums, 1e-9);
      assertEquals(want.get("nnz").asInt(), nonZero[0]);
    }
  }

  private static void column(StoredColumn c, JsonNode want) {
    assertEquals(want.size(), c.size());
    int[] codes = IntStream.range(0, c.size()).map(c::code).toArray();
    for (int i = 0; i < c.size(); i++) {
      JsonNode v = want.get(i);
      if (v.isNull()) {
        assertNull(c.text(i));
        assertEquals(-1, codes[i]);
        assertTrue(Double.isNaN(c.number(i)));
      } else {
        assertEquals(c.text(i), c.categories().get(codes[i]));
        if (v.isTextual()) {
          assertEquals(v.asText(), c.text(i));
        } else if (v.isIntegralNumber()) {
          assertEquals(v.asText(), c.text(i));
          assertEquals(v.asDouble(), c.number(i));
        } else {
          assertEquals(v.asDouble(), c.number(i));
          assertEquals(v.asDouble(), Double.parseDouble(c.text(i)));
        }
      }
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(v -> all.add(v.asText()));
    return all;
  }
}

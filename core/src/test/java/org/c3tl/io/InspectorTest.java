package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
  @TempDir Path folder;

  private static Inspection inspect(Path p) throws IOException {
    return Inspector.inspect(p, Progress.NONE);
  }

  @Test
  void annData() throws IOException {
    Path p = folder.resolve("x.h5ad");
    H5adBuilder.write(p, 5, 2, f -> {
      f.putDataset("X", new float[][] {{1, -2}, {0, 0}, {0.5f, 0}, {0, 0}, {0, 7}});
      f.putGroup("obsm").putDataset("X_pca", new float[5][3]);
    });
    Inspection s = inspect(p);
    assertEquals("AnnData", s.format());
    assertEquals(5, s.rows());
    assertEquals(2, s.columns());
    assertEquals(Files.size(p), s.bytes());
    Inspection.MatrixInfo x = s.matrices().get(0);
    assertEquals(new Inspection.MatrixInfo("X", "DENSE", "float32", 5, 2, 6.5, 4, -2, 7, "effects", "there are negative values"),
        x);
    Inspection.ColumnInfo c = s.obs().get(0);
    assertEquals(List.of("p0", "p1", "p2"), List.copyOf(c.categories().keySet()));
    assertEquals(List.of(2, 2, 1), List.copyOf(c.categories().values()));
    assertEquals(Map.of("obsm", List.of("X_pca"), "uns", List.of("note")), s.groups());
  }

  @Test
  void whatIsNotReadIsANoteAndDamageAnError() throws IOException {
    Path p = folder.resolve("x.h5ad");
    H5adBuilder.write(p, 3, 3, f -> {
      H5adBuilder.csr(f, new float[] {1}, new int[] {0}, new int[] {0, 1, 1, 1}, new long[] {3, 3}, null);
      H5adBuilder.encode(f.putGroup("layers").putGroup("odd"), "coo_matrix", "0.1.0");
    });
    Inspection s = inspect(p);
    assertEquals(1, s.matrices().size());
    assertTrue(s.notes().get(0).contains("coo_matrix"), s.notes().toString());
    Path q = folder.resolve("y.h5ad");
    H5adBuilder.write(q, 3, 3,
        f -> H5adBuilder.csr(f, new float[] {1}, new int[] {7}, new int[] {0, 1, 1, 1}, new long[] {3, 3}, null));
    assertThrows(InvalidInputException.class, () -> inspect(q));
  }

  @Test
  void fileOfC3tlWithoutTables() throws IOException {
    Path p = folder.resolve("x.c3tl");
    try (var f = io.jhdf.HdfFile.write(p)) {
      f.putAttribute("format", "c3tl model");
      f.putAttribute("version", 1);
      f.putDataset("weights", new float[] {1});
    }
    Inspection s = inspect(p);
    assertEquals("c3tl model", s.format());
    assertEquals("1", s.attributes().get("version"));
    assertEquals(List.of("weights"), s.groups().get("/"));
  }

  @Test
  void textTables() throws IOException {
    Path p = folder.resolve("t.tsv.gz");
    try (var out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(p)), StandardCharsets.UTF_8)) {
      out.write("perturbation\tcontext\tG1\na\tb\t1\nc\td\t2\n");
    }
    Inspection s = inspect(p);
    assertEquals("tab-separated text", s.format());
    assertEquals(2, s.rows());
    assertEquals(3, s.columns());
    assertEquals("G1", s.var().get(2).name());
    Path q = folder.resolve("t.csv");
    Files.writeString(q, "a,b\n1,2\n3\n");
    assertEquals(q + ", line 3: 1 fields where the header has 2.",
        assertThrows(InvalidInputException.class, () -> inspect(q)).getMessage());
    byte[] cut = Files.readAllBytes(p);
    Files.write(p, java.util.Arrays.copyOf(cut, cut.length - 12));
    assertThrows(InvalidInputException.class, () -> inspect(p));
  }

  @Test
  void gct() throws IOException {
    Path p = folder.resolve("t.gct");
    Files.writeString(p, "#1.3\n2\t3\t1\t0\nid\tx\ta\tb\tc\n");
    Inspection s = inspect(p);
    assertEquals("GCT 1.3", s.format());
    assertEquals(2, s.rows());
    assertEquals(3, s.columns());
    Files.writeString(p, "#1.3\nmany\n");
    assertTrue(assertThrows(InvalidInputException.class, () -> inspect(p)).getMessage().contains("line 2"));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path p = folder.resolve("x.bin");
    Files.write(p, new byte[] {0, 1, 2, 3});
    assertThrows(InvalidInputException.class, () -> inspect(p));
    Files.write(p, new byte[0]);
    assertThrows(InvalidInputException.class, () -> inspect(p));
    assertThrows(InvalidInputException.class, () -> inspect(folder));
    assertThrows(java.nio.file.NoSuchFileException.class, () -> inspect(folder.resolve("none")));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Test
  void sumOfManyValuesIsExact() throws IOException {
    Path p = folder.resolve("x.h5ad");
    H5adBuilder.write(p, 4, 1, f -> f.putDataset("X", new double[][] {{1e16}, {1}, {1}, {-1e16}}));
    assertEquals(2, inspect(p).matrices().get(0).sum());
  }
}

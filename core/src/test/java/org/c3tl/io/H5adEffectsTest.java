package org.c3tl.io;

import static org.c3tl.io.Tables.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects in AnnData and GCTX files, against Python's anndata and h5py. */
class H5adEffectsTest {
  private static final float[][] X = {{0, 1.5f, -2.25f, 0}, {.1f, 0, 0, 1e-30f}, {-3, 0, 7, 0}};

  @TempDir static Path folder;
  private static boolean written;

  @BeforeAll
  static void python() throws IOException, InterruptedException {
    Python.need(folder, "anndata, h5py");
    Python.run(folder, "effects_files.py", "write", folder.toString());
    written = true;
  }

  private static EffectTable read(String name) throws IOException {
    assertTrue(written);
    return EffectFiles.read(folder.resolve(name));
  }

  private static String refusal(String name) {
    String m = refused(() -> read(name));
    assertTrue(m.contains(name), m);
    return m;
  }

  private static void isTheTable(EffectTable t) {
    assertEquals(List.of("TP53", "β-actin", "HLA-A", "MT-CO1"), t.genes().names());
    assertEquals(List.of(new Cell("drug α", "A375.6h"), new Cell("ctrl/x", "A375.6h"), new Cell("drug α", "MCF7")),
        List.of(t.cell(0), t.cell(1), t.cell(2)));
    for (int r = 0; r < X.length; r++) {
      assertArrayEquals(X[r], t.values(r));
    }
  }

  @ParameterizedTest
  @EnumSource(TableKind.class)
  void holdsEverything(TableKind kind) throws IOException {
    EffectTable t = Tables.full(kind.ordinal(), kind);
    Path file = folder.resolve("round_" + kind.id() + ".h5ad");
    EffectFiles.write(file, t, false);
    EffectTable back = EffectFiles.read(file);
    Tables.same(t, back);
    Tables.sameBackground(t, back);
    assertEquals(List.of(), EffectFiles.lost(file, t));
  }

  @Test
  void holdsABareTable() throws IOException {
    EffectTable t = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g"))).row("p", "c",
        new float[] {2}).build();
    Path file = folder.resolve("bare.h5ad");
    EffectFiles.write(file, t, false);
    EffectTable back = EffectFiles.read(file);
    Tables.same(t, back);
    Tables.sameBackground(t, back);
  }

  @Test
  void pythonReadsWhatIsWritten() throws IOException, InterruptedException {
    EffectTable t = Tables.full(5, TableKind.PREDICTION);
    Path file = folder.resolve("for_python.h5ad");
    EffectFiles.write(file, t, false);
    JsonNode seen = new ObjectMapper().readTree(Python.run(folder, "effects_files.py", "dump", file.toString()));
    assertEquals(t.genes().names(), texts(seen.get("var_index")));
    List<String> index = new ArrayList<>();
    for (int r = 0; r < t.size(); r++) {
      assertArrayEquals(t.values(r), floats(seen.get("x").get(r)));
      assertArrayEquals(t.sd(r), floats(seen.get("sd").get(r)));
      JsonNode obs = seen.get("obs");
      assertEquals(t.cell(r).perturbation(), obs.get("perturbation").get(r).asText());
      assertEquals(t.cell(r).context(), obs.get("context").get(r).asText());
      assertEquals(t.columns().get("line/µ").get(r), obs.get("line/µ").get(r).asText());
      assertEquals(t.columns().get("uptake").get(r), obs.get("uptake").get(r).asText());
      JsonNode n = obs.get("n_cells").get(r);
      assertEquals(t.cells(r), n.isNull() ? Double.NaN : n.asDouble());
      index.add(t.cell(r).perturbation() + "|" + t.cell(r).context());
    }
    assertEquals(index, texts(seen.get("obs_index")));
    List<String> contexts = texts(seen.get("uns").get("control_contexts"));
    for (int c = 0; c < contexts.size(); c++) {
      for (int g = 0; g < t.genes().size(); g++) {
        assertEquals(t.controls().get(contexts.get(c))[g], (float) seen.get("control").get(g).get(c).asDouble());
      }
    }
    assertEquals(2, contexts.size());
    assertEquals("prediction", seen.get("uns").get("kind").asText());
    assertEquals("{\"seed\": 1}", seen.get("uns").get("provenance").get("split").asText());
    // Python wrote a part of it again, with its own layout.
    EffectTable part = EffectFiles.read(Path.of(file + ".again"));
    Tables.same(t.where(r -> t.context(r) == t.context(0)), part);
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(n -> all.add(n.asText()));
    return all;
  }

  private static float[] floats(JsonNode array) {
    float[] all = new float[array.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) array.get(i).asDouble();
    }
    return all;
  }

  @Test
  void cellsThatAreAllKnownAreWholeNumbersInPython() throws IOException, InterruptedException {
    EffectTable t = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g")))
        .row("a|b", "c", new float[] {2}, null, 7).row("a", "b|c", new float[] {3}, null, 9).build();
    Path file = folder.resolve("cells_known.h5ad");
    EffectFiles.write(file, t, false);
    JsonNode seen = new ObjectMapper().readTree(Python.run(folder, "effects_files.py", "dump", file.toString()));
    assertEquals("int64", seen.get("obs_dtypes").get("n_cells").asText());
    // The joined names would be the same twice.
    assertEquals(List.of("0", "1"), texts(seen.get("obs_index")));
    Tables.same(t, EffectFiles.read(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense.h5ad", "float64.h5ad", "csr.h5ad", "csc.h5ad", "full.h5ad", "other.h5ad", "good.gctx"})
  void readsPythonsFiles(String name) throws IOException {
    isTheTable(read(name));
  }

  @Test
  void readsCellsOfAnyType() throws IOException {
    assertEquals(20, read("dense.h5ad").cells(1));
    assertEquals(20, read("csr.h5ad").cells(1));
    for (String name : List.of("float64.h5ad", "csc.h5ad")) {
      EffectTable t = read(name);
      assertTrue(Double.isNaN(t.cells(1)));
      assertEquals(30, t.cells(2));
      assertTrue(t.columns().isEmpty());
    }
  }

  @Test
  void readsWhatElseThereIs() throws IOException {
    EffectTable t = read("full.h5ad");
    assertEquals(TableKind.PREDICTION, t.kind());
    assertEquals(Map.of("dose", List.of("1.5", "2", ""), "ok", List.of("True", "False", "True"), "line", List.of("A", "",
        "M")), t.columns());
    assertArrayEquals(new float[] {3, 0, 7, 0}, t.sd(2));
    assertEquals(java.util.Set.of("MCF7"), t.controls().keySet());
    assertArrayEquals(new float[] {0, 2, 4, 6}, t.controls().get("MCF7"));
    assertEquals("log1p", t.normalisation());
    assertEquals("7", t.provenance().entries().get("seed"));
    assertEquals(TableKind.EFFECT, read("dense.h5ad").kind());
  }

  @Test
  void columnsMayHaveOtherNames() throws IOException {
    String m = refusal("renamed.h5ad");
    assertTrue(m.contains("no column 'perturbation'") && m.contains("Did you mean 'gene'"), m);
    assertTrue(m.contains("no column 'context'") && m.contains("Did you mean 'Cell_Type'"), m);
    isTheTable(EffectFiles.read(folder.resolve("renamed.h5ad"), "gene", "Cell_Type"));
    EffectTable t = EffectFiles.read(folder.resolve("other.h5ad"), "gene", null);
    assertEquals(List.of("G1", "G2", "G3"), t.perturbations().names());
    assertEquals(List.of("drug α", "ctrl/x", "drug α"), t.columns().get("original_perturbation"));
    EffectFiles.write(folder.resolve("other_again.h5ad"), t, false);
    Tables.same(t, read("other_again.h5ad"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "counts.h5ad; raw counts|c3tl pseudobulk",
      "cells.h5ad; (same, A375.6h) in obs row 1 ('r1') and obs row 2 ('r2')|c3tl pseudobulk",
      "nan.h5ad; 'ctrl/x', context 'A375.6h'|gene 'HLA-A'|NaN",
      "inf.h5ad; 'drug α', context 'MCF7'|gene 'β-actin'|Infinity",
      "blank.h5ad; obs row 2 ('r2'), has no context",
      "genes.h5ad; 'HLA-A' stands more than once",
      "json.h5ad; 'uns/c3tl', is not JSON",
      "duplicates.gctx; (drug α, A) in sample 1 ('s1') and sample 3 ('s3')|one time and dose",
      "no_context.gctx; no column 'context'|'pert_iname', 'pert_time'",
      "turned.gctx; it is 4 × 3, but there are 3 samples and 4 genes",
      "nan.gctx; gene 'HLA-A'|NaN",
      "half.gctx; lacks '0/META/COL/id'"})
  void refusesWithTheNames(String name, String parts) {
    String m = refusal(name);
    for (String part : parts.strip().split("\\|")) {
      assertTrue(m.contains(part), part + " is not in " + m);
    }
  }

  @Test
  void readsGctx() throws IOException {
    EffectTable t = read("good.gctx");
    assertEquals(List.of("6", "6", "24"), t.columns().get("pert_time"));
    assertEquals(List.of("10", "", "0.5"), t.columns().get("pert_dose"));
    assertEquals(List.of("10 µM", "", "500 nM"), t.columns().get("pert_idose"));
    assertEquals(List.of("1", "2", "3", "4"), read("doubled_symbols.gctx").genes().names());
    assertEquals(List.of("6", "24"), EffectFiles.read(folder.resolve("good.gctx"), null, "pert_time").contexts().names());
    Path renamed = folder.resolve("gctx_without_its_ending");
    Files.copy(folder.resolve("good.gctx"), renamed);
    isTheTable(EffectFiles.read(renamed));
  }

  @Test
  void readsTheRealTables() throws IOException, InterruptedException {
    Path l1000 = SharedData.file("data/effects/l1000_camda55_effects.h5ad");
    EffectTable t = EffectFiles.read(l1000);
    assertEquals("effect table of 55 perturbations × 14 contexts × 978 genes, 770 cells filled", t.toString());
    assertEquals(-4778.105859535882, sum(t), 1e-6);
    EffectTable text = EffectFiles.read(SharedData.file("data/effects/l1000_camda55_effects.tsv.gz"));
    assertEquals(List.copyOf(t.columns().keySet()), List.copyOf(text.columns().keySet()));
    assertEquals(t.genes(), text.genes());
    for (int r = 0; r < t.size(); r++) {
      assertEquals(t.cell(r), text.cell(r));
      assertArrayEquals(t.values(r), text.values(r), 5.1e-5f);
      for (String c : List.of("cell_line", "time_h", "n_sig", "in_12line_grid")) {
        assertEquals(t.columns().get(c).get(r), text.columns().get(c).get(r));
      }
      assertEquals(Double.parseDouble(t.columns().get("dose_uM").get(r)),
          Double.parseDouble(text.columns().get("dose_uM").get(r)));
    }
    EffectTable morphic = EffectFiles.read(SharedData.file("data/effects/morphic_effects.h5ad"));
    assertEquals("effect table of 92 perturbations × 16 contexts × 13677 genes, 131 cells filled", morphic.toString());
    assertEquals(18836.417732923623, sum(morphic), 1e-6);
    assertEquals(54, new java.util.HashSet<>(morphic.perturbationValues("gene")).size());
    List<String> pairs = new ArrayList<>(List.of("compare"));
    for (Path source : List.of(l1000, SharedData.file("data/effects/morphic_effects.h5ad"))) {
      Path copy = folder.resolve("copy_" + source.getFileName());
      EffectFiles.write(copy, EffectFiles.read(source), false);
      pairs.addAll(List.of(source.toString(), copy.toString()));
    }
    Python.run(folder, "effects_files.py", pairs.toArray(String[]::new));
    String m = refused(() -> EffectFiles.read(SharedData.file("data/effects/l1000_camda55_signatures.h5ad")));
    assertTrue(m.contains("average them first") && m.contains("more rows"), m);
    String cells = refused(() -> EffectFiles.read(SharedData.file("data/h5ad-fixtures/perturbench_devel.h5ad"), "condition",
        "cell_type"));
    assertTrue(cells.contains("c3tl pseudobulk"), cells);
  }

  private static double sum(EffectTable t) {
    double sum = 0;
    for (int r = 0; r < t.size(); r++) {
      for (float v : t.values(r)) {
        sum += v;
      }
    }
    return sum;
  }

  @Test
  void refusesNamesThatCannotBeStored() {
    EffectTable t = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g"))).row("p", "c", new float[1]).build();
    for (String name : List.of("perturbation", "context", "n_cells", "a//b", "/a", "..", " ", "x/../y")) {
      Path file = folder.resolve("never.h5ad");
      String m = refused(() -> EffectFiles.write(file, t.withColumn(name, List.of("v")), false));
      assertTrue(m.contains("'" + name + "'"), m);
      assertTrue(Files.notExists(file));
    }
    refused(() -> EffectFiles.write(folder.resolve("never.h5ad"), t.withColumn("a", List.of("v")).withColumn("a/b",
        List.of("v")), false));
    refused(() -> EffectFiles.write(folder.resolve("never.h5ad"), t.withColumn("a", List.of("nul\0")), false));
  }

  /** Whatever happens to a file, its reading ends with a table or with a message for the user. */
  @ParameterizedTest
  @ValueSource(strings = {"whole.h5ad", "good.gctx"})
  void survivesDamage(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.notExists(file)) {
      EffectFiles.write(file, Tables.full(1, TableKind.EFFECT), false);
    }
    byte[] good = Files.readAllBytes(file);
    Path bad = folder.resolve("bad_" + name);
    java.util.SplittableRandom random = new java.util.SplittableRandom(3);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = i % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int k = 0; i % 3 != 0 && k < 3; k++) {
        // The structure is what is interesting; the matrix takes most of the file.
        int at = random.nextBoolean() ? random.nextInt(2000) : random.nextInt(good.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(bad, bytes);
      try {
        EffectFiles.read(bad);
      } catch (InvalidInputException e) {
        refused++;
        assertTrue(e.getMessage().contains("bad_" + name), e.getMessage());
      }
    }
    assertTrue(refused > 100, refused + " refused");
  }
}

package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.c3tl.SharedData;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.H5adOutput;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudobulkCommandTest {
  private static final Path CHECK = Path.of("src/test/python/pseudobulk_check.py");

  @TempDir
  Path folder;

  private static String python;
  private Path out;

  @BeforeEach
  void name() {
    out = folder.resolve("effects.h5ad");
  }

  /** Nothing half-written stays, whatever happened. */
  @AfterEach
  void noTemporaryFiles() throws IOException {
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.filter(f -> f.getFileName().toString().startsWith(".c3tl-")).toList());
    }
  }

  /** 24 cells in contexts a and b, 12 each, a third of them controls; X as given. */
  private Path cells(String name, float factor, String control) throws IOException {
    int n = 24;
    float[][] x = new float[n][3];
    String[] p = new String[n];
    String[] c = new String[n];
    for (int i = 0; i < n; i++) {
      p[i] = i % 3 == 0 ? control : "drug" + i % 3;
      c[i] = i < 12 ? "a" : "b";
      x[i] = new float[] {(1 + i % 5) * factor, (2 + i % 2) * factor, (i % 4) * factor};
    }
    return write(name, x, p, c);
  }

  private Path write(String name, float[][] x, String[] p, String[] c) throws IOException {
    Path file = folder.resolve(name);
    Map<String, Object> obs = new LinkedHashMap<>();
    obs.put("perturbation", p);
    obs.put("context", c);
    List<String> index = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      index.add("cell" + i);
    }
    H5adOutput.write(file, new H5adOutput.Frame(index, obs), new H5adOutput.Frame(List.of("g1", "g2", "g3"),
        Map.of("same", new String[] {"x", "x", "y"})), x, Map.of(), true);
    return file;
  }

  private void refused(String text, Object... args) {
    Cli.run(args).refused(text);
    assertFalse(Files.exists(out), "an output was written");
  }

  @Test
  void makesEffects() throws IOException {
    Cli run = Cli.run("pseudobulk", cells("cells.h5ad", 1, "control"), "--min-cells", 2, "-o", out).ok();
    assertEquals(out.toString(), run.out().strip());
    EffectTable t = EffectFiles.read(out);
    assertEquals(List.of("drug1", "drug2"), t.perturbations().names());
    assertEquals(List.of("a", "b"), t.contexts().names());
    assertEquals(4, t.cells(0));
    assertEquals(2, t.controls().size());
    assertEquals("pseudobulk", t.provenance().entries().get("command"));
    Path table = folder.resolve("effects.tsv.gz");
    Cli.run("pseudobulk", folder.resolve("cells.h5ad"), "--min-cells", 2, "-o", table, "-q").ok();
    assertEquals(4, EffectFiles.read(table).size());
  }

  @Test
  void partsJoinToTheSame() throws IOException {
    Path first = cells("first.h5ad", 1, "control");
    Path second = cells("second.h5ad", 3, "control");
    Path one = folder.resolve("1.h5");
    Path two = folder.resolve("2.h5");
    Cli.run("pseudobulk", first, "--partial", "-o", one).ok();
    Cli.run("pseudobulk", second, "--partial", "-o", two).ok();
    Cli.run("merge", one, two, "--min-cells", 2, "-o", out).ok();
    Path whole = folder.resolve("whole.h5ad");
    Cli.run("pseudobulk", first, second, "--min-cells", 2, "-o", whole).ok();
    EffectTable a = EffectFiles.read(out);
    EffectTable b = EffectFiles.read(whole);
    for (int r = 0; r < b.size(); r++) {
      assertEquals(b.cell(r), a.cell(r));
      for (int g = 0; g < 3; g++) {
        assertEquals(b.values(r)[g], a.values(r)[g], 1e-6);
      }
    }
    assertEquals("merge", a.provenance().entries().get("command"));
    Files.delete(out);
    refused("holds no partial sums", "merge", one, first, "-o", out);
    refused("There is no file", "merge", folder.resolve("none.h5"), "-o", out);
    refused("--genes", "merge", one, "--genes", 5, "--gene-list", first, "-o", out);
  }

  @Test
  void missingColumns() throws IOException {
    Path cells = cells("cells.h5ad", 1, "control");
    refused("no obs column 'drug'", "pseudobulk", cells, "--perturbation-column", "drug", "-o", out);
    refused("Its columns are 'perturbation', 'context'", "pseudobulk", cells, "--context-column", "line", "-o", out);
    refused("no obs column 'plate' for the batch", "pseudobulk", cells, "--batch-column", "plate", "-o", out);
    refused("symbol", "pseudobulk", cells, "--gene-column", "symbol", "-o", out);
    refused("more than once: 'x'", "pseudobulk", cells, "--gene-column", "same", "-o", out);
    refused("no matrix", "pseudobulk", cells, "--counts-layer", "counts", "-o", out);
  }

  @Test
  void unknownControl() throws IOException {
    refused("control 'nothing'", "pseudobulk", cells("cells.h5ad", 1, "control"), "--control-label", "nothing", "-o", out);
    refused("Name the control with --control-label", "pseudobulk", cells("other.h5ad", 1, "wild type"), "-o", out);
  }

  @Test
  void controlAbsentInAContext() throws IOException {
    Path cells = write("cells.h5ad", new float[4][3], new String[] {"control", "drug", "drug", "drug"},
        new String[] {"a", "a", "b", "b"});
    refused("there are no values but zeros", "pseudobulk", cells, "-o", out);
    write("cells.h5ad", new float[][] {{1, 0, 0}, {2, 0, 0}, {3, 0, 0}, {1, 1, 1}},
        new String[] {"control", "drug", "drug", "drug"}, new String[] {"a", "a", "b", "b"});
    refused("Context 'b' has 2 cells but none of the control 'control'", "pseudobulk", cells, "-o", out);
    Cli.run("pseudobulk", cells, "--min-cells", 1, "--skip-without-control", "-o", out).ok();
  }

  /** One context gives effects, with a word that no model can be trained on them. */
  @Test
  void oneContextOnly() throws IOException {
    Path cells = write("cells.h5ad", new float[][] {{1, 0, 0}, {2, 3, 0}}, new String[] {"control", "drug"},
        new String[] {"a", "a"});
    assertTrue(Cli.run("pseudobulk", cells, "--min-cells", 1, "-o", out).ok().err().contains("only one context"));
  }

  @Test
  void noCountsWhereCountsAreNeeded() throws IOException {
    Path halves = cells("halves.h5ad", 0.5f, "control");
    refused("does not hold counts", "pseudobulk", halves, "--input", "counts", "-o", out);
    refused("Only counts can be summed", "pseudobulk", halves, "--aggregate", "sum", "-o", out);
    refused("neither counts nor log-normalised", "pseudobulk", cells("large.h5ad", 20.5f, "control"), "-o", out);
    refused("--input effects", "pseudobulk", cells("negative.h5ad", -1, "control"), "-o", out);
    refused("NaN or infinite", "pseudobulk", cells("nan.h5ad", Float.NaN, "control"), "-o", out);
    refused("does not hold effects", "pseudobulk", cells("inf.h5ad", Float.POSITIVE_INFINITY, "control"), "--input",
        "effects",
        "-o", out);
  }

  @Test
  void outputs() throws IOException {
    Path cells = cells("cells.h5ad", 1, "control");
    refused("must end in", "pseudobulk", cells, "-o", folder.resolve("effects.xlsx"));
    refused("does not exist", "pseudobulk", cells, "-o", folder.resolve("none/effects.h5ad"));
    refused("Partial sums are no effects", "pseudobulk", cells, "--partial", "-o", out);
    refused("c3tl merge", "pseudobulk", cells, "--partial", "--min-cells", 3, "-o", folder.resolve("p.h5"));
    Files.writeString(out, "kept");
    Cli.run("pseudobulk", cells, "--min-cells", 1, "-o", out).refused("exists already");
    assertEquals("kept", Files.readString(out));
    Cli.run("pseudobulk", cells, "--min-cells", 1, "--overwrite", "-o", out).ok();
    assertEquals(4, EffectFiles.read(out).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--min-cells 0", "--min-cells -5", "--min-cells many", "--genes 0", "--genes -1", "--target-sum 0",
      "--target-sum -1", "--target-sum half", "--aggregate product", "--input raw", "--threads 0",
      "--context-column perturbation",
      "--no-such-option", "--genes 99999999999"})
  void absurdOptions(String options) throws IOException {
    List<Object> args = new ArrayList<>(List.of("pseudobulk", cells("cells.h5ad", 1, "control"), "-o", out));
    args.addAll(Arrays.asList(options.split(" ")));
    refused("c3tl: ", args.toArray());
  }

  @Test
  void geneLists() throws IOException {
    Path cells = cells("cells.h5ad", 1, "control");
    Path list = folder.resolve("genes.txt");
    refused("genes.txt", "pseudobulk", cells, "--gene-list", list, "-o", out);
    Files.writeString(list, "\n\n");
    refused("genes.txt", "pseudobulk", cells, "--gene-list", list, "-o", out);
    Files.writeString(list, "g3\nTP53\ng1\n");
    refused("1 of 3 genes of the list are not in", "pseudobulk", cells, "--gene-list", list, "-o", out);
    Files.writeString(list, "g3\n g1 \n");
    Cli.run("pseudobulk", cells, "--gene-list", list, "--min-cells", 1, "-o", out).ok();
    assertEquals(List.of("g3", "g1"), EffectFiles.read(out).genes().names());
  }

  @Test
  void files() throws IOException {
    Path cells = cells("cells.h5ad", 1, "control");
    refused("given twice", "pseudobulk", cells, cells, "-o", out);
    refused("There is no file", "pseudobulk", folder.resolve("none.h5ad"), "-o", out);
    refused("folder", "pseudobulk", folder, "-o", out);
    Path bad = folder.resolve("bad.h5ad");
    Files.write(bad, new byte[0]);
    refused("is empty", "pseudobulk", bad, "-o", out);
    Files.writeString(bad, "gene\tcell\n");
    refused("text file", "pseudobulk", bad, "-o", out);
    byte[] bytes = Files.readAllBytes(cells);
    for (int part = 1; part < 8; part++) {
      Files.write(bad, Arrays.copyOf(bytes, bytes.length * part / 8));
      refused("bad.h5ad", "pseudobulk", bad, "-o", out);
    }
  }

  /** A flipped bit is either told or harmless to the program: never a defect, never a half-written output. */
  @Test
  void flippedBits() throws IOException {
    byte[] bytes = Files.readAllBytes(cells("cells.h5ad", 1, "control"));
    Path bad = folder.resolve("bad.h5ad");
    Random random = new Random(3);
    int told = 0;
    for (int i = 0; i < 200; i++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(bad, flipped);
      Files.deleteIfExists(out);
      Cli run = Cli.run("pseudobulk", bad, "--min-cells", 1, "-q", "-o", out);
      if (run.code() == 0) {
        assertTrue(Files.exists(out));
      } else {
        run.refused("");
        told++;
        assertFalse(Files.exists(out));
      }
    }
    assertTrue(told > 20, told + " of 200");
  }

  /** An independent computation in NumPy and pandas agrees, on real cells and on simulated counts. */
  @Test
  void agreesWithNumPyOnRealCells() throws IOException, InterruptedException {
    requirePython();
    Path devel = SharedData.require("data/h5ad-fixtures/perturbench_devel.h5ad");
    Path kang = SharedData.require("data/h5ad-fixtures/scgen_kang_valid.h5ad");
    String[] columns = {"--perturbation-column", "condition", "--context-column", "cell_type"};
    String[] names = {"--perturbation", "condition", "--context", "cell_type", "--control", "control"};
    compare(devel, columns, names);
    compare(kang, columns, names);
    compare(devel, with(columns, "--genes", "77", "--min-cells", "60"), with(names, "--genes", "77", "--min-cells", "60"));
  }

  @Test
  void agreesWithNumPyOnCounts() throws IOException, InterruptedException {
    requirePython();
    Path cells = folder.resolve("sim.h5ad");
    Cli.run("simulate", "cells", "--contexts", 3, "--perturbations", 5, "--genes", 120, "--cells-per-group", 12, "--depth",
        400,
        "--files", 2, "-o", cells).ok();
    String files = folder.resolve("sim_1.h5ad") + "," + folder.resolve("sim_2.h5ad");
    String[] names = {"--perturbation", "perturbation", "--context", "context", "--control", "control", "--counts"};
    for (String[] o : new String[][] {{}, {"--aggregate", "sum"}, {"--target-sum", "median", "--genes", "30"},
        {"--batch-column", "batch", "--genes", "50"}, {"--batch-column", "batch", "--aggregate", "sum"}}) {
      String[] translated = Arrays.stream(o).map(a -> a.equals("--target-sum") ? "--target"
          : a.equals("--batch-column") ? "--batch" : a).toArray(String[]::new);
      compare(files, o, with(names, translated));
    }
  }

  private static String[] with(String[] args, String... more) {
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return all;
  }

  private void compare(Object files, String[] options, String[] check) throws IOException, InterruptedException {
    List<Object> args = new ArrayList<>(List.of("pseudobulk"));
    args.addAll(Arrays.asList(files.toString().split(",")));
    args.addAll(List.of("--overwrite", "-o", out));
    args.addAll(Arrays.asList(options));
    Cli.run(args.toArray()).ok();
    List<String> command = new ArrayList<>(List.of(python, CHECK.toString(), files.toString(), out.toString()));
    command.addAll(Arrays.asList(check));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("largest difference"), said);
  }

  /** Debian's packages belong to /usr/bin/python3, which need not be the first on the path. */
  private static void requirePython() throws InterruptedException {
    for (String candidate : List.of("/usr/bin/python3", "python3")) {
      try {
        if (new ProcessBuilder(candidate, "-c", "import anndata, pandas").redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0) {
          python = candidate;
          return;
        }
      } catch (IOException e) {
        // Not there: try the next.
      }
    }
    Assumptions.abort("There is no python3 with anndata (Debian's python3-anndata).");
  }
}

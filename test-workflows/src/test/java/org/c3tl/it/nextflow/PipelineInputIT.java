package org.c3tl.it.nextflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the pipeline says to sample sheets and parameters, with the parser of today ({@code v1}) and the strict one that is
 * the default from Nextflow 26.04 ({@code v2}; there the command line gives text for numbers).
 */
class PipelineInputIT {
  @TempDir Path folder;

  @BeforeEach
  void cells() throws IOException {
    Files.createDirectories(folder.resolve("cells"));
    for (String name : List.of("a.h5ad", "b.h5ad", "c c.h5ad", "notes.txt")) {
      Files.writeString(folder.resolve("cells/" + name), "x");
    }
    Files.createFile(folder.resolve("cells/empty.h5ad"));
  }

  private Nextflow nextflow(String parser) {
    return new Nextflow(folder, parser.equals("v2") ? Nextflow.STRICT : Map.of("NXF_SYNTAX_PARSER", parser));
  }

  /** Checks only; nothing would be run anyway. */
  private Nextflow.Outcome check(String parser, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--task_metrics", "false", "-preview"));
    return nextflow(parser).pipeline(all.toArray(String[]::new));
  }

  private String sheet(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return name;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void allProblemsOfASampleSheetAreToldWithLineAndColumn(String parser) throws Exception {
    String sheet = sheet("bad.csv", """
        sample,h5ad,condition_col
        a b,cells/a.h5ad,x
        b,cells/none.h5ad

        c,cells/empty.h5ad
        d,cells/b.h5ad,y,more
        ,cells/b.h5ad
        e,
        b,cells/b.h5ad
        f,cells/notes.txt
        "g,cells/a.h5ad
        h,cells
        """);
    check(parser, "--input", sheet).fails().says(
        "11 problems with the input",
        "bad.csv, line 2, column sample: 'a b' is not a name of letters",
        "bad.csv, line 3, column h5ad: " + folder.toRealPath().resolve("cells/none.h5ad") + ": there is no such file",
        "bad.csv, line 5, column h5ad: " + folder.toRealPath().resolve("cells/empty.h5ad") + ": that file is empty",
        "bad.csv, line 6: 4 values, but 3 columns (sample, h5ad, condition_col)",
        "bad.csv, line 7, column sample: the value is missing",
        "bad.csv, line 8, column h5ad: the value is missing",
        "bad.csv, line 9, column sample: b stands in line 3 already",
        "bad.csv, line 9, column h5ad: " + folder.toRealPath().resolve("cells/b.h5ad") + " stands in line 7 already",
        "bad.csv, line 10, column h5ad: 'cells/notes.txt' is not a file ending in .h5ad",
        "bad.csv, line 11: a quotation mark is not closed",
        "bad.csv, line 12, column h5ad: 'cells' is not a file ending in .h5ad");
  }

  @Test
  void wrongColumnNamesAreTold() throws Exception {
    String sheet = sheet("header.csv", "sample,h5da,condition_col,lable_col,condition_col\na,cells/a.h5ad,x,y,z\n");
    check("v1", "--input", sheet).fails().says(
        "header.csv, line 1: column h5ad is missing; found: sample, h5da",
        "line 1: column condition_col is there 2 times",
        "line 1: column h5da is not known. Did you mean h5ad?",
        "line 1: column lable_col is not known. Did you mean label_col?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample,h5ad\n", "\n \n"})
  void aSampleSheetWithoutRowsIsRefused(String text) throws Exception {
    check("v1", "--input", sheet("none.csv", text)).fails().says("One problem", "none.csv",
        "needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void spreadsheetsAreUnderstoodAndTheirRowsReachTheCommandLine(String parser) throws Exception {
    String text = "\uFEFFsample;h5ad;condition_col;counts_layer;remark\r\n\r\na;cells/a.h5ad;;;ours\r\n;;;;\r\n"
        + "b;\"cells/b.h5ad\";gene;\"it's [('DMSO', 0.0, 'uM')]; $HOME\"\r\nc;cells/c c.h5ad;gene;;\r\n";
    Files.write(folder.resolve("excel.csv"), text.getBytes(StandardCharsets.UTF_8));
    // The files hold no cells: the tasks fail, all at once, and the message of the command line must be seen.
    Files.writeString(folder.resolve("roomy.config"), "executor { cpus = 64\n memory = '256 GB' }\n");
    nextflow(parser).pipeline("--input", "excel.csv", "--target_sum", "1e6", "--perturbation_column",
        "pert", "--outdir", "out", "-c", "roomy.config", "-with-trace", "out/pipeline_info/trace_.txt").fails()
        .says("column remark is not used", "c3tl: ", ".h5ad");
    Map<String, String> scripts = scripts(folder.resolve("out"));
    assertEquals(Set.of("PSEUDOBULK (a)", "PSEUDOBULK (b)", "PSEUDOBULK (c)"), scripts.keySet());
    String first = scripts.get("PSEUDOBULK (a)");
    assertTrue(first.contains("--perturbation-column pert"), first);
    assertFalse(first.contains("--counts-layer"), first);
    String second = scripts.get("PSEUDOBULK (b)");
    assertTrue(second.contains("--perturbation-column gene"), second);
    assertTrue(second.contains("--counts-layer 'it'\\''s [('\\''DMSO'\\'', 0.0, '\\''uM'\\'')]; $HOME'"), second);
    assertTrue(scripts.get("PSEUDOBULK (c)").contains("c\\ c.h5ad"), scripts.get("PSEUDOBULK (c)"));
  }

  /** What each task ran, by process and tag. */
  private Map<String, String> scripts(Path results) throws IOException {
    Map<String, String> scripts = new TreeMap<>();
    for (Map<String, String> row : Nextflow.trace(results)) {
      String[] hash = row.get("hash").split("/");
      try (var tasks = Files.list(folder.resolve("work").resolve(hash[0]))) {
        Path task = tasks.filter(t -> t.getFileName().toString().startsWith(hash[1])).findFirst().orElseThrow();
        scripts.put(row.get("name").replaceFirst(".*:", ""), Files.readString(task.resolve(".command.sh")));
      }
    }
    return scripts;
  }

  @Test
  void utf16AndTabsAreAcceptedAndFilesBesideTheSheetAreFound() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("sheets"));
    Files.writeString(elsewhere.resolve("near.h5ad"), "x");
    Files.write(elsewhere.resolve("s.txt"), "\uFEFFsample\th5ad\na\tnear.h5ad\n".getBytes(StandardCharsets.UTF_16LE));
    check("v1", "--input", "sheets/s.txt").passes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void allProblemsOfParametersAreTold(String parser) throws Exception {
    check(parser, "--input", sheet("good.csv", "sample,h5ad\na,cells/a.h5ad\n"), "--knwon_fraction", "0.5",
        "--known_fraction", "1.5", "--genes", "2.5", "--min-cells", "3", "--min_cells", "0", "--aggregate", "max",
        "--simulate", "maybe", "--target_sum", "abc", "--model", "x.c3tl", "--gene_list", "cells", "--hold_out", "--seed", "-1")
        .fails().says(
            "--knwon_fraction is not a parameter. Did you mean --known_fraction?",
            "Did you mean --min_cells?",
            "--known_fraction is 1.5; it must be above 0 and below 1",
            "--genes is '2.5', which is not a whole number",
            "--min_cells is 0; it must be at least 1",
            "--aggregate is 'max'; it must be one of mean, sum",
            "--simulate is 'maybe', which is not true or false",
            "--target_sum is 'abc', which does not fit",
            "--model is x.c3tl: there is no such file",
            "--gene_list is cells: that is a folder",
            "--seed is -1; it must be at least 0",
            "--hold_out needs a value after it");
  }

  @Test
  void optionsOfOtherProtocolsAreTold() throws Exception {
    check("v1", "--effects", "cells/a.h5ad", "--known_fractions", "0.2,0.1", "--training_contexts", "5").fails().says(
        "--known_fractions does not go with --protocol hold-out", "--training_contexts does not go with --protocol hold-out");
    check("v2", "--effects", "cells/a.h5ad", "--protocol", "paper", "--known_fraction", "0.2").fails().says(
        "--known_fraction does not go with --protocol paper");
    check("v1", "--effects", "cells/a.h5ad", "--protocol", "scarcity", "--known_fractions", "0.2,1.5", "--training_contexts",
        "0").fails().says("--known_fractions is '0.2,1.5', which does not fit", "--training_contexts is '0', which does not fit");
    check("v1", "--effects", "cells/a.h5ad", "--protocol", "nested").fails().says("it must be one of hold-out, paper, scarcity");
    check("v1", "--effects", "cells/a.h5ad", "--protocol", "scarcity", "--known_fractions", "0.5,.05,1e-3",
        "--training_contexts", "20,5").passes();
  }

  @Test
  void startsThatExcludeOrNeedEachOtherAreTold() throws Exception {
    check("v1").fails().says("There is no input. Give --input (sample sheet), --effects");
    Files.writeString(folder.resolve("m.c3tl"), "x");
    check("v1", "--model", "m.c3tl", "--effects", "cells/a.h5ad").fails().says(
        "--effects and --model exclude each other", "--model needs --context_effects");
  }

  @Test
  void aMissingJarIsToldWithWhatToDo() throws Exception {
    Path copy = folder.resolve("copy");
    copy(Nextflow.ROOT.resolve("nextflow"), copy.resolve("nextflow"));
    nextflow("v1").nfw("run", copy.resolve("nextflow/c3tl.nf").toString(), "-profile", "test", "-preview").fails()
        .says("There is no", "core/target/c3tl.jar. Build it with 'mvn -q package -pl core'");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(f -> !f.toString().contains("target"))::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, target);
        }
      }
    }
  }

  @Test
  void schemaConfigurationAndHelpNameTheSameParameters() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(Nextflow.ROOT.resolve("nextflow/nextflow_schema.json").toFile());
    Set<String> defined = new TreeSet<>();
    Set<String> shown = new TreeSet<>();
    schema.get("$defs").forEach(group -> group.get("properties").properties().forEach(p -> {
      defined.add(p.getKey());
      if (!p.getValue().path("hidden").asBoolean()) {
        shown.add(p.getKey());
      }
    }));
    Nextflow nextflow = nextflow("v1");
    String config = nextflow.nfw("config", "-flat", Nextflow.ROOT.resolve("nextflow").toString()).passes().output();
    Set<String> configured = config.lines().filter(l -> l.startsWith("params."))
        .map(l -> l.substring("params.".length(), l.indexOf(" = "))).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(defined, configured);
    String help = nextflow.pipeline("--help").passes().output();
    Set<String> helped = help.lines().filter(l -> l.matches(" +--[a-z_]+ .*")).map(l -> l.trim().split(" ")[0].substring(2))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(shown, helped);
  }

  @Test
  void theSourcesPassTheLinter() throws Exception {
    String output = nextflow("v1").nfw("lint", Nextflow.ROOT.resolve("nextflow").toString()).passes().output();
    assertTrue(output.contains("files had no errors"), output);
    assertFalse(output.contains("Warn"), output);
  }

  @Test
  void profilesAreReadByTheStrictParserAndCombine() throws Exception {
    String pipeline = Nextflow.ROOT.resolve("nextflow").toString();
    String all = nextflow("v2").nfw("config", "-flat", "-a", pipeline).passes().output();
    for (String line : List.of("demo.params.simulate = true", "test.params.simulate = true",
        "slurm.process.executor = 'slurm'", "docker.docker.enabled = true", "podman.podman.enabled = true", "singularity.singularity.enabled = true",
        "apptainer.apptainer.enabled = true", "conda.conda.enabled = true", "mamba.conda.useMamba = true")) {
      assertTrue(all.contains("profiles." + line), line + " is missing in:\n" + all);
    }
    String both = nextflow("v1").nfw("config", "-flat", "-profile", "test,slurm", pipeline).passes().output();
    assertTrue(both.contains("process.executor = 'slurm'") && both.contains("process.resourceLimits = [cpus:1,"), both);
  }
}

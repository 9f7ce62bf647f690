package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.c3tl.baseline.Additive;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.TableKind;
import org.c3tl.evaluate.Fold;
import org.c3tl.evaluate.Grids;
import org.c3tl.evaluate.HoldOut;
import org.c3tl.io.SplitJson;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.SplitFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code split}, {@code benchmark} and {@code evaluate} from the command line. */
class EvaluationCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private final EffectTable table = Grids.simulate(20, 6, 30, 1, 1);
  private Path effects;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    effects = folder.resolve("effects.h5ad");
    output = folder.resolve("out");
    EffectFiles.write(effects, table, false);
  }

  private Path written(String name, EffectTable some) throws IOException {
    Path file = folder.resolve(name);
    EffectFiles.write(file, some, false);
    return file;
  }

  /** Predictions as predict writes them, of the first fold by line. */
  private Path predictions() throws IOException {
    Fold fold = new HoldOut("line", 0.2, 0.3, null, 1, 1, 0).folds(table).folds().get(0);
    EffectTable predicted = new Additive().predict(fold.task());
    return written("predictions.h5ad", predicted.withColumn("role", java.util.Collections.nCopies(predicted.size(), "new"))
        .withProvenance(predicted.provenance().with(SplitJson.ENTRY, SplitJson.write(fold.split()))));
  }

  private static Cli with(Object[] options, Object... args) {
    return Cli.run(Stream.concat(Stream.of(args), Stream.of(options)).toArray());
  }

  private static List<String> files(Path of) throws IOException {
    try (Stream<Path> all = Files.walk(of)) {
      return all.filter(Files::isRegularFile).map(f -> of.relativize(f).toString().replace('\\', '/')).sorted().toList();
    }
  }

  private void nothingWritten() throws IOException {
    assertFalse(Files.exists(output));
    assertEquals(List.of(), files(folder).stream().filter(f -> f.contains(".c3tl-")).toList());
  }

  @Test
  void splitWritesAFileForEachFoldAndAManifest() throws IOException {
    Cli cli = Cli.run("split", effects, "--hold-out", "line", "--known-fraction", 0.2, "--seeds", 2, "-o", output).ok();
    List<String> expected = List.of("L0_seed1.toml", "L0_seed2.toml", "L1_seed1.toml", "L1_seed2.toml", "L2_seed1.toml",
        "L2_seed2.toml", "folds.json");
    assertEquals(expected, files(output));
    assertEquals(7, cli.out().lines().count());
    assertTrue(cli.out().lines().allMatch(l -> Files.exists(Path.of(l))), cli.out());
    JsonNode folds = MAPPER.readTree(output.resolve("folds.json").toFile()).get("folds");
    assertEquals(6, folds.size());
    assertEquals("L1_seed1", folds.get(1).get("name").textValue());
    assertEquals("L1_seed1.toml", folds.get(1).get("file").textValue());
    assertEquals(MAPPER.readTree("{\"known\":4,\"validation\":0,\"test\":16,\"scored\":16,\"unpredictable\":0}"),
        folds.get(1).get("targets").get("c2"));
    Fold fold = new HoldOut("line", 0.2, 0.2, null, 1, 1, 0).folds(table).folds().get(1);
    assertEquals(fold.split().held(), SplitFiles.readToml(output.resolve("L1_seed1.toml")).held());
  }

  @Test
  void splitReplacesAllFoldsOfAnEarlierRun() throws IOException {
    Cli.run("split", effects, "-o", output, "-q").ok();
    Files.writeString(output.resolve("mine.toml"), "mine");
    Cli.run("split", effects, "-o", output).refused("already has folds.json");
    Cli.run("split", effects, "-o", output, "--folds", 1, "--overwrite").ok();
    List<String> left = files(output);
    assertEquals(3, left.size(), left.toString());
    assertTrue(left.contains("folds.json") && left.contains("mine.toml"), left.toString());
  }

  @Test
  void benchmarkWritesScoresSummaryAndFolds() throws IOException {
    Cli cli = Cli.run("benchmark", effects, "--hold-out", "line", "--known-fraction", "0.2", "--seeds", 2,
        "--methods", "no-change,mean,closest,additive", "-o", output).ok();
    assertEquals(10, files(output).size());
    List<String> lines = Files.readAllLines(output.resolve("metrics.tsv"));
    assertEquals("method\tfold\tcontext\tperturbation\tmetric\tvalue", lines.get(0));
    // 6 contexts × 2 seeds × 4 methods × (16 perturbations × 5 metrics + 2 of contexts)
    assertEquals(1 + 6 * 2 * 4 * (16 * 5 + 2), lines.size());
    JsonNode summary = MAPPER.readTree(output.resolve("summary.json").toFile());
    assertEquals("benchmark", summary.get("command").textValue());
    assertEquals("simulated", summary.get("normalisation").textValue());
    assertEquals("effect", summary.get("space").textValue());
    assertEquals(MAPPER.readTree("[1, 2]"), summary.get("seeds"));
    assertEquals("line", summary.get("protocol").get("hold_out").textValue());
    assertEquals(192, summary.get("scored_cells").intValue());
    assertEquals(6, summary.get("folds").size());
    assertEquals(6, summary.get("methods").get("mean").get("pearson_delta").get("contexts").intValue());
    assertEquals("lower", summary.get("metrics").get("mse").get("better").textValue());
    String mean = String.format(java.util.Locale.ROOT, "%.3f",
        summary.get("methods").get("mean").get("pearson_delta").get("mean").doubleValue());
    assertTrue(cli.out().lines().anyMatch(l -> l.startsWith("mean ") && l.contains(mean + " ")), cli.out());
    assertTrue(cli.out().contains(output.resolve("metrics.tsv").toString()));
    assertTrue(cli.err().contains("no-change: undefined"), cli.err());
  }

  @Test
  void benchmarkIsTheSameEveryTimeAndQuietWhenAsked() throws IOException {
    Cli cli = Cli.run("benchmark", effects, "--methods", "mean,additive", "-o", output, "--quiet").ok();
    assertEquals("", cli.err());
    assertEquals(4, cli.out().lines().count(), cli.out());
    String first = Files.readString(output.resolve("metrics.tsv"));
    Cli.run("benchmark", effects, "--methods", "mean,additive", "-o", output, "--overwrite").ok();
    assertEquals(first, Files.readString(output.resolve("metrics.tsv")));
  }

  @Test
  void evaluateScoresPredictionsBesideTheBaselines() throws IOException {
    Path predictions = predictions();
    Cli cli = Cli.run("evaluate", predictions, "--truth", effects, "-o", output).ok();
    assertEquals(List.of("metrics.tsv", "summary.json"), files(output));
    JsonNode methods = MAPPER.readTree(output.resolve("summary.json").toFile()).get("methods");
    List<String> names = new ArrayList<>();
    methods.fieldNames().forEachRemaining(names::add);
    assertEquals(List.of("c3tl", "no-change", "mean", "closest", "additive"), names);
    assertEquals(methods.get("additive").get("mse").get("mean").doubleValue(),
        methods.get("c3tl").get("mse").get("mean").doubleValue(), 1e-6, "the predictions are those of additive");
    assertTrue(cli.out().contains("c3tl"), cli.out());
    Path alone = folder.resolve("alone");
    Cli.run("evaluate", predictions, "--truth", effects, "-o", alone, "--no-baselines", "--method-name", "mine").ok();
    assertEquals(1, MAPPER.readTree(alone.resolve("summary.json").toFile()).get("methods").size());
    Cli.run("evaluate", predictions, "--truth", effects, "-o", alone).refused("already has metrics.tsv");
  }

  @Test
  void evaluateRefusesATruthThatDoesNotFit() throws IOException {
    Path predictions = predictions();
    Axis few = Axis.of("gene", table.genes().names().subList(0, 20));
    Path fewGenes = written("few.h5ad", table.withGenes(few));
    Cli.run("evaluate", predictions, "--truth", fewGenes, "-o", output).refused("lacks 10 of the 30 genes");
    Path others = written("others.h5ad", table.where(r -> table.context(r) > 1));
    Cli.run("evaluate", predictions, "--truth", others, "-o", output).refused("None of the");
    Cli.run("evaluate", effects, "--truth", predictions, "-o", output).refused("holds predictions");
    Cli.run("evaluate", predictions, "--truth", folder.resolve("no.h5ad"), "-o", output).refused("no.h5ad");
    Cli.run("evaluate", predictions, "-o", output).refused("--truth");
    Cli.run("evaluate", predictions, "--truth", effects, "-o", output, "--method-name", "mean").refused("baseline");
    nothingWritten();
  }

  @Test
  void foldCommandsRefuseBadOptions() throws IOException {
    for (String command : new String[] {"split", "benchmark"}) {
      Cli.run(command, effects, "-o", output, "--hold-out", "cell_line").refused("no column 'cell_line'. It has 'context'");
      Cli.run(command, effects, "-o", output, "--known-fraction", 0).refused("known fraction is 0.0");
      Cli.run(command, effects, "-o", output, "--known-fraction", "1.5").refused("known fraction is 1.5");
      Cli.run(command, effects, "-o", output, "--known-fraction", "NaN").refused("known fraction is NaN");
      Cli.run(command, effects, "-o", output, "--known-fraction", "half").refused("half");
      Cli.run(command, effects, "-o", output, "--validation-fraction", 1).refused("validation fraction is 1.0");
      Cli.run(command, effects, "-o", output, "--seeds", 0).refused("number of seeds is 0");
      Cli.run(command, effects, "-o", output, "--seeds", -3).refused("number of seeds is -3");
      Cli.run(command, effects, "-o", output, "--seed", -1).refused("seed is -1");
      Cli.run(command, effects, "-o", output, "--folds", -1).refused("number of folds is -1");
      Cli.run(command, effects, "-o", output, "--perturbation-group", "line").refused("one value per perturbation");
      Cli.run(command, effects, "-o", folder.resolve("no/such/place")).refused("does not exist");
      Cli.run(command, effects, "-o", effects).refused("is a file");
      Cli.run(command, folder.resolve("no.h5ad"), "-o", output).refused("no.h5ad");
      nothingWritten();
    }
    Cli.run("benchmark", effects, "-o", output, "--methods", "mean,magic").refused("no method 'magic'. Known are");
    nothingWritten();
  }

  @Test
  void columnsMayHaveOtherNames() throws IOException {
    Path file = folder.resolve("effects.tsv");
    EffectFiles.write(file, table, false);
    String text = Files.readString(file).replaceFirst("perturbation\tcontext", "drug\tcell");
    Files.writeString(file, text);
    Cli.run("split", file, "-o", output).refused("--perturbation-column");
    Object[] names = {"--perturbation-column", "drug", "--context-column", "cell"};
    with(names, "split", file, "-o", folder.resolve("split")).ok();
    with(names, "benchmark", file, "-o", folder.resolve("bench"), "--methods", "mean").ok();
    with(names, "evaluate", predictions(), "--truth", file, "-o", output).ok();
  }

  @Test
  void foldCommandsRefuseATableWithASingleContextOrOfAnotherKind() throws IOException {
    Path one = written("one.h5ad", table.where(r -> table.context(r) == 0));
    EffectTable.Builder b = EffectTable.builder(TableKind.PROFILE, table.genes());
    for (int r = 0; r < table.size(); r++) {
      b.row(table.cell(r).perturbation(), table.cell(r).context(), table.values(r));
    }
    Path profiles = written("profiles.h5ad", b.build());
    for (String command : new String[] {"split", "benchmark"}) {
      Cli.run(command, one, "-o", output).refused("single value 'c0'");
      Cli.run(command, profiles, "-o", output).refused("holds profiles");
      nothingWritten();
    }
  }
}

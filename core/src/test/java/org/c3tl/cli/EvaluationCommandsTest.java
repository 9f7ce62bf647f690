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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.c3tl.baseline.Additive;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.Predictor;
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
    // 6 contexts × 2 seeds × 4 methods × (16 perturbations × 17 metrics + 4 of contexts), with no standard deviations and too
    // few genes for lists of the top 50.
    assertEquals(1 + 6 * 2 * 4 * (16 * 17 + 4), lines.size());
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

  private static final Object[] SMALL = {"--epochs", 3, "--hidden", 16, "--latent", 8, "--ensemble", 2, "--patience", 2};

  @Test
  void benchmarkByThePaperWritesPredictionsAndCurves() throws IOException {
    Cli cli = with(SMALL, "benchmark", effects, "--protocol", "paper", "--methods", "mean,c3tl", "--threads", 2, "-o", output)
        .ok();
    List<String> files = files(output);
    assertEquals(5, files.stream().filter(f -> f.matches("predictions/c\\d_seed1\\.h5ad")).count(), files.toString());
    assertEquals(5, files.stream().filter(f -> f.matches("folds/c\\d_seed1\\.toml")).count(), files.toString());
    assertTrue(files.containsAll(List.of("contexts.tsv", "curve.tsv", "metrics.tsv", "summary.json")), files.toString());
    assertTrue(cli.err().contains("Folds run 2 at a time with 1 thread each."), cli.err());
    assertTrue(cli.out().lines().filter(l -> l.contains(output.toString())).allMatch(l -> Files.exists(Path.of(l))), cli.out());
    JsonNode summary = MAPPER.readTree(output.resolve("summary.json").toFile());
    assertEquals("paper", summary.at("/protocol/name").textValue());
    assertEquals("method", summary.at("/roles/c3tl").textValue());
    assertEquals("baseline", summary.at("/roles/mean").textValue());
    assertEquals("mean", summary.at("/c3tl_minus_best_baseline/mse/baseline").textValue());
    assertEquals(summary.at("/methods/c3tl/mse/mean").doubleValue() - summary.at("/methods/mean/mse/mean").doubleValue(),
        summary.at("/c3tl_minus_best_baseline/mse/difference").doubleValue(), 1e-9);
    assertEquals(summary.at("/methods/mean/mse/sd").doubleValue() / Math.sqrt(5),
        summary.at("/methods/mean/mse/se").doubleValue(), 1e-12);
    JsonNode fold = summary.at("/folds/0");
    assertEquals(5, fold.get("training_contexts").intValue());
    assertEquals(0.1, fold.get("known_fraction").doubleValue());
    EffectTable predicted = EffectFiles.read(output.resolve("predictions").resolve(fold.get("name").textValue() + ".h5ad"));
    assertEquals(18, predicted.size());
    assertTrue(predicted.hasSd());
    assertEquals(List.of("new"), predicted.columns().get("role").stream().distinct().toList());
    // Scored by evaluate, they give the same values: the split is in them.
    Path again = folder.resolve("again");
    Cli.run("evaluate", output.resolve("predictions").resolve(fold.get("name").textValue() + ".h5ad"), "--truth", effects, "-o",
        again).ok();
    String of = fold.get("name").textValue() + "\t" + fold.get("target").textValue() + "\t";
    assertEquals(rows(output, "c3tl\t" + of), rows(again, "c3tl\t" + of));
    assertEquals(rows(output, "mean\t" + of), rows(again, "mean\t" + of));
    List<String> curve = Files.readAllLines(output.resolve("curve.tsv"));
    assertEquals("fold\tphase\tmember\tepoch\ttrain_mse\tvalidation_pearson\tvalidation_mse", curve.get(0));
    assertEquals(5, curve.stream().skip(1).map(l -> l.split("\t")[0]).distinct().count());
  }

  private static List<String> rows(Path of, String start) throws IOException {
    List<String> rows = Files.readAllLines(of.resolve("metrics.tsv")).stream().filter(l -> l.startsWith(start)).toList();
    assertFalse(rows.isEmpty());
    return rows;
  }

  @Test
  void benchmarkOfScarcityTellsItsCellsApart() throws IOException {
    Cli cli = Cli.run("benchmark", effects, "--protocol", "scarcity", "--training-contexts", "1,4", "--known-fractions",
        "0.5,0.1", "--folds", 2, "--seeds", 2, "--methods", "mean,additive", "-o", output).ok();
    assertTrue(cli.err().contains("scarcity.tsv tells them apart"), cli.err());
    List<String> lines = Files.readAllLines(output.resolve("scarcity.tsv"));
    assertEquals("method\ttraining_contexts\tknown_fraction\tknown\tmetric\tmean\tsd\tse\tcontexts", lines.get(0));
    Set<String> metrics = lines.stream().skip(1).map(l -> l.split("\t")[4]).collect(Collectors.toSet());
    assertTrue(metrics.size() > 6, metrics.toString());
    assertEquals(1 + 2 * 4 * metrics.size(), lines.size());
    assertTrue(lines.get(1).startsWith("mean\t4\t0.5\t10.0\tpearson_delta\t"), lines.get(1));
    assertTrue(lines.get(lines.size() - 1).startsWith("additive\t1\t0.1\t2.0\t"), lines.get(lines.size() - 1));
    JsonNode summary = MAPPER.readTree(output.resolve("summary.json").toFile());
    assertEquals(16, summary.get("folds").size());
    assertEquals(MAPPER.readTree("[4, 1]"), summary.at("/protocol/training_contexts"));
    assertEquals(0, summary.get("c3tl_minus_best_baseline").size());
    // The table is what the rows by context say.
    double sum = 0;
    int n = 0;
    for (String line : Files.readAllLines(output.resolve("contexts.tsv"))) {
      String[] f = line.split("\t");
      if (f[0].equals("mean") && f[3].equals("4") && f[4].equals("0.5") && f[5].equals("1") && f[7].equals("mse")) {
        sum += Double.parseDouble(f[8]);
        n++;
      }
    }
    assertEquals(2, n);
    Path one = folder.resolve("one");
    Cli.run("benchmark", effects, "--protocol", "scarcity", "--training-contexts", "4", "--known-fractions", "0.5", "--folds", 2,
        "--methods", "mean", "-o", one).ok();
    String mse = Files.readAllLines(one.resolve("scarcity.tsv")).stream().filter(l -> l.contains("\tmse\t")).findFirst()
        .orElseThrow();
    assertEquals(sum / n, Double.parseDouble(mse.split("\t")[5]), 1e-12);
  }

  @Test
  void splitsOfScarcityTrain() throws IOException {
    Cli.run("split", effects, "--protocol", "scarcity", "--training-contexts", 2, "--known-fractions", 0.2, "--folds", 1, "-o",
        output).ok();
    String name = files(output).get(0);
    JsonNode fold = MAPPER.readTree(output.resolve("folds.json").toFile()).at("/folds/0");
    assertEquals(2, fold.get("training_contexts").intValue());
    assertEquals(name, fold.get("file").textValue());
    Cli cli = with(SMALL, "train", effects, "--split", output.resolve(name), "-o", folder.resolve("m.c3tl")).ok();
    assertTrue(cli.err().contains("43 train, 1 may validate"), cli.err());
    Path predictions = folder.resolve("p.h5ad");
    Cli.run("predict", folder.resolve("m.c3tl"), "-o", predictions).ok();
    Cli.run("evaluate", predictions, "--truth", effects, "-o", folder.resolve("e")).ok();
    // The baselines, too, must not have learnt from what was excluded: as the benchmark of this very fold.
    Cli.run("benchmark", effects, "--protocol", "scarcity", "--training-contexts", 2, "--known-fractions", 0.2, "--folds", 1,
        "--methods", "mean,closest", "-o", folder.resolve("b")).ok();
    for (String method : List.of("mean\t", "closest\t")) {
      assertEquals(rows(folder.resolve("b"), method), rows(folder.resolve("e"), method));
    }
  }

  @Test
  void truthIsTheCeilingOfSimulatedData() throws IOException {
    EffectTable other = Grids.simulate(20, 6, 30, 1, 2);
    Path truth = written("truth.h5ad", table);
    Cli.run("benchmark", effects, "--methods", "mean", "--truth", truth, "-o", output).ok();
    JsonNode summary = MAPPER.readTree(output.resolve("summary.json").toFile());
    assertEquals(1, summary.at("/methods/truth-ceiling/pearson_delta/mean").doubleValue(), 1e-9);
    assertEquals("ceiling", summary.at("/roles/truth-ceiling").textValue());
    Path bench = folder.resolve("bench");
    Path genes = written("genes.h5ad", other.withGenes(Axis.of("gene", table.genes().names().subList(0, 20))));
    Cli.run("benchmark", effects, "--methods", "mean", "--truth", genes, "-o", bench).refused("10 of 30 genes");
    Path cells = written("cells.h5ad", other.where(r -> other.context(r) > 0));
    Cli.run("benchmark", effects, "--methods", "mean", "--truth", cells, "-o", bench).refused("lack 20 of the 120");
    Cli.run("benchmark", effects, "--methods", "mean", "--truth", predictions(), "-o", bench).refused("holds predictions");
    assertFalse(Files.exists(bench) || Files.exists(folder.resolve("bench.partial")));
  }

  @Test
  void replicatesSetACeilingForCorrelation() throws IOException {
    // Two replicates of each effect, with noise as large as the effect itself: halves correlate at about 1/2.
    java.util.Random random = new java.util.Random(1);
    StringBuilder text = new StringBuilder("perturbation\tcontext\t" + String.join("\t", table.genes().names()) + "\n");
    for (int r = 0; r < table.size(); r++) {
      for (int n = 0; n < 2; n++) {
        text.append(table.cell(r).perturbation()).append('\t').append(table.cell(r).context());
        for (float x : table.values(r)) {
          text.append('\t').append(x + 1.3 * random.nextGaussian());
        }
        text.append('\n');
      }
    }
    Path replicates = Files.writeString(folder.resolve("replicates.tsv"), text);
    Cli cli = Cli.run("benchmark", effects, "--methods", "mean,no-change", "--folds", 1, "--replicates", replicates, "-o", output)
        .ok();
    assertTrue(cli.err().contains("replicate-ceiling: 18 of 18 scored cells have replicates, 2.0 on average"), cli.err());
    JsonNode summary = MAPPER.readTree(output.resolve("summary.json").toFile());
    double ceiling = summary.at("/methods/replicate-ceiling/pearson_delta/mean").doubleValue();
    assertEquals(2.0 / 3, ceiling, 0.07);
    assertEquals("ceiling", summary.at("/roles/replicate-ceiling").textValue());
    assertEquals(Math.sqrt(summary.at("/replicates/corrected").doubleValue()),
        summary.at("/replicates/ceiling").doubleValue(), 1e-12);
    assertEquals(1, rows(output, "replicate-ceiling\t").size(), "one row for each context");
    assertEquals(0, summary.at("/methods/mean/skill_replicate/mean").doubleValue());
    double b = summary.at("/methods/mean/pearson_delta/mean").doubleValue();
    assertEquals((-1 - b) / (ceiling - b), summary.at("/methods/no-change/skill_replicate/mean").doubleValue(), 1e-9);
    Path bench = folder.resolve("bench");
    Cli.run("benchmark", effects, "--methods", "mean", "--replicates", effects, "-o", bench).refused("holds no replicates");
    Files.writeString(replicates, text.toString().replaceAll("\tc(?=\\d\t)", "\td"));
    Cli.run("benchmark", effects, "--methods", "mean", "--replicates", replicates, "-o", bench).refused("has two replicates");
    assertFalse(Files.exists(bench) || Files.exists(folder.resolve("bench.partial")));
  }

  @Test
  void overwritingLeavesNothingOfTheEarlierRun() throws IOException {
    with(SMALL, "benchmark", effects, "--methods", "c3tl", "--folds", 3, "-o", output).ok();
    assertEquals(3, files(output).stream().filter(f -> f.startsWith("predictions/")).count());
    Files.writeString(output.resolve("predictions/mine.txt"), "mine");
    Cli.run("benchmark", effects, "--methods", "mean", "-o", output).refused("already has metrics.tsv, contexts.tsv, summary.json, "
        + "folds, predictions");
    with(SMALL, "benchmark", effects, "--methods", "c3tl", "--folds", 1, "-o", output, "--overwrite").ok();
    assertEquals(2, files(output).stream().filter(f -> f.startsWith("predictions/")).count(), files(output).toString());
    with(SMALL, "benchmark", effects, "--methods", "c3tl", "--folds", 1, "-o", output, "--no-predictions", "--overwrite").ok();
    assertEquals(List.of("predictions/mine.txt"), files(output).stream().filter(f -> f.startsWith("predictions/")).toList());
    Cli.run("benchmark", effects, "--methods", "mean", "-o", output, "--overwrite").ok();
    assertFalse(Files.exists(output.resolve("curve.tsv")), "no method has learning curves");
    assertEquals(List.of(), files(folder).stream().filter(f -> f.contains("partial")).toList());
  }

  @Test
  void anEarlierRunThatDidNotFinishIsNotIgnored() throws IOException {
    Path partial = Files.createDirectory(folder.resolve("out.partial"));
    Files.writeString(partial.resolve("x.result"), "damaged");
    Cli.run("benchmark", effects, "--methods", "mean", "-o", output).refused("Add --resume to go on");
    Cli.run("benchmark", effects, "--methods", "mean", "-o", output, "--resume").refused("x.result");
    Files.delete(partial.resolve("x.result"));
    // Nothing to go on from is no fault, as with train.
    Cli.run("benchmark", effects, "--methods", "mean", "-o", output, "--resume").ok();
    assertFalse(Files.exists(partial));
  }

  @Test
  void optionsOfOtherProtocolsAreRefused() throws IOException {
    for (String command : new String[] {"split", "benchmark"}) {
      Cli.run(command, effects, "-o", output, "--protocol", "nested").refused("allowed are 'hold-out', 'paper', 'scarcity'");
      Cli.run(command, effects, "-o", output, "--protocol", "paper", "--known-fraction", 0.2).refused("fixes the known fraction");
      Cli.run(command, effects, "-o", output, "--protocol", "paper", "--validation-fraction", 0.2).refused("fixes the known");
      Cli.run(command, effects, "-o", output, "--protocol", "scarcity", "--known-fraction", 0.2).refused("--known-fractions");
      Cli two = Cli.run(command, effects, "-o", output, "--known-fractions", 0.2, "--training-contexts", 2);
      two.refused("--known-fractions is for");
      two.refused("--training-contexts is for");
      Object[] scarcity = {"-o", output, "--protocol", "scarcity"};
      with(scarcity, command, effects, "--known-fractions", "0.2,1").refused("each must be above 0 and below 1");
      with(scarcity, command, effects, "--known-fractions", "0.2,x").refused("x");
      with(scarcity, command, effects, "--training-contexts", "2,0").refused("each must be at least 1");
      with(scarcity, command, effects, "--training-contexts", "7,2").refused("[7] are more than the 3 values");
      with(scarcity, command, effects, "--training-contexts", "many").refused("many");
      with(scarcity, command, effects, "--folds", 6).refused("at most 5 can be held out");
      with(scarcity, command, effects, "--folds", -1).refused("number of folds is -1");
      nothingWritten();
    }
  }

  @Test
  void evaluateScoresPredictionsBesideTheBaselines() throws IOException {
    Path predictions = predictions();
    Cli cli = Cli.run("evaluate", predictions, "--truth", effects, "-o", output).ok();
    assertEquals(List.of("contexts.tsv", "metrics.tsv", "summary.json"), files(output));
    JsonNode methods = MAPPER.readTree(output.resolve("summary.json").toFile()).get("methods");
    List<String> names = new ArrayList<>();
    methods.fieldNames().forEachRemaining(names::add);
    assertEquals(c3tlAndBaselines(), names);
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

  private static List<String> c3tlAndBaselines() {
    return Stream.concat(Stream.of("c3tl"), Baselines.all().stream().map(Predictor::name)).toList();
  }
}

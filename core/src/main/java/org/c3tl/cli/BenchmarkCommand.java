package org.c3tl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.c3tl.backend.Backends;
import org.c3tl.backend.Device;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.C3tlPredictor;
import org.c3tl.baseline.Predictor;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Provenance;
import org.c3tl.evaluate.Benchmark;
import org.c3tl.evaluate.BenchmarkFiles;
import org.c3tl.evaluate.Fingerprint;
import org.c3tl.evaluate.FoldFiles;
import org.c3tl.evaluate.FoldResult;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.evaluate.Parallelism;
import org.c3tl.evaluate.PartialResults;
import org.c3tl.evaluate.Protocol;
import org.c3tl.evaluate.ReplicateScores;
import org.c3tl.evaluate.ResultFiles;
import org.c3tl.evaluate.Scarcity;
import org.c3tl.evaluate.Summary;
import org.c3tl.evaluate.TruthCeiling;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.OutputFolder;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Metrics;
import org.c3tl.parallel.Workers;
import org.c3tl.train.TrainOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl benchmark}: C3TL and the baselines on the same folds. */
@Command(name = "benchmark", sortOptions = false,
    description = {"Compares methods by holding out contexts in turn.",
        "All contexts that share a value of the hold-out column leave training, but for a few known perturbations each; the "
            + "rest of their perturbations is predicted and scored. Every method gets the same cells.",
        "Finished folds are kept in DIR.partial until all are done, so that --resume can go on after an interruption."},
    footer = {"", "Examples:",
        "  c3tl benchmark effects.h5ad --hold-out cell_line --known-fraction 0.1 --seeds 3 -o bench",
        "  c3tl benchmark effects.h5ad --protocol paper -o paper",
        "  c3tl benchmark effects.h5ad --protocol scarcity --methods c3tl,mean,closest -o scarcity"})
final class BenchmarkCommand implements Callable<Integer> {
  private static final String C3TL = "c3tl";

  @Parameters(paramLabel = "EFFECTS", description = "Table of effects: .h5ad, .tsv, .csv (also .gz), .gct or .gctx.")
  Path effects;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true,
      description = "Folder to write: metrics.tsv, summary.json, contexts.tsv, curve.tsv (C3TL's learning curves), scarcity.tsv "
          + "(with that protocol), the folds and C3TL's predictions of each.")
  Path output;

  @Mixin FoldOptions foldOptions;

  @Mixin EffectColumnOptions columns;

  @Option(names = "--methods", paramLabel = "NAME", split = ",",
      description = "Methods to compare, separated by commas: ${COMPLETION-CANDIDATES} (default: all).",
      completionCandidates = MethodNames.class)
  List<String> wanted;

  @Option(names = "--truth", paramLabel = "FILE",
      description = "True effects of simulated data (simulate --truth), scored as the method 'truth-ceiling': what noise leaves "
          + "possible.")
  Path truth;

  @Option(names = "--replicates", paramLabel = "FILE",
      description = "Single replicates of the measured effects, several rows of the same perturbation and context; adds the rows "
          + "'replicate-ceiling' to pearson_delta: what a repeat of the experiment would reach.")
  Path replicates;

  @Option(names = "--no-predictions", description = "Leave C3TL's predictions out of the results.")
  boolean noPredictions;

  @Option(names = "--resume", description = "Go on from the folds that an interrupted run finished, if there are any.")
  boolean resume;

  @Option(names = "--overwrite", description = "Replace the results that are there.")
  boolean overwrite;

  @ArgGroup(validate = false, heading = "%nC3TL's network and training:%n")
  TrainingOptions training = new TrainingOptions();

  @Mixin CommonOptions common;

  /** Names of all methods, for the help. */
  static final class MethodNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    MethodNames() {
      add(C3TL);
      Baselines.all().forEach(b -> add(b.name()));
    }
  }

  @Override
  public Integer call() throws IOException {
    Protocol protocol = foldOptions.protocol();
    TrainOptions options = training.options(foldOptions.seed);
    Set<String> chosen = choose();
    OutputFolder.check(output, List.of(ResultFiles.METRICS, ResultFiles.CONTEXTS, ResultFiles.SUMMARY, BenchmarkFiles.FOLDS,
        BenchmarkFiles.PREDICTIONS), overwrite);
    Path partial = output.toAbsolutePath().normalize().resolveSibling(output.toAbsolutePath().normalize().getFileName()
        + ".partial");
    PartialResults.check(partial, resume);
    EffectTable table = columns.measured(effects);
    Protocol.Folds made = protocol.folds(table);
    tell(common.console(), made);
    Parallelism parallelism = Parallelism.of(made.folds(), options.threadCount());
    common.console().say("Folds run " + parallelism.note() + ".");
    if (chosen.contains(C3TL)) {
      tellDevice(options.compute().device(), parallelism.threads());
    }
    Fingerprint fingerprint = new Fingerprint().add(Provenance.version()).add(protocol.toJson().toString())
        .add(training.options(foldOptions.seed, 0).toString()).add(Metrics.all().stream().map(Metric::name).toList().toString())
        .add(table);
    ReplicateScores ceiling = replicates == null ? null : ReplicateScores.of(EffectFiles.readReplicates(replicates,
        columns.perturbation, columns.context), made.folds());
    List<Predictor> methods = new ArrayList<>(methods(chosen, parallelism.threads()));
    if (truth != null) {
      EffectTable trueEffects = EffectInput.measured(truth);
      methods.add(TruthCeiling.of(trueEffects, table));
      fingerprint.add(trueEffects);
    }
    PartialResults kept = PartialResults.in(partial, resume, fingerprint.text());
    if (kept.count() > 0) {
      common.console().say(kept.count() + " results of an earlier run are kept.");
    }
    Provenance provenance = Provenance.of("benchmark").with("input", effects);
    List<FoldResult> results = run(new Benchmark(made.folds(), methods, Metrics.all()),
        new Benchmark.Run(parallelism.folds(), kept, provenance, !noPredictions), partial);
    write(protocol, made, ceiling == null ? results : ceiling.added(results), ceiling, table, provenance,
        noPredictions ? PartialResults.NONE : kept);
    kept.clear();
    return 0;
  }

  /** Says where the networks of all folds will be trained, or stops before the first if that is not possible. */
  private void tellDevice(Device device, int threads) {
    try (Workers workers = new Workers(threads)) {
      Backends.open(device, workers, common.console()::say).close();
    }
  }

  private List<FoldResult> run(Benchmark benchmark, Benchmark.Run how, Path partial) throws IOException {
    boolean done = false;
    try {
      List<FoldResult> results = benchmark.run(how, common.progress());
      done = true;
      return results;
    } finally {
      if (!done && how.finished().count() == 0) {
        how.finished().clear();
      } else if (!done) {
        common.console().say("What is finished is kept in " + partial + "; run the same command with --resume to go on.");
      }
    }
  }

  private void write(Protocol protocol, Protocol.Folds made, List<FoldResult> results, ReplicateScores ceiling,
      EffectTable table, Provenance provenance, PartialResults predictions) throws IOException {
    MetricTable scores = new MetricTable();
    results.forEach(r -> r.scores().forEach(scores::add));
    Summary summary = Summary.of(scores);
    List<String> notes = new ArrayList<>();
    if (protocol instanceof Scarcity) {
      notes.add("The means are over all numbers of training contexts and known "
          + "fractions; " + BenchmarkFiles.SCARCITY + " tells them apart.");
    }
    if (ceiling != null) {
      notes.add(ceiling.note());
    }
    List<Path> stale = BenchmarkFiles.earlier(output);
    Set<Path> written = new HashSet<>();
    OutputFolder.write(output, overwrite, temporary -> {
      FoldFiles.write(Files.createDirectory(temporary.resolve(BenchmarkFiles.FOLDS)), EffectInput.dataset(effects), protocol,
          made);
      BenchmarkFiles.write(temporary, protocol, made.folds(), results, predictions);
      ObjectNode json = BenchmarkFiles.summary(ResultFiles.summary(provenance, table, protocol, made.folds(), made.skipped(),
          notes, Metrics.all(), summary), scores.scores(), Metrics.all());
      if (ceiling != null) {
        json.set("replicates", ceiling.toJson());
      }
      ResultFiles.write(temporary, made.folds(), scores, json);
      try (Stream<Path> all = Files.walk(temporary)) {
        all.forEach(f -> written.add(output.resolve(temporary.relativize(f).toString())));
      }
    });
    for (Path file : stale) {
      if (!written.contains(file)) {
        Files.deleteIfExists(file);
      }
    }
    show(common, summary);
    notes.forEach(common.console()::say);
    common.result(output.resolve(ResultFiles.METRICS));
    common.result(output.resolve(ResultFiles.SUMMARY));
    for (String name : List.of(ResultFiles.CONTEXTS, BenchmarkFiles.SCARCITY, BenchmarkFiles.CURVE, BenchmarkFiles.FOLDS,
        BenchmarkFiles.PREDICTIONS)) {
      if (written.contains(output.resolve(name))) {
        common.result(output.resolve(name));
      }
    }
  }

  private Set<String> choose() {
    Set<String> known = new LinkedHashSet<>(new MethodNames());
    if (wanted == null) {
      return known;
    }
    List<String> unknown = wanted.stream().filter(w -> !known.contains(w)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInputException("There is no method " + Problems.quote(unknown) + ". Known are " + Problems.quote(known)
          + ".");
    }
    return new LinkedHashSet<>(wanted);
  }

  private List<Predictor> methods(Set<String> chosen, int threads) {
    Map<String, Predictor> methods = new LinkedHashMap<>();
    TrainOptions options = training.options(foldOptions.seed, threads);
    methods.put(C3TL, new C3tlPredictor(options));
    Baselines.all(options.criterion(), options.threadCount()).forEach(b -> methods.put(b.name(), b));
    return chosen.stream().map(methods::get).toList();
  }

  /**
   * Says which folds there are and what was left out.
   *
   * @param console where to
   * @param made the folds
   */
  static void tell(Console console, Protocol.Folds made) {
    console.say(made.folds().size() + " folds, " + made.folds().stream().mapToInt(f -> f.wanted().size()).sum()
        + " cells to predict.");
    List<String> skipped = new ArrayList<>();
    made.skipped().forEach((name, reason) -> skipped.add("Not held out: " + name + ", since " + reason + "."));
    skipped.stream().limit(10).forEach(console::say);
    if (skipped.size() > 10) {
      console.say("... and " + (skipped.size() - 10) + " more, listed in the results.");
    }
    if (made.unpredictable() > 0) {
      console.say(made.unpredictable() + " test cells are not scored for any method, since their perturbation was measured "
          + "in no training context.");
    }
  }

  private static Charset standardOutput() {
    String name = System.getProperty("stdout.encoding");
    return name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  /**
   * Prints the summary's table, unless quiet, and what its degenerate values are.
   *
   * @param common where to
   * @param summary the summary
   */
  static void show(CommonOptions common, Summary summary) {
    if (common.quiet) {
      return;
    }
    common.console().end();
    String table = summary.text();
    // Containers often run in the C locale, where the sign would come out as a question mark.
    System.out.println(standardOutput().newEncoder().canEncode('±') ? table : table.replace("± ", "+-"));
    common.console().say("Mean and standard deviation over contexts, each the mean over its perturbations and seeds.");
    List<String> shown = Metrics.headline().stream().map(Metric::name).toList();
    summary.methods().forEach((method, stats) -> {
      List<String> degenerate = new ArrayList<>();
      stats.forEach((metric, s) -> {
        if (s.degenerate() > 0 && shown.contains(metric)) {
          degenerate.add(metric + " (" + s.degenerate() + " of " + s.values() + ")");
        }
      });
      if (!degenerate.isEmpty()) {
        common.console().say(method + ": undefined where something is constant, and counted as a failure, for "
            + String.join(", ", degenerate) + "; " + ResultFiles.SUMMARY + " has all metrics.");
      }
    });
  }
}

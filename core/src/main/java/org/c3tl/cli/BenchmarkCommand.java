package org.c3tl.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.C3tlPredictor;
import org.c3tl.baseline.Predictor;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Provenance;
import org.c3tl.evaluate.Benchmark;
import org.c3tl.evaluate.FoldFiles;
import org.c3tl.evaluate.HoldOut;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.metric.Metrics;
import org.c3tl.evaluate.ResultFiles;
import org.c3tl.evaluate.Summary;
import org.c3tl.io.OutputFolder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl benchmark}: C3TL and the baselines on the same folds. */
@Command(name = "benchmark", sortOptions = false,
    description = {"Compares methods by holding out contexts in turn.",
        "All contexts that share a value of the hold-out column leave training, but for a few known perturbations each; the "
            + "rest of their perturbations is predicted and scored. Every method gets the same cells."},
    footer = {"", "Example:",
        "  c3tl benchmark effects.h5ad --hold-out cell_line --known-fraction 0.1 --seeds 3 -o bench"})
final class BenchmarkCommand implements Callable<Integer> {
  private static final String FOLDS = "folds";

  @Parameters(paramLabel = "EFFECTS", description = "Table of effects: .h5ad, .tsv, .csv (also .gz), .gct or .gctx.")
  Path effects;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true,
      description = "Folder to write: metrics.tsv, summary.json and the folds.")
  Path output;

  @Mixin FoldOptions foldOptions;

  @Mixin EffectColumnOptions columns;

  @Option(names = "--methods", paramLabel = "NAME", split = ",",
      description = "Methods to compare, separated by commas: c3tl, no-change, mean, closest, additive (default: all).")
  List<String> wanted;

  @Option(names = "--overwrite", description = "Replace the results that are there.")
  boolean overwrite;

  @ArgGroup(validate = false, heading = "%nC3TL's network and training:%n")
  TrainingOptions training = new TrainingOptions();

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    HoldOut protocol = foldOptions.holdOut();
    List<Predictor> methods = choose(methods(), wanted);
    OutputFolder.check(output, List.of(ResultFiles.METRICS, ResultFiles.SUMMARY, FOLDS), overwrite);
    EffectTable table = columns.measured(effects);
    HoldOut.Folds made = protocol.folds(table);
    tell(common.console(), made);
    MetricTable scores = new Benchmark(made.folds(), methods, Metrics.all()).run(common.progress());
    Summary summary = Summary.of(scores);
    Provenance provenance = Provenance.of("benchmark").with("input", effects);
    Map<String, Path> earlier = FoldFiles.listed(output.resolve(FOLDS));
    OutputFolder.write(output, overwrite, temporary -> {
      FoldFiles.write(Files.createDirectory(temporary.resolve(FOLDS)), EffectInput.dataset(effects), protocol, made);
      ResultFiles.write(temporary, scores, ResultFiles.summary(provenance, table, protocol, made.folds(), made.skipped(),
          List.of(), Metrics.all(), summary));
    });
    SplitCommand.deleteOthers(earlier, FoldFiles.names(made.folds()));
    show(common, summary);
    common.result(output.resolve(ResultFiles.METRICS));
    common.result(output.resolve(ResultFiles.SUMMARY));
    common.result(output.resolve(FOLDS));
    return 0;
  }

  /** All methods that can be asked for, in the order of the table. */
  private Map<String, Predictor> methods() {
    Map<String, Predictor> methods = new LinkedHashMap<>();
    Predictor c3tl = new C3tlPredictor(training.options(foldOptions.seed));
    methods.put(c3tl.name(), c3tl);
    Baselines.all().forEach(b -> methods.put(b.name(), b));
    return methods;
  }

  private static List<Predictor> choose(Map<String, Predictor> methods, List<String> wanted) {
    if (wanted == null) {
      return List.copyOf(methods.values());
    }
    List<String> unknown = wanted.stream().filter(w -> !methods.containsKey(w)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidInputException("There is no method " + Problems.quote(unknown) + ". Known are "
          + Problems.quote(methods.keySet()) + ".");
    }
    return new LinkedHashSet<>(wanted).stream().map(methods::get).toList();
  }

  /**
   * Says which folds there are and what was left out.
   *
   * @param console where to
   * @param made the folds
   */
  static void tell(Console console, HoldOut.Folds made) {
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
    summary.methods().forEach((method, stats) -> {
      List<String> degenerate = new ArrayList<>();
      stats.forEach((metric, s) -> {
        if (s.degenerate() > 0) {
          degenerate.add(metric + " (" + s.degenerate() + " of " + s.values() + ")");
        }
      });
      if (!degenerate.isEmpty()) {
        common.console().say(method + ": undefined where something is constant, and counted as a failure, for "
            + String.join(", ", degenerate) + ".");
      }
    });
  }
}

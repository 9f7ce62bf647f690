package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.baseline.Baselines;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Provenance;
import org.c3tl.metric.Metrics;
import org.c3tl.evaluate.PredictionScoring;
import org.c3tl.evaluate.ResultFiles;
import org.c3tl.evaluate.Summary;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.OutputFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl evaluate}: finished predictions against measured effects. */
@Command(name = "evaluate", sortOptions = false,
    description = {"Scores predictions against measured effects, beside the baselines.",
        "The baselines learn from the truth without the cells that the predictions' split held out and without those "
            + "predicted. Several files are several folds."},
    footer = {"", "Example:", "  c3tl evaluate predictions.h5ad --truth effects.h5ad -o evaluation"})
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PRED", arity = "1..*",
      description = "Predicted effects. With a column 'role' only rows of the value 'new' are scored.")
  List<Path> predictions;

  @Option(names = "--truth", paramLabel = "EFFECTS", required = true,
      description = "Measured effects: the whole table, with the part that was learnt from.")
  Path truth;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true,
      description = "Folder to write: metrics.tsv, summary.json and contexts.tsv.")
  Path output;

  @Mixin EffectColumnOptions columns;

  @Option(names = "--method-name", paramLabel = "NAME", defaultValue = "c3tl",
      description = "Name of the predictions' method in the results (default: ${DEFAULT-VALUE}).")
  String methodName;

  @Option(names = "--no-baselines", description = "Score the predictions only.")
  boolean noBaselines;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
      description = "Threads; 0 uses all cores (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(names = "--overwrite", description = "Replace the results that are there.")
  boolean overwrite;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    int cores = new Compute(Device.CPU, threads).threadCount();
    PredictionScoring scoring = new PredictionScoring(methodName,
        each -> noBaselines ? List.of() : Baselines.all(each), Metrics.all(), cores);
    OutputFolder.check(output, List.of(ResultFiles.METRICS, ResultFiles.CONTEXTS, ResultFiles.SUMMARY), overwrite);
    List<PredictionScoring.Input> inputs = new ArrayList<>();
    for (Path file : predictions) {
      inputs.add(new PredictionScoring.Input(file.getFileName().toString(), EffectFiles.read(file)));
    }
    EffectTable measured = columns.measured(truth);
    PredictionScoring.Outcome outcome = scoring.score(inputs, measured, common.progress());
    outcome.notes().forEach(common.console()::say);
    Summary summary = Summary.of(outcome.scores());
    Provenance provenance = Provenance.of("evaluate").with("input", predictions).with("truth", truth);
    OutputFolder.write(output, overwrite, temporary -> ResultFiles.write(temporary, outcome.folds(),
        outcome.scores(), ResultFiles.summary(provenance, outcome.folds().get(0).table(), null, outcome.folds(), Map.of(), outcome.notes(),
            Metrics.all(), summary)));
    BenchmarkCommand.show(common, summary);
    common.result(output.resolve(ResultFiles.METRICS));
    common.result(output.resolve(ResultFiles.SUMMARY));
    common.result(output.resolve(ResultFiles.CONTEXTS));
    return 0;
  }
}

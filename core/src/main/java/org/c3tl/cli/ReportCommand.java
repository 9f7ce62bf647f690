package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.c3tl.io.OutputFolder;
import org.c3tl.report.Report;
import org.c3tl.report.ReportFolder;
import org.c3tl.report.ReportInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl report}: a page of figures on results. */
@Command(name = "report", sortOptions = false,
    description = {"Makes a page on the results of 'benchmark' or 'evaluate' that explains itself: report.html.",
        "Beside it lie the figures as SVG and PNG with a table of the numbers of each, and files for MultiQC. The page needs no "
            + "network."},
    footer = {"", "Examples:", "  c3tl report bench -o report",
        "  c3tl report evaluation --predictions predictions.h5ad --model model.c3tl --curve curve.tsv -o report"})
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Folder that 'c3tl benchmark' or 'c3tl evaluate' wrote.")
  Path results;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true,
      description = "Folder to write: report.html, figures and multiqc.")
  Path output;

  @Option(names = "--truth", paramLabel = "EFFECTS",
      description = "Measured effects (default: the file that the results name, where it still is there).")
  Path truth;

  @Option(names = "--predictions", paramLabel = "PRED", arity = "1..*",
      description = "Files of predictions that the results are about (default: those in DIR).")
  List<Path> predictions = new ArrayList<>();

  @Option(names = "--curve", paramLabel = "FILE.tsv", arity = "1..*",
      description = "Learning curves of the trainings (default: that in DIR).")
  List<Path> curves = new ArrayList<>();

  @Option(names = "--model", paramLabel = "MODEL", description = "A model (.c3tl), for the map of contexts and perturbations.")
  Path model;

  @Mixin EffectColumnOptions columns;

  @Option(names = "--overwrite", description = "Replace a report that is there.")
  boolean overwrite;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    OutputFolder.check(output, List.of(Report.PAGE, Report.FIGURES, Report.MULTIQC), overwrite);
    ReportInput input = new ReportFolder(results, predictions, curves, model).read(truth, columns::measured);
    Report report = Report.of(input, common.progress());
    report.notes().forEach(common.console()::say);
    List<Path> stale = Report.earlier(output);
    OutputFolder.write(output, overwrite, temporary -> {
      report.write(temporary, common.progress()).forEach(common.console()::say);
      stale.removeIf(file -> Files.exists(temporary.resolve(output.relativize(file))));
    });
    for (Path file : stale) {
      Files.deleteIfExists(file);
    }
    common.result(output.resolve(Report.PAGE));
    common.result(output.resolve(Report.FIGURES));
    common.result(output.resolve(Report.MULTIQC));
    return 0;
  }
}

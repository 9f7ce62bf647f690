package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.baseline.Additive;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.evaluate.Fold;
import org.c3tl.evaluate.Grids;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.SplitJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code c3tl report} on folders of evaluate. */
class ReportCommandTest {
  @TempDir Path folder;
  private Path effects;
  private Path predictions;
  private Path results;
  private Path output;

  @BeforeEach
  void evaluate() throws IOException {
    EffectTable table = Grids.simulate(12, 4, 20, 1, 1);
    Fold fold = Fold.of(table, Split.holdOut(table, "c0_seed1", Set.of("c0"), 0.3, 0, Map.of(), 1));
    EffectTable predicted = new Additive().predict(fold.task());
    effects = folder.resolve("effects.h5ad");
    predictions = folder.resolve("predictions.h5ad");
    results = folder.resolve("evaluation");
    output = folder.resolve("report");
    EffectFiles.write(effects, table, false);
    EffectFiles.write(predictions, predicted.withProvenance(predicted.provenance().with(SplitJson.ENTRY,
        SplitJson.write(fold.split()))), false);
    Cli.run("evaluate", predictions, "--truth", effects, "-o", results, "-q").ok();
  }

  private List<String> figures() throws IOException {
    try (var files = Files.list(output.resolve("figures"))) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".svg")).sorted().toList();
    }
  }

  @Test
  void writesPageFiguresAndMultiQc() throws IOException {
    Cli cli = Cli.run("report", results, "--predictions", predictions, "-o", output).ok();
    assertEquals(List.of(output.resolve("report.html"), output.resolve("figures"), output.resolve("multiqc")).stream()
        .map(Path::toString).toList(), cli.out().lines().toList());
    assertEquals(List.of("contexts.svg", "discrimination.svg", "genes.svg", "methods.svg", "scatter.svg"), figures());
    assertTrue(Files.exists(output.resolve("multiqc/c3tl_metrics_mqc.json")));
    assertTrue(Files.readString(output.resolve("report.html")).contains("cannot tell this from chance"), "one context");
  }

  @Test
  void findsPredictionsAndCurveOfABenchmark() throws IOException {
    Files.createDirectories(results.resolve("predictions"));
    Files.copy(predictions, results.resolve("predictions/c0_seed1.h5ad"));
    Files.writeString(results.resolve("curve.tsv"), "fold\tphase\tmember\tepoch\ttrain_mse\tvalidation_pearson\tvalidation_mse\n"
        + "c0_seed1\tfit\t0\t1\t0.5\t\t\nc0_seed1\tfit\t0\t2\t0.4\t\t\n");
    Files.writeString(results.resolve("scarcity.tsv"),
        "method\ttraining_contexts\tknown_fraction\tknown\tmetric\tmean\tsd\tse\tcontexts\n"
        + "c3tl\t3\t0.1\t2\tpearson_delta\t0.5\t\t\t1\nc3tl\t3\t0.5\t6\tpearson_delta\t0.6\t\t\t1\n");
    Cli.run("report", results, "-o", output, "-q").ok();
    assertTrue(figures().containsAll(List.of("scatter.svg", "learning-curve.svg", "scarcity.svg")), figures().toString());
  }

  @Test
  void saysWhatIsMissingAndGoesOn() throws IOException {
    Cli none = Cli.run("report", results, "-o", output).ok();
    assertTrue(none.err().contains("no predictions") && none.err().contains("--model"), none.err());
    Files.delete(effects);
    Cli gone = Cli.run("report", results, "--predictions", predictions, "-o", output, "--overwrite").ok();
    assertTrue(gone.err().contains("is not there") && gone.err().contains("--truth"), gone.err());
    assertEquals(List.of("contexts.svg", "methods.svg"), figures());
    assertTrue(Files.readString(output.resolve("report.html")).contains("is not there"));
  }

  @Test
  void leavesNoFigureOfAnEarlierReport() throws IOException {
    Cli.run("report", results, "--predictions", predictions, "-o", output, "-q").ok();
    Files.writeString(output.resolve("figures/mine.svg"), "mine");
    Cli.run("report", results, "-o", output).refused("already has report.html, figures, multiqc");
    Cli.run("report", results, "-o", output, "--overwrite", "-q").ok();
    assertEquals(List.of("contexts.svg", "methods.svg", "mine.svg"), figures());
  }

  @Test
  void refusesWhatIsNoResult() throws IOException {
    Cli.run("report", folder.resolve("nowhere"), "-o", output).refused("There is no folder");
    Cli.run("report", folder, "-o", output).refused("lacks summary.json");
    Cli.run("report", results, "--predictions", folder.resolve("no.h5ad"), "-o", output).refused("There is no file");
    Cli.run("report", results, "--model", predictions, "-o", output).refused("not a C3TL model");
    Files.writeString(results.resolve("curve.tsv"), "epoch\tloss\n1\t2\n");
    Cli.run("report", results, "-o", output).refused("lacks the column");
    Files.writeString(results.resolve("curve.tsv"), "phase\tmember\tepoch\ttrain_mse\tvalidation_pearson\tvalidation_mse\n"
        + "fit\t0\tone\t1\t1\t1\n");
    Cli.run("report", results, "-o", output).refused("line 2: a value is not a number");
    Files.delete(results.resolve("curve.tsv"));
    Files.writeString(results.resolve("contexts.tsv"), "method\tfold\n\"c3tl");
    Cli.run("report", results, "-o", output).refused("contexts.tsv");
    Files.writeString(results.resolve("summary.json"), "{");
    Cli.run("report", results, "-o", output).refused("no JSON");
    Files.writeString(results.resolve("summary.json"), "[1]");
    Cli.run("report", results, "-o", output).refused("holds no methods");
    assertFalse(Files.exists(output));
  }
}

package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.AtomicOutput;
import org.c3tl.io.EffectFiles;
import org.c3tl.pseudobulk.Aggregate;
import org.c3tl.pseudobulk.AnnDataCells;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.GroupSums;
import org.c3tl.pseudobulk.InputKind;
import org.c3tl.pseudobulk.PartialSums;
import org.c3tl.pseudobulk.Pseudobulk;
import org.c3tl.pseudobulk.SummingOptions;
import org.c3tl.pseudobulk.TargetSum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl pseudobulk}: single cells to effects, or to partial sums. */
@Command(name = "pseudobulk", sortOptions = false,
    description = {"Makes effects from single cells: averages the cells of each perturbation and context, and subtracts the "
        + "control cells of the same context.", "Memory does not grow with the number of cells."},
    footer = {"", "Examples:",
        "  c3tl pseudobulk cells.h5ad --perturbation-column condition --context-column cell_type -o effects.h5ad",
        "  c3tl pseudobulk day1.h5ad --partial -o day1.h5 && c3tl merge day*.h5 -o effects.h5ad"})
final class PseudobulkCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "FILE", arity = "1..*",
      description = "AnnData files (.h5ad) of single cells, with the same genes.")
  List<Path> files;

  @Option(names = {"-o", "--output"}, paramLabel = "OUT", required = true,
      description = "Effects: .h5ad, .tsv, .csv, .tsv.gz or .csv.gz. With --partial: file of partial sums.")
  Path output;

  @Option(names = "--overwrite", description = "Replace the output if it exists.")
  boolean overwrite;

  @Option(names = "--perturbation-column", paramLabel = "COL",
      description = "obs column that names the perturbation (default: ${DEFAULT-VALUE}).")
  String perturbationColumn = SummingOptions.DEFAULT.perturbationColumn();

  @Option(names = "--context-column", paramLabel = "COL",
      description = "obs column that names the context, such as the cell type (default: ${DEFAULT-VALUE}).")
  String contextColumn = SummingOptions.DEFAULT.contextColumn();

  @Option(names = "--batch-column", paramLabel = "COL", description = "obs column that names the batch: each batch is "
      + "compared with its own control cells, and batches are weighted by cells (default: none).")
  String batchColumn;

  @Option(names = "--counts-layer", paramLabel = "NAME",
      description = "Matrix to read: X, raw, or the name of a layer (default: ${DEFAULT-VALUE}).")
  String countsLayer = SummingOptions.DEFAULT.matrix();

  @Option(names = "--gene-column", paramLabel = "COL", description = "var column that names the genes (default: the index).")
  String geneColumn;

  @Option(names = "--input", paramLabel = "KIND", description = "What the values are: auto (look), counts, log (already "
      + "log-normalised) or effects (differences from a control; no control is subtracted) (default: auto).")
  String input = "auto";

  @Option(names = "--target-sum", paramLabel = "N",
      description = "Total that each cell's counts are scaled to: a number, or "
      + "median (of all cells that have counts) (default: ${DEFAULT-VALUE}).")
  String targetSum = SummingOptions.DEFAULT.targetSum().toString();

  @Option(names = "--aggregate", paramLabel = "HOW", description = "mean: normalise each cell, log1p, average; sum: add up "
      + "counts, normalise the sum, log1p (default: mean).")
  String aggregate = "mean";

  @Mixin EffectChoices effects;

  @Option(names = "--partial", description = "Write partial sums, to be joined with those of other files by 'c3tl merge'. "
      + "--control-label, --min-cells and --genes are then given to merge.")
  boolean partial;

  @Option(names = "--threads", paramLabel = "N",
      description = "Threads that read and sum; the result is the same for any number (default: all cores).")
  int threads = SummingOptions.DEFAULT.threads();

  @Override
  public Integer call() throws IOException {
    SummingOptions summing = new SummingOptions(perturbationColumn, contextColumn, batchColumn, countsLayer, geneColumn,
        Choice.of("--input", InputKind.class, input), Choice.of("--aggregate", Aggregate.class, aggregate),
        TargetSum.of(targetSum), effects.geneNames(), threads);
    EffectOptions options = effects.options();
    if (partial) {
      checkPartial();
    } else {
      EffectFiles.check(output, overwrite);
    }
    List<AnnDataCells> sources = new ArrayList<>();
    try {
      for (Path file : files) {
        if (files.indexOf(file) != sources.size()) {
          throw new InvalidInputException("The file " + file + " is given twice; its cells would count twice.");
        }
        sources.add(AnnDataCells.open(file));
      }
      if (partial) {
        GroupSums sums = Pseudobulk.sum(sources, summing, common.console()::say, common.progress());
        PartialSums.write(output, sums, overwrite);
        common.console().say("Partial sums of " + sums.keys().size() + " groups × " + sums.genes().size() + " genes.");
        common.result(output);
      } else {
        EffectTable table = Pseudobulk.run(sources, summing, options, common.console()::say, common.progress());
        EffectChoices.write(table, output, overwrite, common);
      }
    } finally {
      for (AnnDataCells source : sources) {
        source.close();
      }
    }
    return 0;
  }

  private void checkPartial() {
    AtomicOutput.check(output, overwrite);
    if (output.getFileName().toString().matches("(?i).*\\.(h5ad|[tc]sv(\\.gz)?)")) {
      throw new InvalidInputException("Partial sums are no effects, so that the name " + output.getFileName()
          + " would mislead. Choose one that ends in .h5.");
    }
    if (effects.controlLabel != null || effects.minCells != null || effects.genes != null || effects.skipWithoutControl) {
      throw new InvalidInputException("--control-label, --min-cells, --genes and --skip-without-control do not act on "
          + "partial sums; give them to 'c3tl merge'.");
    }
  }
}

package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.GroupSums;
import org.c3tl.pseudobulk.PartialSums;
import org.c3tl.pseudobulk.Pseudobulk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl merge}: partial sums of several files to effects. */
@Command(name = "merge", sortOptions = false,
    description = "Joins partial sums of several files and makes effects of them, as one run over all cells would.",
    footer = {"", "Example:", "  c3tl merge day1.h5 day2.h5 --min-cells 30 -o effects.h5ad"})
final class MergeCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Parameters(paramLabel = "PART", arity = "1..*", description = "Files that 'c3tl pseudobulk --partial' wrote.")
  List<Path> parts;

  @Option(names = {"-o", "--output"}, paramLabel = "OUT", required = true,
      description = "Effects: .h5ad, .tsv, .csv, .tsv.gz or .csv.gz.")
  Path output;

  @Option(names = "--overwrite", description = "Replace the output if it exists.")
  boolean overwrite;

  @Mixin EffectChoices effects;

  @Override
  public Integer call() throws IOException {
    EffectOptions options = effects.options();
    List<String> genes = effects.geneNames();
    EffectFiles.check(output, overwrite);
    GroupSums sums = PartialSums.read(parts, common.progress());
    EffectTable table = Pseudobulk.effects(sums, options, genes, common.console()::say);
    common.console().say(sums.counts().used() + " cells in " + parts.size() + (parts.size() == 1 ? " part." : " parts."));
    EffectChoices.write(table, output, overwrite, common);
    return 0;
  }
}

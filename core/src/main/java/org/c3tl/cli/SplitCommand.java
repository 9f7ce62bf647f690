package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.c3tl.evaluate.FoldFiles;
import org.c3tl.evaluate.Protocol;
import org.c3tl.io.OutputFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl split}: folds of a table of effects, as split files. */
@Command(name = "split", sortOptions = false,
    description = "Writes folds that hold out contexts, one State split file (TOML) for each, and a manifest.",
    footer = {"", "Examples:", "  c3tl split effects.h5ad --hold-out cell_line --known-fraction 0.1 --seeds 3 -o folds",
        "  c3tl split effects.h5ad --protocol scarcity --training-contexts 20,5 --known-fractions 0.2,0.05 -o folds"})
final class SplitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EFFECTS", description = "Table of effects: .h5ad, .tsv, .csv (also .gz), .gct or .gctx.")
  Path effects;

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true,
      description = "Folder to write: FOLD.toml for each fold, and folds.json.")
  Path output;

  @Mixin FoldOptions foldOptions;

  @Mixin EffectColumnOptions columns;

  @Option(names = "--overwrite", description = "Replace the folds that are there.")
  boolean overwrite;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Protocol protocol = foldOptions.protocol();
    OutputFolder.check(output, List.of(FoldFiles.MANIFEST), overwrite);
    Protocol.Folds made = protocol.folds(columns.measured(effects));
    BenchmarkCommand.tell(common.console(), made);
    writeFolds(output, EffectInput.dataset(effects), protocol, made, overwrite);
    FoldFiles.names(made.folds()).forEach(name -> common.result(output.resolve(name)));
    common.result(output.resolve(FoldFiles.MANIFEST));
    return 0;
  }

  private static void writeFolds(Path folder, String dataset, Protocol protocol, Protocol.Folds made, boolean overwrite)
      throws IOException {
    Map<String, Path> earlier = FoldFiles.listed(folder);
    OutputFolder.write(folder, overwrite, temporary -> FoldFiles.write(temporary, dataset, protocol, made));
    List<String> names = FoldFiles.names(made.folds());
    // Whoever takes all of the folder would mix these with the new ones.
    for (Map.Entry<String, Path> stale : earlier.entrySet()) {
      if (!names.contains(stale.getKey())) {
        Files.deleteIfExists(stale.getValue());
      }
    }
  }
}

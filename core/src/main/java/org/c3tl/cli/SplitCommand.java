package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.c3tl.evaluate.FoldFiles;
import org.c3tl.evaluate.HoldOut;
import org.c3tl.io.OutputFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl split}: folds of a table of effects, as split files. */
@Command(name = "split", sortOptions = false,
    description = "Writes folds that hold out contexts, one State split file (TOML) for each, and a manifest.",
    footer = {"", "Example:", "  c3tl split effects.h5ad --hold-out cell_line --known-fraction 0.1 --seeds 3 -o folds"})
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
    HoldOut protocol = foldOptions.holdOut();
    OutputFolder.check(output, List.of(FoldFiles.MANIFEST), overwrite);
    HoldOut.Folds made = protocol.folds(columns.measured(effects));
    BenchmarkCommand.tell(common.console(), made);
    writeFolds(output, EffectInput.dataset(effects), protocol, made, overwrite);
    FoldFiles.names(made.folds()).forEach(name -> common.result(output.resolve(name)));
    common.result(output.resolve(FoldFiles.MANIFEST));
    return 0;
  }

  private static void writeFolds(Path folder, String dataset, HoldOut protocol, HoldOut.Folds made, boolean overwrite)
      throws IOException {
    Map<String, Path> earlier = FoldFiles.listed(folder);
    OutputFolder.write(folder, overwrite, temporary -> FoldFiles.write(temporary, dataset, protocol, made));
    deleteOthers(earlier, FoldFiles.names(made.folds()));
  }

  /**
   * Deletes split files of an earlier run that the new one did not replace, since whoever takes all of the folder would mix
   * the two.
   *
   * @param earlier split files of the earlier run, by name
   * @param names names of the new ones
   * @throws IOException if one cannot be deleted
   */
  static void deleteOthers(Map<String, Path> earlier, List<String> names) throws IOException {
    List<Path> stale = new ArrayList<>(earlier.values());
    stale.removeIf(p -> names.contains(p.getFileName().toString()));
    for (Path p : stale) {
      Files.deleteIfExists(p);
    }
  }
}

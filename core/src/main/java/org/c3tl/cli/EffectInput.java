package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.TableKind;
import org.c3tl.io.EffectFiles;

/** Reads tables of measured effects for commands that need such. */
final class EffectInput {
  private EffectInput() { }

  /**
   * @param file a file that {@link EffectFiles} reads
   * @return its effects
   * @throws IOException if it cannot be read
   * @throws InvalidInputException if it is no such file, or holds profiles or predictions
   */
  static EffectTable measured(Path file) throws IOException {
    return measured(file, null, null);
  }

  /**
   * @param file a file that {@link EffectFiles} reads
   * @param perturbationColumn column with the perturbations; null for the usual name
   * @param contextColumn column with the contexts; null for the usual name
   * @return its effects
   * @throws IOException if it cannot be read
   * @throws InvalidInputException as {@link #measured(Path)}
   */
  static EffectTable measured(Path file, String perturbationColumn, String contextColumn) throws IOException {
    EffectTable table = EffectFiles.read(file, perturbationColumn, contextColumn);
    if (table.kind() != TableKind.EFFECT) {
      throw new InvalidInputException(file + " holds " + table.kind().id() + "s; measured effects are needed. "
          + (table.kind() == TableKind.PROFILE ? "'c3tl pseudobulk' makes them."
              : "Give the file that was predicted from."));
    }
    return table;
  }

  /**
   * @param file a file of effects
   * @return name of the data set for split files: the file's name without its endings and without dots
   */
  static String dataset(Path file) {
    String name = file.getFileName().toString().replaceFirst("(?i)\\.(h5ad|gctx?|[tc]sv(\\.gz)?)$", "").replace('.', '_');
    return name.isBlank() ? "effects" : name;
  }
}

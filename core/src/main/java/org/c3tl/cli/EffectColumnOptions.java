package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.c3tl.data.EffectTable;
import picocli.CommandLine.Option;

/** Options that name the columns of a table of effects. */
final class EffectColumnOptions {
  @Option(names = "--perturbation-column", paramLabel = "COL",
      description = "Column of EFFECTS with the perturbations (default: perturbation, or what the format calls it).")
  String perturbation;

  @Option(names = "--context-column", paramLabel = "COL",
      description = "Column of EFFECTS with the contexts (default: context, or what the format calls it).")
  String context;

  /**
   * @param file a file of measured effects
   * @return its effects
   * @throws IOException if it cannot be read
   */
  EffectTable measured(Path file) throws IOException {
    return EffectInput.measured(file, perturbation, context);
  }
}

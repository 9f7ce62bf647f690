package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.NameLists;
import org.c3tl.pseudobulk.EffectOptions;
import picocli.CommandLine.Option;

/** Options of {@code pseudobulk} and {@code merge}: how sums become effects. */
final class EffectChoices {
  @Option(names = "--control-label", paramLabel = "LABEL", description = "Perturbation that marks control cells (default: "
      + "control, or else the one usual label that the data has, such as non-targeting, DMSO_TF, PBS, ctrl).")
  String controlLabel;

  @Option(names = "--min-cells", paramLabel = "N", description = "Leave out a (perturbation, context) with fewer cells "
      + "(default: 10; 1 where the input holds effects).")
  Integer minCells;

  @Option(names = "--genes", paramLabel = "N",
      description = "Keep the N most variable genes, as scanpy's highly_variable_genes does (default: 2000).")
  Integer genes;

  @Option(names = "--gene-list", paramLabel = "FILE",
      description = "Keep the genes of this text file, one name per line, in its order; instead of --genes.")
  Path geneList;

  @Option(names = "--skip-without-control", description = "Leave out contexts, and batches of a context, that have no "
      + "control cells, instead of ending with an error.")
  boolean skipWithoutControl;

  /**
   * @return the options
   * @throws InvalidInputException if a number is out of range or two options exclude each other
   */
  EffectOptions options() {
    if (genes != null && geneList != null) {
      throw new InvalidInputException("--genes and --gene-list exclude each other; give one of them.");
    }
    return new EffectOptions(controlLabel, minCells, genes == null ? EffectOptions.DEFAULT_GENES : genes,
        skipWithoutControl);
  }

  /**
   * @return names in the gene list, or null where none was given
   * @throws IOException if it cannot be read
   * @throws InvalidInputException if it is no list of names
   */
  List<String> geneNames() throws IOException {
    return geneList == null ? null : NameLists.read(geneList, "gene");
  }

  /**
   * Writes effects and says what was made, and what the format cannot hold.
   *
   * @param table the effects
   * @param output where to
   * @param overwrite whether to replace what is there
   * @param common where messages go
   * @throws IOException if writing fails
   */
  static void write(EffectTable table, Path output, boolean overwrite, CommonOptions common) throws IOException {
    EffectFiles.write(output, table, overwrite);
    common.console().say("Effects of " + table.perturbations().size() + " perturbations in " + table.contexts().size()
        + (table.contexts().size() == 1 ? " context on " : " contexts on ") + table.genes().size() + " genes ("
        + table.size()
        + " measured).");
    List<String> lost = EffectFiles.lost(output, table);
    if (!lost.isEmpty()) {
      common.console().say("Not stored in " + output.getFileName() + ": " + String.join(", ", lost)
          + ". An .h5ad file holds all.");
    }
    common.result(output);
  }
}

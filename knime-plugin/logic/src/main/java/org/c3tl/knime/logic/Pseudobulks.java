package org.c3tl.knime.logic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.pseudobulk.AnnDataCells;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.Pseudobulk;
import org.c3tl.pseudobulk.SummingOptions;

/** Work of the node C³TL Pseudobulk: cells or replicates to effects. */
public final class Pseudobulks {
  private Pseudobulks() { }

  /**
   * What came of it.
   *
   * @param table the effects, or null where there was no usable row
   * @param notes what the user should know, one sentence each
   * @param warnings what was left out, one sentence each
   */
  public record Result(EffectTable table, List<String> notes, List<String> warnings) {
    /** Copies the lists. */
    public Result {
      notes = List.copyOf(notes);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Names in an AnnData file, to choose from.
   *
   * @param obs columns of obs
   * @param var columns of var
   * @param matrices {@code X}, {@code raw} and the layers
   */
  public record Names(List<String> obs, List<String> var, List<String> matrices) { }

  /**
   * @param file an {@code .h5ad} file
   * @return its names; values are not read
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException if it is no AnnData file
   */
  public static Names names(Path file) throws IOException {
    try (AnnDataCells cells = AnnDataCells.open(file)) {
      List<String> matrices = cells.matrixNames().stream()
          .map(m -> m.equals("raw/X") ? "raw" : m.startsWith("layers/") ? m.substring(7) : m).toList();
      return new Names(cells.obs().columnNames(), cells.var("X").columnNames(), matrices);
    }
  }

  /**
   * @param columns what the table's columns mean
   * @param summing how rows are summed
   * @param effects how sums become effects
   * @param missing what happens to missing values
   * @return columns of the effects where they are known before the values are: {@code null} where genes are chosen by them
   */
  public static EffectLayout layout(EffectColumns columns, SummingOptions summing, EffectOptions effects,
      MissingValues missing) {
    List<String> genes = genes(columns, summing);
    if (summing.genes() != null) {
      return new EffectLayout(List.of(), true, summing.genes(), false);
    }
    // Effects are given on all genes; otherwise the most variable are chosen where there are more than wanted.
    boolean all = summing.input() == org.c3tl.pseudobulk.InputKind.EFFECTS || genes.size() <= effects.genes();
    return all && missing == MissingValues.SKIP_ROWS ? new EffectLayout(List.of(), true, genes, false) : null;
  }

  private static List<String> genes(EffectColumns columns, SummingOptions summing) {
    return columns.geneNames().stream().filter(g -> !g.equals(summing.batchColumn())).toList();
  }

  /**
   * @param source table of cells or replicates
   * @param columns what its columns mean
   * @param summing how rows are summed
   * @param effects how sums become effects
   * @param missing what happens to missing values
   * @param progress told how far the work is; may cancel
   * @return the effects
   * @throws IOException if the table cannot be read
   * @throws InvalidInputException if something of the input does not fit
   */
  public static Result ofTable(RowSource source, EffectColumns columns, SummingOptions summing, EffectOptions effects,
      MissingValues missing, Progress progress) throws IOException {
    TableCells cells = TableCells.of(source, columns, summing.batchColumn(), summing.genes(), missing, progress.part(0, 0.2));
    List<String> left = new ArrayList<>(cells.skipped().sentences(source.name()));
    if (cells.skipped().used() == 0 || cells.var("X").rows() == 0) {
      return new Result(null, List.of(), left);
    }
    List<String> notes = new ArrayList<>();
    EffectTable table = Pseudobulk.run(List.of(cells), summing, effects, notes::add, progress.part(0.2, 1));
    left.addAll(leftOut(table));
    return new Result(table, notes, left);
  }

  /**
   * @param file an {@code .h5ad} file of cells
   * @param summing how cells are summed
   * @param effects how sums become effects
   * @param progress told how far the work is; may cancel
   * @return the effects
   * @throws IOException if the file cannot be read
   * @throws InvalidInputException if something of the input does not fit
   */
  public static Result ofFile(Path file, SummingOptions summing, EffectOptions effects, Progress progress) throws IOException {
    List<String> notes = new ArrayList<>();
    try (AnnDataCells cells = AnnDataCells.open(file)) {
      EffectTable table = Pseudobulk.run(List.of(cells), summing, effects, notes::add, progress);
      return new Result(table, notes, leftOut(table));
    }
  }

  /** Counts that the effects carry with them, as warnings. */
  private static List<String> leftOut(EffectTable table) {
    Map<String, String> entries = table.provenance().entries();
    List<String> said = new ArrayList<>();
    count(said, entries, "cells_without_label", "without perturbation, context or batch");
    count(said, entries, "cells_without_control", "without control of the same context or batch");
    count(said, entries, "cells_in_small_groups", "in groups of fewer than " + entries.get("min_cells"));
    return said;
  }

  private static void count(List<String> said, Map<String, String> entries, String key, String why) {
    long n = Long.parseLong(entries.getOrDefault(key, "0"));
    if (n > 0) {
      said.add("Left out " + n + " of " + entries.get("cells_seen") + " cells or rows " + why + ".");
    }
  }
}

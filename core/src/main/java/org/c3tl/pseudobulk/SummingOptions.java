package org.c3tl.pseudobulk;

import java.util.List;
import org.c3tl.data.Problems;

/**
 * How cells are read and summed. This record is immutable; the {@code with} methods give changed copies.
 *
 * @param perturbationColumn obs column that names the perturbation
 * @param contextColumn obs column that names the context
 * @param batchColumn obs column that names the batch, or null for none
 * @param matrix {@code X}, {@code raw}, or a layer's name
 * @param geneColumn var column that names the genes, or null for the index
 * @param input what the values are
 * @param aggregate how cells become profiles
 * @param targetSum total that counts are scaled to
 * @param genes the only genes to keep, in this order; null for all
 * @param threads threads that read and sum; the result is the same for any number
 */
public record SummingOptions(String perturbationColumn, String contextColumn, String batchColumn, String matrix,
    String geneColumn, InputKind input, Aggregate aggregate, TargetSum targetSum, List<String> genes, int threads) {
  /** Columns {@code perturbation} and {@code context}, no batch, {@code X}, 10,000 counts per cell, mean. */
  public static final SummingOptions DEFAULT = new SummingOptions("perturbation", "context", null, "X", null, InputKind.AUTO,
      Aggregate.MEAN, new TargetSum(10_000), null, Runtime.getRuntime().availableProcessors());

  /** Checks the options against each other. */
  public SummingOptions {
    genes = genes == null ? null : List.copyOf(genes);
    Problems problems = new Problems();
    problems.require(!blank(perturbationColumn), "The perturbation column has no name.");
    problems.require(!blank(contextColumn), "The context column has no name.");
    problems.require(batchColumn == null || !batchColumn.isBlank(), "The batch column has no name.");
    problems.require(geneColumn == null || !geneColumn.isBlank(), "The gene column has no name.");
    problems.require(!blank(matrix), "The layer has no name; give X, raw or the name of a layer.");
    problems.require(perturbationColumn == null || !perturbationColumn.equals(contextColumn),
        "Perturbation and context are both taken from column '" + perturbationColumn + "'; they must be different columns.");
    problems.require(batchColumn == null || !batchColumn.equals(perturbationColumn),
        "Perturbation and batch are both taken from column '" + batchColumn + "'; they must be different columns.");
    problems.require(threads >= 1, "The number of threads is " + threads + "; it must be at least 1.");
    problems.require(genes == null || !genes.isEmpty(), "The gene list is empty; name at least one gene.");
    problems.require(aggregate != Aggregate.SUM || input == InputKind.AUTO || input == InputKind.COUNTS,
        "Only counts can be summed, but the input is declared as '" + (input == null ? "" : input.id())
            + "'. Use --aggregate mean.");
    problems.throwIfAny();
  }

  private static boolean blank(String s) {
    return s == null || s.isBlank();
  }

  /**
   * @return the matrix's name inside the file: {@code X}, {@code raw/X} or {@code layers/NAME}
   */
  public String matrixPath() {
    if (matrix.equals("X") || matrix.equals("raw/X") || matrix.startsWith("layers/")) {
      return matrix;
    }
    return matrix.equals("raw") ? "raw/X" : "layers/" + matrix;
  }

  /**
   * @param perturbation obs column of the perturbation
   * @param context obs column of the context
   * @return a changed copy
   */
  public SummingOptions withColumns(String perturbation, String context) {
    return new SummingOptions(perturbation, context, batchColumn, matrix, geneColumn, input, aggregate, targetSum, genes,
        threads);
  }

  /**
   * @param column obs column of the batch, or null
   * @return a changed copy
   */
  public SummingOptions withBatchColumn(String column) {
    return new SummingOptions(perturbationColumn, contextColumn, column, matrix, geneColumn, input, aggregate, targetSum,
        genes, threads);
  }

  /**
   * @param name {@code X}, {@code raw} or a layer's name
   * @return a changed copy
   */
  public SummingOptions withMatrix(String name) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, name, geneColumn, input, aggregate, targetSum,
        genes, threads);
  }

  /**
   * @param column var column of the gene names, or null
   * @return a changed copy
   */
  public SummingOptions withGeneColumn(String column) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, matrix, column, input, aggregate, targetSum,
        genes, threads);
  }

  /**
   * @param kind what the values are
   * @return a changed copy
   */
  public SummingOptions withInput(InputKind kind) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, matrix, geneColumn, kind, aggregate, targetSum,
        genes, threads);
  }

  /**
   * @param how how cells become profiles
   * @return a changed copy
   */
  public SummingOptions withAggregate(Aggregate how) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, matrix, geneColumn, input, how, targetSum,
        genes, threads);
  }

  /**
   * @param target total that counts are scaled to
   * @return a changed copy
   */
  public SummingOptions withTargetSum(TargetSum target) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, matrix, geneColumn, input, aggregate, target,
        genes, threads);
  }

  /**
   * @param names the only genes to keep, in this order; null for all
   * @return a changed copy
   */
  public SummingOptions withGenes(List<String> names) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, matrix, geneColumn, input, aggregate,
        targetSum, names, threads);
  }

  /**
   * @param n number of threads
   * @return a changed copy
   */
  public SummingOptions withThreads(int n) {
    return new SummingOptions(perturbationColumn, contextColumn, batchColumn, matrix, geneColumn, input, aggregate,
        targetSum, genes, n);
  }
}

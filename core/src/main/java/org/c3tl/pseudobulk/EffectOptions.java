package org.c3tl.pseudobulk;

import org.c3tl.data.Problems;

/**
 * How sums become effects.
 *
 * @param controlLabel perturbation that marks control cells; null = {@code control}, or else the one label of
 *     {@link ControlLabel#KNOWN} that the data has
 * @param minCells a (perturbation, context) of fewer cells is left out; null = 10 for cells, 1 for effects, whose rows are
 *     replicates
 * @param genes how many most variable genes to keep; all where there are not more, or the genes were listed
 * @param skipWithoutControl whether contexts, and batches of a context, that have no control cells are left out (and
 *     counted) instead of refused
 */
public record EffectOptions(String controlLabel, Integer minCells, int genes, boolean skipWithoutControl) {
  /** Most variable genes kept by default. */
  public static final int DEFAULT_GENES = 2000;
  /** Cells that a group needs by default. */
  public static final int DEFAULT_MIN_CELLS = 10;
  /** All defaults. */
  public static final EffectOptions DEFAULT = new EffectOptions(null, null, DEFAULT_GENES, false);

  /** Refuses numbers out of range. */
  public EffectOptions {
    Problems problems = new Problems();
    problems.require(controlLabel == null || !controlLabel.isBlank(), "The control label is empty.");
    problems.require(minCells == null || minCells >= 1,
        "The minimum of cells per group is " + minCells + "; it must be at least 1.");
    problems.require(genes >= 1, "The number of genes is " + genes + "; it must be at least 1.");
    problems.throwIfAny();
  }

  /**
   * @param input what the values are
   * @return cells, or replicates, that a group needs
   */
  public int minCells(InputKind input) {
    return minCells != null ? minCells : input == InputKind.EFFECTS ? 1 : DEFAULT_MIN_CELLS;
  }
}

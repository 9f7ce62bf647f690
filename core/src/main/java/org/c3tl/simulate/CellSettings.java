package org.c3tl.simulate;

import org.c3tl.data.Problems;

/**
 * How cells are drawn from simulated effects. This record is immutable.
 *
 * @param effects contexts, perturbations, genes and how they act; its noise is not used, since cells bring their own
 * @param cellsPerGroup cells of each (perturbation, context), at least 1
 * @param controlCells control cells of each context, at least 1
 * @param depth median number of counts of a cell, above 0
 * @param depthSpread standard deviation of the logarithm of a cell's number of counts, from 0
 * @param effectSize what true effects are multiplied with before they are added to log expression, from 0
 * @param dispersion α from 0: variance of a count is m + α m² for mean m; 0 is Poisson
 * @param files number of files, and of batches, that the cells are spread over, at least 1
 * @param batchStrength standard deviation of each gene's shift of log expression between batches, from 0
 */
public record CellSettings(EffectSettings effects, int cellsPerGroup, int controlCells, double depth, double depthSpread,
    double effectSize, double dispersion, int files, double batchStrength) {
  /** Control cells of a context by default, as a multiple of the cells of a group. */
  public static final int CONTROL_FACTOR = 5;

  /** Refuses numbers out of range, all at once. */
  public CellSettings {
    Problems problems = new Problems();
    problems.require(cellsPerGroup >= 1, "The number of cells per group is " + cellsPerGroup + "; it must be at least 1.");
    problems.require(controlCells >= 1, "The number of control cells is " + controlCells + "; it must be at least 1.");
    problems.require(depth > 0 && depth < 1e9, "The depth is " + depth + "; it must be above 0 and below 1e9.");
    fromZero(problems, "spread of the depth", depthSpread);
    fromZero(problems, "effect size", effectSize);
    fromZero(problems, "dispersion", dispersion);
    fromZero(problems, "batch strength", batchStrength);
    problems.require(files >= 1, "The number of files is " + files + "; it must be at least 1.");
    problems.require(files <= Math.min(cellsPerGroup, controlCells) || files < 1, "The cells of a group cannot be spread "
        + "over "
        + files + " files: a group has " + cellsPerGroup + " cells, the control " + controlCells + ".");
    problems.throwIfAny();
  }

  private static void fromZero(Problems problems, String what, double value) {
    problems.require(value >= 0 && value < 100, "The " + what + " is " + value + "; it must be at least 0 and below 100.");
  }

  /**
   * @param effects contexts, perturbations, genes and how they act
   * @param cellsPerGroup cells of each (perturbation, context)
   * @return five times as many control cells, 5000 counts per cell, one file
   */
  public static CellSettings of(EffectSettings effects, int cellsPerGroup) {
    return new CellSettings(effects, cellsPerGroup, (int) Math.min(Integer.MAX_VALUE, (long) CONTROL_FACTOR * cellsPerGroup),
        5000, 0.3, 0.5, 0.1, 1, 0.1);
  }
}

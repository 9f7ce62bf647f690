package org.c3tl.pseudobulk;

import java.util.List;
import org.c3tl.data.Axis;

/**
 * Sums of cells by group: all that is needed of a file of cells to make effects, and to be joined with other files exactly.
 *
 * @param input what was summed; never {@link InputKind#AUTO}
 * @param aggregate {@code MEAN}: sums of the cells' log-normalised values (or effects); {@code SUM}: sums of their counts
 * @param targetSum total that cells were (or sums will be) scaled to; NaN where counts are not involved
 * @param batched whether groups are told apart by batch
 * @param genes columns of the sums
 * @param keys one per group, all different
 * @param cells number of cells of each group, at least 1
 * @param totals {@code SUM}: counts of each group over all genes of the file, kept or not; otherwise null
 * @param sums groups × genes
 * @param moments sums over all cells for choosing genes; null where genes need no choosing
 * @param counts what became of the cells
 * @param inputs names of the files
 */
public record GroupSums(InputKind input, Aggregate aggregate, double targetSum, boolean batched, Axis genes,
    List<GroupKey> keys, long[] cells, double[] totals, double[][] sums, GeneMoments moments, CellCounts counts,
    List<String> inputs) {
  /** Refuses parts that do not fit together, which only a defect can bring about. */
  public GroupSums {
    if (keys.size() != cells.length || keys.size() != sums.length || totals != null && totals.length != sums.length
        || moments != null && moments.sum().length != genes.size()) {
      throw new IllegalArgumentException("sums of " + sums.length + " groups do not fit " + keys.size() + " keys and "
          + cells.length + " counts");
    }
    keys = List.copyOf(keys);
    inputs = List.copyOf(inputs);
  }
}

package org.c3tl.knime.logic;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.Problems;

/**
 * What of a table was not used.
 *
 * @param rows all rows of the table
 * @param unlabelled rows without perturbation or context
 * @param incomplete labelled rows that were left out for a missing value
 * @param genes genes that were left out for a missing value
 */
public record Skipped(long rows, long unlabelled, long incomplete, List<String> genes) {
  /** Copies the list. */
  public Skipped {
    genes = List.copyOf(genes);
  }

  /**
   * @return rows that were used
   */
  public long used() {
    return rows - unlabelled - incomplete;
  }

  /**
   * @param table name of the table
   * @return sentences that count what was skipped; empty where all was used
   */
  public List<String> sentences(String table) {
    List<String> said = new ArrayList<>();
    if (rows == 0) {
      said.add(table + " is empty.");
    }
    if (unlabelled > 0) {
      said.add("Skipped " + unlabelled + " of " + rows + " rows of " + table + " without perturbation or context.");
    }
    if (incomplete > 0) {
      said.add("Skipped " + incomplete + " of " + rows + " rows of " + table + " with missing or infinite values.");
    }
    if (!genes.isEmpty()) {
      said.add("Skipped " + genes.size() + (genes.size() == 1 ? " gene" : " genes") + " of " + table
          + " with missing or infinite values: " + Problems.quote(genes) + ".");
    }
    return said;
  }
}

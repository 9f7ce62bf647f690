package org.c3tl.knime.logic;

/** What happens to missing (or infinite) values of genes. */
public enum MissingValues {
  /** A row with one is left out. */
  SKIP_ROWS,
  /** A gene with one is left out. */
  SKIP_GENES
}

package org.c3tl.pseudobulk;

import java.util.Locale;

/** What the values of a matrix of cells are. */
public enum InputKind {
  /** Not known yet: found out from a sample of the values. */
  AUTO,
  /** Whole numbers from 0: molecules per cell and gene. */
  COUNTS,
  /** {@code log1p} of normalised counts: from 0, not above {@value CellSummer#LARGEST_LOG}. */
  LOG,
  /** Differences from a control, one row per replicate: any finite number. */
  EFFECTS;

  /**
   * @return the name used on the command line and in files: {@code auto}, {@code counts}, {@code log}, {@code effects}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

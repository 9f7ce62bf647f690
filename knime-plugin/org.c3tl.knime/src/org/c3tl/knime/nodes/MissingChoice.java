package org.c3tl.knime.nodes;

import org.c3tl.knime.logic.MissingValues;
import org.knime.node.parameters.widget.choices.Label;

/** What happens to missing values. */
enum MissingChoice {
  @Label(value = "Skip rows", description = "A row with a missing or infinite value is left out.")
  SKIP_ROWS,
  @Label(value = "Skip genes", description = "A gene with a missing or infinite value is left out.")
  SKIP_GENES;

  MissingValues logic() {
    return MissingValues.valueOf(name());
  }
}

package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;

/** How folds are made of a table of effects. Implementations are immutable and check their options when made. */
public sealed interface Protocol permits HoldOut, Paper, Scarcity {
  /**
   * @return name on the command line and in results
   */
  String name();

  /**
   * @param table measured effects
   * @return its folds
   * @throws org.c3tl.data.InvalidInputException if a column does not exist or has several values for one context or
   *     perturbation, or too few contexts or perturbations were measured
   */
  Folds folds(EffectTable table);

  /**
   * @return name and options, as written beside results
   */
  ObjectNode toJson();

  /**
   * What came of a protocol on a table.
   *
   * @param folds the folds, at least one, by seed and then in the order of the contexts
   * @param skipped why a context or fold is not among the targets, by its name
   */
  record Folds(List<Fold> folds, Map<String, String> skipped) {
    /** Copies both. */
    public Folds {
      folds = List.copyOf(folds);
      skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * @return test cells, over all folds, that nobody could predict and that are not scored
     */
    public int unpredictable() {
      return folds.stream().mapToInt(f -> f.unpredictable().size()).sum();
    }
  }
}

package org.c3tl.baseline;

import java.util.List;
import java.util.Map;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;

/**
 * What a {@link Predictor} is given: measured effects to learn from and the cells of the grid it must predict.
 *
 * <p>{@code training} and {@code validation} share the gene axis; their other axes may differ. Every wanted perturbation
 * occurs in {@code training} in at least one other context, and every wanted context in {@code training} (its known
 * perturbations).
 *
 * @param training effects to learn from, known ones of the target contexts included
 * @param validation measured effects for tuning and early stopping only, or null where there are none
 * @param wanted cells to predict, without duplicates
 * @param groups group of each perturbation that belongs to one, by name: its members are known or wanted together, such as the
 *     alleles of a gene, and so must be hidden together by a method that tunes itself on hidden effects
 * @param seed seed for everything random
 */
public record Task(EffectTable training, EffectTable validation, List<Cell> wanted, Map<String, String> groups, long seed) {
  /** Copies list and map. */
  public Task {
    wanted = List.copyOf(wanted);
    groups = Map.copyOf(groups);
  }

  /** Each perturbation is known or wanted by itself. */
  public Task(EffectTable training, EffectTable validation, List<Cell> wanted, long seed) {
    this(training, validation, wanted, Map.of(), seed);
  }
}

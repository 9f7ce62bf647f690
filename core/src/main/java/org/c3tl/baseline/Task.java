package org.c3tl.baseline;

import java.util.List;
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
 * @param seed seed for everything random
 */
public record Task(EffectTable training, EffectTable validation, List<Cell> wanted, long seed) {
  /** Copies the list. */
  public Task {
    wanted = List.copyOf(wanted);
  }
}

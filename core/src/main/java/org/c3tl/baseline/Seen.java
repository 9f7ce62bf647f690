package org.c3tl.baseline;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The part of the grid that a method may look at. This class is immutable. */
final class Seen {
  private final ContextGrams grams;
  private final int[][] positions;

  /**
   * @param grams all measured effects
   * @param hidden for each row of the table, whether it must not be looked at; null where all may be
   */
  Seen(ContextGrams grams, boolean[] hidden) {
    this.grams = grams;
    this.positions = new int[grams.table().perturbations().size()][];
    for (int p = 0; p < positions.length; p++) {
      ContextGrams.Of of = grams.of(p);
      positions[p] = IntStream.range(0, of.size()).filter(i -> hidden == null || !hidden[of.rows()[i]]).toArray();
    }
  }

  /**
   * @return inner products of all measured effects
   */
  ContextGrams grams() {
    return grams;
  }

  /**
   * @return number of perturbations
   */
  int perturbations() {
    return positions.length;
  }

  /**
   * @return number of contexts
   */
  int contexts() {
    return grams.table().contexts().size();
  }

  /**
   * @param p a perturbation
   * @return positions in {@link ContextGrams#of(int)} that are seen; not to be written to
   */
  int[] of(int p) {
    return positions[p];
  }

  /**
   * @param p a perturbation
   * @param context a context, or -1 for none
   * @return positions that are seen, but for that of the context
   */
  int[] others(int p, int context) {
    int[] contexts = grams.of(p).contexts();
    return Arrays.stream(positions[p]).filter(i -> contexts[i] != context).toArray();
  }

  /**
   * @param p a perturbation
   * @param context a context, or -1 for none
   * @return position of the effect in that context, or -1 where it was not measured or is hidden
   */
  int at(int p, int context) {
    int[] contexts = grams.of(p).contexts();
    for (int i : positions[p]) {
      if (contexts[i] == context) {
        return i;
      }
    }
    return -1;
  }
}

package org.c3tl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What turns the networks' output into the prediction: the blend with simpler predictions and the calibrated spread, and the
 * traits of perturbations and contexts that both need.
 *
 * @param blend weights
 * @param perturbations traits of every perturbation
 * @param contexts traits of every context
 * @param neighbours features of the training cells, or null where the blend gives them no weight
 * @param spread calibrated spread, or null where nothing was hidden to calibrate it on
 */
public record Refinement(Blend blend, PerturbationTraits perturbations, List<ContextTraits> contexts, Neighbours neighbours,
    Spread spread) {
  /** Copies the list. */
  public Refinement {
    contexts = List.copyOf(contexts);
    if (blend.neighbours() > 0 && neighbours == null) {
      throw new IllegalArgumentException("the blend needs neighbours");
    }
  }

  /**
   * @param traits traits of the training data
   * @return the networks alone, without a spread
   */
  public static Refinement none(Traits traits) {
    return new Refinement(Blend.NONE, traits.perturbations(), Arrays.asList(traits.contexts()), null, null);
  }

  /**
   * @param added traits of more contexts
   * @param x features of the cells measured in them
   * @param p perturbation of each cell
   * @param c context of each cell, from 0
   * @return the same with them, after those that are there
   */
  Refinement with(ContextTraits[] added, float[][] x, int[] p, int[] c) {
    List<ContextTraits> all = new ArrayList<>(contexts);
    all.addAll(Arrays.asList(added));
    int[] shifted = Arrays.stream(c).map(i -> i + contexts.size()).toArray();
    return new Refinement(blend, perturbations, all, neighbours == null ? null : neighbours.with(x, p, shifted, added.length),
        spread);
  }
}

package org.c3tl.model;

/**
 * What the effects measured in a context tell of it.
 *
 * @param shift s_c: mean over its measured perturbations of x_pc − m_p, where m_p is the mean over the other contexts, shrunken
 *     by n / (n + κ) as the {@code additive} baseline does, κ being estimated over all contexts together; one value per gene
 * @param agreement how much its effects have in common with those of the same perturbations elsewhere, Σ_p ⟨x_pc, m_p⟩, over
 *     the same sum of the other contexts; 1 is like all others, less is a context of its own; within {@value #LEAST} to
 *     {@value #MOST}
 * @param strength mean square of its effects relative to those of the same perturbations in other contexts, shrunken to 1
 */
public record ContextTraits(float[] shift, double agreement, double strength) {
  /** Least agreement: what a few noisy effects say is not taken further. */
  public static final double LEAST = 0.05;
  /** Largest agreement. */
  public static final double MOST = 3;

  /**
   * @param genes number of genes
   * @return traits of a context that nothing is known of
   */
  static ContextTraits unknown(int genes) {
    return new ContextTraits(new float[genes], 1, 1);
  }
}

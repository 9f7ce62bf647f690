package org.c3tl.model;

/**
 * How far measured effects lie from predicted ones: sd_pcg = τ_g · a_p · b_c, with τ_g of the gene, a_p the perturbation's
 * spread and b_c² the context's strength. Calibrated on effects that were hidden from the networks, such that
 * x̂ ± {@value #NORMAL_80} sd covers 80 % of them (split conformal prediction: Vovk, Gammerman and Shafer 2005; Lei et al.,
 * JASA 113 (2018) 1094). It thus holds the noise of the measurement too.
 *
 * @param gene τ_g in units of the effects, one value per gene
 */
public record Spread(float[] gene) {
  /** Half-width of the central 80 % of a standard normal distribution. */
  public static final double NORMAL_80 = 1.2815515655446004;

  /**
   * @param perturbation spread of the perturbation
   * @param traits the context's
   * @return a_p · b_c
   */
  public static double factor(double perturbation, ContextTraits traits) {
    return perturbation * Math.sqrt(traits.strength());
  }
}

package org.c3tl.simulate;

import org.c3tl.data.Problems;

/**
 * Size and difficulty of simulated effects. This record is immutable.
 *
 * @param contexts number of contexts, at least 1
 * @param perturbations number of perturbations, at least 1
 * @param genes number of genes, at least 1
 * @param latent dimensions q of the latent states, at least 1
 * @param hidden hidden units of the mechanism, at least 1
 * @param contextStrength κ from 0: how far contexts lie apart; at 0 all respond alike
 * @param noise σ from 0: measurement noise in units of each gene's scale
 * @param missingFraction part of the grid that is not measured, in [0, 1)
 * @param seed the same seed gives the same data
 */
public record EffectSettings(int contexts, int perturbations, int genes, int latent, int hidden, double contextStrength,
    double noise, double missingFraction, long seed) {
  /** 8 contexts × 60 perturbations × 500 genes, about as hard as the paper's Parse data. */
  public static final EffectSettings DEFAULT = new EffectSettings(8, 60, 500, 16, 64, 1.0, 0.33, 0, 1);

  private static final long MOST_VALUES = 1L << 31;

  /** Refuses numbers out of range, all at once. */
  public EffectSettings {
    Problems problems = new Problems();
    atLeastOne(problems, "contexts", contexts);
    atLeastOne(problems, "perturbations", perturbations);
    atLeastOne(problems, "genes", genes);
    atLeastOne(problems, "latent dimensions", latent);
    atLeastOne(problems, "hidden units", hidden);
    problems.require(contextStrength >= 0 && contextStrength < 1e6,
        "The context strength is " + contextStrength + "; it must be at least 0 and finite.");
    problems.require(noise >= 0 && noise < 1e6, "The noise is " + noise + "; it must be at least 0 and finite.");
    problems.require(missingFraction >= 0 && missingFraction < 1,
        "The missing fraction is " + missingFraction + "; it must be at least 0 and below 1.");
    double values = (double) contexts * perturbations * genes;
    problems.require(values < MOST_VALUES, String.format(java.util.Locale.ROOT, "%d contexts × %d perturbations × %d genes "
        + "are %.3g values; at most 2^31 are simulated.", contexts, perturbations, genes, values));
    problems.throwIfAny();
  }

  private static void atLeastOne(Problems problems, String what, int n) {
    problems.require(n >= 1, "The number of " + what + " is " + n + "; it must be at least 1.");
  }
}

package org.c3tl.simulate;

import java.util.Locale;

/** Sizes, context strengths and noise with which the simple baselines score about as on the paper's data sets. */
public enum EffectPreset {
  /** Few contexts that differ much, many perturbations. */
  REPLOGLE(4, 1677, 1.5, 0.38),
  /** Cell types of blood under cytokines. */
  PARSE(24, 90, 1.0, 0.31),
  /** Many cell lines under drugs. */
  TAHOE(48, 1138, 0.55, 0.30);

  private final EffectSettings options;

  EffectPreset(int contexts, int perturbations, double contextStrength, double noise) {
    options = new EffectSettings(contexts, perturbations, 2000, 16, 64, contextStrength, noise, 0, 1);
  }

  /**
   * @return the preset's options: 2000 genes, every cell of the grid measured, seed 1
   */
  public EffectSettings options() {
    return options;
  }

  /**
   * @return the name used on the command line: {@code replogle}, {@code parse}, {@code tahoe}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

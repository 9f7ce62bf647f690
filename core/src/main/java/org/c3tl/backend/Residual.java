package org.c3tl.backend;

import java.util.Locale;

/** What the decoder's output is added to. */
public enum Residual {
  /** Nothing: the network predicts the whole effect, as in the paper. */
  OFF,
  /** The mean of the perturbation's effect over contexts. */
  MEAN,
  /** That mean times a learned gate per output, which starts at 0.5. */
  GATED;

  /**
   * @return name in options and files: {@code off}, {@code mean}, {@code gated}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

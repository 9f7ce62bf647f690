package org.c3tl.cli;

import org.c3tl.evaluate.HoldOut;
import picocli.CommandLine.Option;

/** Options that say how folds are made. */
final class FoldOptions {
  @Option(names = "--hold-out", paramLabel = "COLUMN", defaultValue = "context",
      description = "Contexts that share a value of this column leave training together (default: ${DEFAULT-VALUE}).")
  String holdOut;

  @Option(names = "--known-fraction", paramLabel = "F", defaultValue = "0.1",
      description = "Part of a held-out context's perturbations that stays known (default: ${DEFAULT-VALUE}).")
  double knownFraction;

  @Option(names = "--validation-fraction", paramLabel = "F", defaultValue = "0.2",
      description = "Part of the known perturbations that only validates (default: ${DEFAULT-VALUE}).")
  double validationFraction;

  @Option(names = "--perturbation-group", paramLabel = "COLUMN",
      description = "Perturbations that share a value of this column are known or tested together, "
          + "such as the alleles of a gene.")
  String perturbationGroup;

  @Option(names = "--seeds", paramLabel = "N", defaultValue = "1",
      description = "Number of draws of the known perturbations (default: ${DEFAULT-VALUE}).")
  int seeds;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
      description = "Seed of the first draw; the others follow (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(names = "--folds", paramLabel = "N", defaultValue = "0",
      description = "Hold out at most N values, drawn at random; 0 for all (default: ${DEFAULT-VALUE}).")
  int folds;

  /**
   * @return the protocol, checked
   */
  HoldOut holdOut() {
    return new HoldOut(holdOut, knownFraction, validationFraction, perturbationGroup, seed, seeds, folds);
  }
}

package org.c3tl.cli;

import java.util.List;
import org.c3tl.data.Problems;
import org.c3tl.evaluate.HoldOut;
import org.c3tl.evaluate.Paper;
import org.c3tl.evaluate.Protocol;
import org.c3tl.evaluate.Scarcity;
import picocli.CommandLine.Option;

/** Options that say how folds are made. */
final class FoldOptions {
  private static final double KNOWN_FRACTION = 0.1;
  private static final double VALIDATION_FRACTION = 0.2;

  /** How folds are made. */
  enum Kind { HOLD_OUT, PAPER, SCARCITY }

  @Option(names = "--protocol", paramLabel = "NAME", defaultValue = "hold-out",
      description = "How folds are made: hold-out (every context in turn; see the options below), paper (section 5 of the paper: "
          + "at most 5 random contexts in turn, 8%% of a context's perturbations train, 2%% validate, 90%% are scored) or "
          + "scarcity (the paper's Figure 3: fewer and fewer training contexts and known perturbations, each within the larger) "
          + "(default: ${DEFAULT-VALUE}).")
  String protocol;

  @Option(names = "--hold-out", paramLabel = "COLUMN", defaultValue = "context",
      description = "Contexts that share a value of this column leave training together (default: ${DEFAULT-VALUE}).")
  String holdOut;

  @Option(names = "--known-fraction", paramLabel = "F",
      description = "Part of a held-out context's perturbations that stays known (default: 0.1).")
  Double knownFraction;

  @Option(names = "--validation-fraction", paramLabel = "F",
      description = "Part of the known perturbations that only validates (default: 0.2; scarcity: 0.25).")
  Double validationFraction;

  @Option(names = "--known-fractions", paramLabel = "F", split = ",",
      description = "Scarcity: parts of a held-out context's perturbations that stay known, each in a fold of its own (default: "
          + "0.8,0.5,0.3,0.2,0.1,0.05,0.01).")
  List<Double> knownFractions;

  @Option(names = "--training-contexts", paramLabel = "N", split = ",",
      description = "Scarcity: numbers of training contexts (values of the hold-out column), each in a fold of its own (default: "
          + "the paper's 43,20,10,5 of 43, scaled to what the table leaves).")
  List<Integer> trainingContexts;

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

  @Option(names = "--folds", paramLabel = "N",
      description = "Hold out at most N values, drawn at random; 0 for all, with scarcity for 5 (default: 0; paper: 5).")
  Integer folds;

  /**
   * @return the protocol, checked
   */
  Protocol protocol() {
    Kind kind = Choice.of("--protocol", Kind.class, protocol);
    Problems problems = new Problems();
    if (kind != Kind.SCARCITY) {
      problems.require(knownFractions == null, "--known-fractions is for --protocol scarcity; leave it out, or give one "
          + "--known-fraction.");
      problems.require(trainingContexts == null, "--training-contexts is for --protocol scarcity; leave it out.");
    } else {
      problems.require(knownFraction == null, "--protocol scarcity compares several known fractions; give --known-fractions "
          + "instead of --known-fraction.");
    }
    if (kind == Kind.PAPER) {
      problems.require(knownFraction == null && validationFraction == null, "--protocol paper fixes the known fraction to "
          + Paper.KNOWN_FRACTION + " and the validation fraction to " + Paper.VALIDATION_FRACTION
          + "; leave both out, or use --protocol hold-out.");
    }
    problems.throwIfAny();
    return switch (kind) {
      case HOLD_OUT -> new HoldOut(holdOut, or(knownFraction, KNOWN_FRACTION), or(validationFraction, VALIDATION_FRACTION),
          perturbationGroup, seed, seeds, or(folds, 0));
      case PAPER -> new Paper(holdOut, perturbationGroup, seed, seeds, or(folds, Paper.MAX_FOLDS));
      case SCARCITY -> new Scarcity(holdOut, or(trainingContexts, List.of()), or(knownFractions, Scarcity.KNOWN_FRACTIONS),
          or(validationFraction, Scarcity.VALIDATION_FRACTION), perturbationGroup, seed, seeds, or(folds, 0));
    };
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}

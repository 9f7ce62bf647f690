package org.c3tl.train;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Split;

/**
 * What a model is trained on.
 *
 * @param training effects that train, known ones of the targets included
 * @param validation effects that only validate, on the same genes, or null
 * @param targets contexts that shall be predicted; may be empty
 * @param split the split that the tables come from, or null where nothing was held out
 * @param groups group of each perturbation that belongs to one, by name: its members are known or wanted together
 */
public record TrainingSet(EffectTable training, EffectTable validation, List<String> targets, Split split,
    Map<String, String> groups) {
  /**
   * Checks that there is something to learn.
   *
   * @throws InvalidInputException if there is one context only, no perturbation was measured in two contexts, or a target has
   *     no known perturbation
   */
  public TrainingSet {
    targets = List.copyOf(targets);
    groups = Map.copyOf(groups);
    Problems problems = new Problems();
    int contexts = training.contexts().size();
    problems.require(contexts > 1, "The training effects have only one context, '" + training.contexts().name(0)
        + "'. C3TL carries effects from context to context and needs at least two.");
    problems.require(contexts == 1 || shared(training), "No perturbation of the training effects was measured in two contexts, "
        + "so nothing can be carried from one to another. Check that perturbations have the same names in all contexts.");
    for (String target : targets) {
      problems.require(training.contexts().contains(target), "The target context '" + target
          + "' has no known perturbation among the training effects. Measure a few perturbations in it, or raise the known "
          + "fraction. Contexts with effects are " + Problems.quote(training.contexts().names()) + ".");
    }
    problems.throwIfAny();
  }

  /**
   * Each perturbation is known or wanted by itself.
   *
   * @throws InvalidInputException as the other constructor does
   */
  public TrainingSet(EffectTable training, EffectTable validation, List<String> targets, Split split) {
    this(training, validation, targets, split, Map.of());
  }

  private static boolean shared(EffectTable t) {
    int[] count = new int[t.perturbations().size()];
    for (int r = 0; r < t.size(); r++) {
      if (++count[t.perturbation(r)] > 1) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param table all effects
   * @param split what to hold out
   * @param perturbationGroup annotation of perturbations whose members are known or wanted together; null for none
   * @return training and validation parts of the table; targets are the split's contexts
   */
  public static TrainingSet of(EffectTable table, Split split, String perturbationGroup) {
    table.contexts().requireAll(split.held().keySet());
    List<String> targets = new ArrayList<>(split.held().keySet());
    boolean anyValidation = !split.cells(table, Split.Role.VALIDATION).isEmpty();
    if (split.cells(table, Split.Role.TRAIN).isEmpty()) {
      throw new InvalidInputException("The split '" + split.name() + "' leaves nothing to train on.");
    }
    return new TrainingSet(table.where(r -> split.role(table.cell(r)) == Split.Role.TRAIN),
        anyValidation ? table.where(r -> split.role(table.cell(r)) == Split.Role.VALIDATION) : null, targets, split,
        table.perturbationGroups(perturbationGroup));
  }

  /**
   * The set that commands and nodes make of their options.
   *
   * @param table all effects
   * @param targets contexts that shall be predicted; none trains on everything
   * @param knownFraction part of the targets' perturbations that is known, drawn by the options' seed; null for all
   * @param validationFraction part of the targets' known perturbations that may only validate, in [0, 1)
   * @param perturbationGroup annotation of perturbations whose members are known or wanted together; null for none
   * @param options options; validation and seed matter here
   * @return training and validation parts of the table
   * @throws InvalidInputException if a target does not exist, or a fraction is out of range
   */
  public static TrainingSet of(EffectTable table, List<String> targets, Double knownFraction, double validationFraction,
      String perturbationGroup, TrainOptions options) {
    Map<String, String> groups = table.perturbationGroups(perturbationGroup);
    if (targets.isEmpty()) {
      return new TrainingSet(table, null, List.of(), null, groups);
    }
    boolean validates = options.validation() != TrainOptions.Validation.NONE;
    if (knownFraction == null && !validates) {
      table.contexts().requireAll(targets);
      return new TrainingSet(table, null, targets, null, groups);
    }
    Split drawn = Split.holdOut(table, String.join("+", targets), new LinkedHashSet<>(targets),
        knownFraction == null ? 1 : knownFraction, validates ? validationFraction : 0, groups, options.seed());
    return of(table, drawn, perturbationGroup);
  }

  /**
   * @return all effects that may be seen: training and validation
   */
  EffectTable everything() {
    if (validation == null) {
      return training;
    }
    EffectTable.Builder b = EffectTable.builder(training.kind(), training.genes()).normalisation(training.normalisation())
        .provenance(training.provenance());
    for (EffectTable t : List.of(training, validation)) {
      for (int r = 0; r < t.size(); r++) {
        b.row(t.cell(r).perturbation(), t.cell(r).context(), t.values(r));
      }
    }
    return b.build();
  }
}

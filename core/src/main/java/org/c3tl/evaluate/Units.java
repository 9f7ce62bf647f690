package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Split;

/**
 * What a table is cut into: contexts that share a value of a column belong together, and perturbations that share a value of
 * another.
 *
 * @param column annotation of contexts
 * @param all contexts of each value, in the order of the table
 * @param targets those contexts of each value that can be held out; values without any are missing
 * @param groups group of each perturbation that belongs to one
 * @param skipped why a context cannot be held out, by its name
 */
record Units(String column, Map<String, Set<String>> all, Map<String, Set<String>> targets, Map<String, String> groups,
    Map<String, String> skipped) {

  /**
   * @param table measured effects
   * @param column annotation of contexts
   * @param perturbationGroup annotation of perturbations, or null
   * @return its units
   * @throws InvalidInputException if a column does not exist or has several values for one context or perturbation, or all
   *     contexts share one value
   */
  static Units of(EffectTable table, String column, String perturbationGroup) {
    List<String> values = table.contextValues(column);
    requireTwo(table, column, values);
    Map<String, String> groups = table.perturbationGroups(perturbationGroup);
    Map<String, Set<String>> all = new LinkedHashMap<>();
    Map<String, Set<String>> targets = new LinkedHashMap<>();
    Map<String, String> skipped = new LinkedHashMap<>();
    for (int c = 0; c < values.size(); c++) {
      String context = table.contexts().name(c);
      all.computeIfAbsent(values.get(c), v -> new LinkedHashSet<>()).add(context);
      // One with a single perturbation has it known and leaves nothing to predict.
      if (measured(table, c, groups).size() < 2) {
        skipped.put(context, "only one perturbation" + (perturbationGroup == null ? "" : " group") + " was measured in it");
      } else {
        targets.computeIfAbsent(values.get(c), v -> new LinkedHashSet<>()).add(context);
      }
    }
    return new Units(column, all, targets, groups, skipped);
  }

  private static void requireTwo(EffectTable table, String column, List<String> values) {
    Set<String> missing = new LinkedHashSet<>();
    for (int c = 0; c < values.size(); c++) {
      if (values.get(c).isBlank()) {
        missing.add(table.contexts().name(c));
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException("Column '" + column + "' has no value for context " + Problems.quote(missing)
          + ". Fill it in, or hold out by another column.");
    }
    Set<String> distinct = new LinkedHashSet<>(values);
    if (distinct.size() < 2) {
      throw new InvalidInputException("Column '" + column + "' has the single value " + Problems.quote(distinct)
          + ", so nothing is left to learn from when it is held out. At least two different contexts are needed.");
    }
  }

  private static Set<String> measured(EffectTable table, int context, Map<String, String> groups) {
    Set<String> measured = new TreeSet<>();
    for (int p = 0; p < table.perturbations().size(); p++) {
      if (table.rowOf(p, context) >= 0) {
        String name = table.perturbations().name(p);
        measured.add(groups.getOrDefault(name, name));
      }
    }
    return measured;
  }

  /**
   * @param table the table of these units
   * @param name name of the fold
   * @param value value that is held out; one of {@link #targets()}
   * @param known part of its perturbations that stays known
   * @param validation part of the known ones that validates
   * @param excluded contexts that are used for nothing
   * @param trainingUnits number of values that train wholly
   * @param seed seed of the draw
   * @param skipped told why the fold has nothing to score
   * @return the fold, or null where it has nothing to score
   */
  Fold fold(EffectTable table, String name, String value, double known, double validation, Set<String> excluded,
      int trainingUnits, long seed, Map<String, String> skipped) {
    Split split = Split.holdOut(table, name, targets.get(value), known, validation, groups, seed);
    Map<String, Split.Held> held = new LinkedHashMap<>(split.held());
    held.values().removeIf(h -> h.test().isEmpty() && h.validation().isEmpty());
    Fold fold = Fold.of(table, new Split(name, seed, held, excluded))
        .at(new Fold.Place(value, trainingUnits, known), groups);
    if (!fold.wanted().isEmpty()) {
      return fold;
    }
    skipped.put(name, fold.unpredictable().isEmpty() ? "all of its perturbations are known at this known fraction"
        : "none of its test perturbations was measured in training");
    return null;
  }

  /**
   * @param folds folds made, maybe none
   * @param skipped why others were not
   * @return both
   * @throws InvalidInputException if there is no fold
   */
  static Protocol.Folds require(List<Fold> folds, Map<String, String> skipped) {
    if (folds.isEmpty()) {
      List<String> some = skipped.entrySet().stream().limit(3)
          .map(e -> "'" + e.getKey() + "', since " + e.getValue()).toList();
      throw new InvalidInputException("No context can be held out: " + String.join("; ", some)
          + (skipped.size() > 3 ? "; and " + (skipped.size() - 3) + " more" : "")
          + ". Each needs at least two perturbations that were measured in other contexts too.");
    }
    return new Protocol.Folds(folds, skipped);
  }
}

package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Split;

/**
 * Protocol of section 5 of the paper: all contexts that share a value leave training together, but for a few known
 * perturbations each; the rest of their perturbations is predicted. One fold for each value and seed.
 *
 * @param column annotation of contexts whose values leave together; {@code context} for one context at a time
 * @param knownFraction part of a target's perturbations that stays known, above 0 and below 1
 * @param validationFraction part of the known ones that only validates, at least 0 and below 1
 * @param perturbationGroup annotation of perturbations whose members are known or tested together, such as the alleles of a
 *     gene; null for none
 * @param seed first seed, at least 0
 * @param seeds number of seeds, {@code seed}, {@code seed + 1}, ...; at least 1
 * @param maxFolds at most so many values are held out, drawn with the first seed, the same for all seeds; 0 for all
 */
public record HoldOut(String column, double knownFraction, double validationFraction, String perturbationGroup, long seed,
    int seeds, int maxFolds) {
  /** Refuses options out of range, all at once. */
  public HoldOut {
    Problems problems = new Problems();
    problems.require(column != null && !column.isBlank(), "The column to hold out by has no name.");
    problems.require(knownFraction > 0 && knownFraction < 1, "The known fraction is " + knownFraction
        + "; it must be above 0 and below 1, since some perturbations must be known and others be left to predict.");
    problems.require(validationFraction >= 0 && validationFraction < 1,
        "The validation fraction is " + validationFraction + "; it must be at least 0 and below 1.");
    problems.require(seed >= 0, "The seed is " + seed + "; it must be at least 0.");
    problems.require(seeds >= 1 && seeds <= 1000, "The number of seeds is " + seeds + "; it must be 1 to 1000.");
    problems.require(maxFolds >= 0, "The number of folds is " + maxFolds + "; it must be at least 1, or 0 for all.");
    problems.throwIfAny();
  }

  /**
   * What came of a protocol on a table.
   *
   * @param folds the folds, at least one, by seed and then in the order of the contexts
   * @param skipped why a context or fold is not among the targets, by its name
   */
  public record Folds(List<Fold> folds, Map<String, String> skipped) {
    /** Copies both. */
    public Folds {
      folds = List.copyOf(folds);
      skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * @return test cells, over all folds, that nobody could predict and that are not scored
     */
    public int unpredictable() {
      return folds.stream().mapToInt(f -> f.unpredictable().size()).sum();
    }
  }

  /**
   * @param table measured effects
   * @return its folds
   * @throws InvalidInputException if a column does not exist or has several values for one context or perturbation, all
   *     contexts share one value, or no context has enough perturbations
   */
  public Folds folds(EffectTable table) {
    List<String> values = table.contextValues(column);
    requireTwo(table, values);
    List<String> group = groups(table);
    Map<String, String> skipped = new LinkedHashMap<>();
    Map<String, Set<String>> targets = targets(table, values, group, skipped);
    draw(targets);
    List<Fold> folds = new ArrayList<>();
    for (long s = seed; s < seed + seeds; s++) {
      for (Map.Entry<String, Set<String>> e : targets.entrySet()) {
        String name = e.getKey() + "_seed" + s;
        Split split = Split.holdOut(table, name, e.getValue(), knownFraction, validationFraction, group, s);
        Fold fold = Fold.of(table, withoutEmpty(split));
        if (fold.wanted().isEmpty()) {
          skipped.put(name, fold.unpredictable().isEmpty() ? "all of its perturbations are known at this known fraction"
              : "none of its test perturbations was measured in training");
        } else {
          folds.add(fold);
        }
      }
    }
    if (folds.isEmpty()) {
      throw new InvalidInputException("No context can be held out: " + reasons(skipped)
          + ". Each needs at least two perturbations that were measured in other contexts too.");
    }
    return new Folds(folds, skipped);
  }

  private void requireTwo(EffectTable table, List<String> values) {
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

  private List<String> groups(EffectTable table) {
    if (perturbationGroup == null) {
      return null;
    }
    List<String> group = new ArrayList<>(table.perturbationValues(perturbationGroup));
    // A perturbation without a group is one of its own.
    for (int p = 0; p < group.size(); p++) {
      if (group.get(p).isBlank()) {
        group.set(p, table.perturbations().name(p));
      }
    }
    return group;
  }

  /** Contexts to hold out, by value. One with a single perturbation has it known and leaves nothing to predict. */
  private static Map<String, Set<String>> targets(EffectTable table, List<String> values, List<String> group,
      Map<String, String> skipped) {
    Map<String, Set<String>> targets = new LinkedHashMap<>();
    for (int c = 0; c < values.size(); c++) {
      Set<String> measured = new TreeSet<>();
      for (int p = 0; p < table.perturbations().size(); p++) {
        if (table.rowOf(p, c) >= 0) {
          measured.add(group == null ? table.perturbations().name(p) : group.get(p));
        }
      }
      if (measured.size() < 2) {
        skipped.put(table.contexts().name(c),
            "only one perturbation" + (group == null ? "" : " group") + " was measured in it");
      } else {
        targets.computeIfAbsent(values.get(c), v -> new LinkedHashSet<>()).add(table.contexts().name(c));
      }
    }
    return targets;
  }

  private void draw(Map<String, Set<String>> targets) {
    if (maxFolds > 0 && targets.size() > maxFolds) {
      List<String> order = new ArrayList<>(targets.keySet());
      Collections.shuffle(order, new Random(seed));
      targets.keySet().retainAll(new LinkedHashSet<>(order.subList(0, maxFolds)));
    }
  }

  private static Split withoutEmpty(Split split) {
    Map<String, Split.Held> held = new LinkedHashMap<>(split.held());
    held.values().removeIf(h -> h.test().isEmpty() && h.validation().isEmpty());
    return new Split(split.name(), split.seed(), held);
  }

  private static String reasons(Map<String, String> skipped) {
    List<String> some = skipped.entrySet().stream().limit(3)
        .map(e -> "'" + e.getKey() + "', since " + e.getValue()).toList();
    return String.join("; ", some) + (skipped.size() > 3 ? "; and " + (skipped.size() - 3) + " more" : "");
  }
}

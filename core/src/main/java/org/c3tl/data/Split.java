package org.c3tl.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which cells of the grid a fold trains on, validates on and is tested on. Everything not listed trains, as in State's split
 * files ({@code [fewshot."dataset.context"]}). Validation and test never overlap. Contexts may be excluded, which pretends
 * that they were never measured. This class is immutable.
 *
 * @param name name of the fold
 * @param seed seed that the known perturbations were drawn with
 * @param held held-out perturbations of each target context, by context name
 * @param excluded contexts that are used for nothing; none of them is a target
 */
public record Split(String name, long seed, Map<String, Held> held, Set<String> excluded) {
  /**
   * Perturbations of one target context that are kept from training.
   *
   * @param validation shown to early stopping only
   * @param test shown to the evaluation only
   */
  public record Held(Set<String> validation, Set<String> test) {
    /** Copies and sorts both, and refuses an overlap. */
    public Held {
      validation = Collections.unmodifiableSet(new TreeSet<>(validation));
      test = Collections.unmodifiableSet(new TreeSet<>(test));
      Set<String> both = new TreeSet<>(validation);
      both.retainAll(test);
      if (!both.isEmpty()) {
        throw new InvalidInputException("Perturbations " + Problems.quote(both)
            + " are listed for validation and for test; each may be in only one of them.");
      }
    }
  }

  /** What a cell of the grid is used for. */
  public enum Role {
    /** Seen by training: another context, or a known perturbation of a target context. */
    TRAIN,
    /** Seen by early stopping only. */
    VALIDATION,
    /** Seen by the evaluation only. */
    TEST,
    /** Seen by nobody: its context is excluded. */
    EXCLUDED
  }

  /**
   * Copies map and set.
   *
   * @throws InvalidInputException if a target context is excluded
   */
  public Split {
    held = Collections.unmodifiableMap(new TreeMap<>(held));
    excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
    Set<String> both = new TreeSet<>(excluded);
    both.retainAll(held.keySet());
    if (!both.isEmpty()) {
      throw new InvalidInputException("Contexts " + Problems.quote(both)
          + " are excluded and have held-out perturbations; a context is either a target or left out altogether.");
    }
  }

  /**
   * A split that excludes no context.
   *
   * @param name name of the fold
   * @param seed seed that the known perturbations were drawn with
   * @param held held-out perturbations of each target context, by context name
   */
  public Split(String name, long seed, Map<String, Held> held) {
    this(name, seed, held, Set.of());
  }

  /**
   * @param contexts contexts to leave out altogether, beside those that are
   * @return the same split without them
   * @throws InvalidInputException if one of them is a target
   */
  public Split without(Collection<String> contexts) {
    Set<String> all = new TreeSet<>(excluded);
    all.addAll(contexts);
    return new Split(name, seed, held, all);
  }

  /**
   * @param cell a place on the grid
   * @return its role; {@link Role#TRAIN} where it is not listed
   */
  public Role role(Cell cell) {
    Held h = held.get(cell.context());
    if (h == null) {
      return excluded.contains(cell.context()) ? Role.EXCLUDED : Role.TRAIN;
    }
    return h.test().contains(cell.perturbation()) ? Role.TEST
        : h.validation().contains(cell.perturbation()) ? Role.VALIDATION : Role.TRAIN;
  }

  /**
   * @param table any table
   * @param role a role
   * @return places of the table's filled cells that have that role, in the order of its rows
   */
  public List<Cell> cells(EffectTable table, Role role) {
    List<Cell> found = new ArrayList<>();
    for (int r = 0; r < table.size(); r++) {
      Cell c = table.cell(r);
      if (role(c) == role) {
        found.add(c);
      }
    }
    return found;
  }

  /**
   * Holds out contexts, of which a random part of the perturbations stays known.
   *
   * <p>The perturbations of a context are put into an order that depends only on seed, context and group names. The first
   * ones, {@code round(knownFraction × n)} but at least one, are known; of these the last
   * {@code floor(validationFraction × known)} validate; all others are the test. Orders of one seed are nested: a smaller
   * known fraction gives a subset.
   *
   * @param table the effects
   * @param name name of the fold
   * @param targets contexts to hold out
   * @param knownFraction part of a target's perturbations (or groups of them) that is known, in (0, 1]
   * @param validationFraction part of the known ones that only validates, in [0, 1)
   * @param groupOf group of each perturbation that belongs to one, by name: its members are known or tested together
   * @param seed seed of the draw
   * @return the split
   * @throws InvalidInputException if a fraction is out of range or a target context does not exist
   */
  public static Split holdOut(EffectTable table, String name, Set<String> targets, double knownFraction,
      double validationFraction, Map<String, String> groupOf, long seed) {
    Problems problems = new Problems();
    problems.require(knownFraction > 0 && knownFraction <= 1,
        "The known fraction is " + knownFraction + "; it must be above 0 and at most 1.");
    problems.require(validationFraction >= 0 && validationFraction < 1,
        "The validation fraction is " + validationFraction + "; it must be at least 0 and below 1.");
    problems.throwIfAny();
    table.contexts().requireAll(targets);
    Map<String, Held> held = new LinkedHashMap<>();
    for (String target : targets) {
      int c = table.contexts().indexOf(target);
      Map<String, List<String>> groups = new TreeMap<>();
      for (int p = 0; p < table.perturbations().size(); p++) {
        if (table.rowOf(p, c) >= 0) {
          String perturbation = table.perturbations().name(p);
          groups.computeIfAbsent(groupOf.getOrDefault(perturbation, perturbation), g -> new ArrayList<>()).add(perturbation);
        }
      }
      List<String> order = new ArrayList<>(groups.keySet());
      shuffle(order, new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ target.hashCode()));
      int known = Math.max(1, (int) Math.round(knownFraction * order.size()));
      int validating = (int) Math.floor(validationFraction * known);
      Set<String> validation = new TreeSet<>();
      Set<String> test = new TreeSet<>();
      for (int i = known - validating; i < order.size(); i++) {
        (i < known ? validation : test).addAll(groups.get(order.get(i)));
      }
      held.put(target, new Held(validation, test));
    }
    return new Split(name, seed, held);
  }

  private static void shuffle(List<String> names, SplittableRandom random) {
    for (int i = names.size() - 1; i > 0; i--) {
      Collections.swap(names, i, random.nextInt(i + 1));
    }
  }
}

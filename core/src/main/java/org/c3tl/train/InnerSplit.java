package org.c3tl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;

/**
 * Chooses contexts that play the target, so that C3TL's number of epochs and the baselines' settings can be chosen on the very
 * task: as many perturbations stay known in them as in the target, but at most half of them, and the others validate.
 */
public final class InnerSplit {
  private static final int MOST_CONTEXTS = 3;
  private static final int MOST_SPLITS = 4;
  /** Once so many cells of so many contexts are hidden, a further split costs a training and tells little. */
  private static final int ENOUGH_HIDDEN = 2000;
  private static final int ENOUGH_CONTEXTS = 4;
  private static final int FEWEST_OTHERS = 3;
  private static final int FEWEST_HIDDEN = 5;
  private static final double DEFAULT_KNOWN = 0.1;

  private InnerSplit() { }

  /**
   * @param table effects that may be seen
   * @param targets the real targets, contexts of the table; they never play
   * @param groups group of each perturbation that belongs to one; its members are hidden or kept together
   * @param seed seed of the draw
   * @return splits whose playing contexts differ, all held perturbations as validation; none where too few contexts are
   *     measured well enough
   */
  public static List<Split> draw(EffectTable table, List<String> targets, Map<String, String> groups, long seed) {
    int contexts = table.contexts().size();
    int[] filled = new int[contexts];
    int[] contextsOf = new int[table.perturbations().size()];
    for (int r = 0; r < table.size(); r++) {
      filled[table.context(r)]++;
      contextsOf[table.perturbation(r)]++;
    }
    int known = Integer.MAX_VALUE;
    for (String t : targets) {
      known = Math.min(known, filled[table.contexts().indexOf(t)]);
    }
    List<Integer> candidates = new ArrayList<>();
    int others = 0;
    for (int c = 0; c < contexts; c++) {
      if (!targets.contains(table.contexts().name(c))) {
        others++;
        if (filled[c] - keep(known, filled[c]) >= FEWEST_HIDDEN) {
          candidates.add(c);
        }
      }
    }
    if (others < FEWEST_OTHERS || candidates.isEmpty()) {
      return List.of();
    }
    Random random = new Random(seed);
    Collections.shuffle(candidates, random);
    int count = Math.min(Math.min(MOST_CONTEXTS, Math.max(1, others / 4)), candidates.size());
    List<Split> splits = new ArrayList<>();
    int hidden = 0;
    for (int from = 0; from + count <= candidates.size() && splits.size() < MOST_SPLITS
        && (hidden < ENOUGH_HIDDEN || from < ENOUGH_CONTEXTS); from += count) {
      Split split = hide(table, candidates.subList(from, from + count), known, contextsOf, groups, random,
          seed);
      if (!split.held().isEmpty()) {
        splits.add(split);
        hidden += split.held().values().stream().mapToInt(h -> h.validation().size()).sum();
      }
    }
    return splits;
  }

  private static Split hide(EffectTable table, List<Integer> playing, int known, int[] contextsOf,
      Map<String, String> groups, Random random, long seed) {
    Map<String, Split.Held> held = new LinkedHashMap<>();
    Map<Integer, Integer> left = new HashMap<>();
    for (int c : playing) {
      List<Integer> measured = new ArrayList<>();
      for (int p = 0; p < contextsOf.length; p++) {
        if (table.rowOf(p, c) >= 0) {
          measured.add(p);
        }
      }
      Collections.shuffle(measured, random);
      Set<String> validation = new TreeSet<>();
      for (int p : hidden(measured, keep(known, measured.size()), table, groups)) {
        // A perturbation that would train nowhere cannot be predicted and so cannot validate.
        int remaining = left.getOrDefault(p, contextsOf[p]) - 1;
        if (remaining >= 1) {
          left.put(p, remaining);
          validation.add(table.perturbations().name(p));
        }
      }
      if (!validation.isEmpty()) {
        held.put(table.contexts().name(c), new Split.Held(validation, Set.of()));
      }
    }
    return new Split("inner", seed, held);
  }

  /** All but the first ones, groups as a whole; one group at least. */
  private static List<Integer> hidden(List<Integer> shuffled, int keep, EffectTable table, Map<String, String> groups) {
    Map<String, List<Integer>> units = new LinkedHashMap<>();
    for (int p : shuffled) {
      String name = table.perturbations().name(p);
      // A group may be called like a perturbation that is in none.
      String unit = groups.containsKey(name) ? "group " + groups.get(name) : "perturbation " + name;
      units.computeIfAbsent(unit, u -> new ArrayList<>()).add(p);
    }
    List<Integer> hidden = new ArrayList<>();
    int kept = 0;
    int left = units.size();
    for (List<Integer> unit : units.values()) {
      if (kept < keep && left > 1) {
        kept += unit.size();
      } else {
        hidden.addAll(unit);
      }
      left--;
    }
    return hidden;
  }

  private static int keep(int known, int filled) {
    int wanted = known == Integer.MAX_VALUE ? Math.max(3, (int) Math.round(DEFAULT_KNOWN * filled)) : known;
    return Math.min(wanted, filled / 2);
  }
}

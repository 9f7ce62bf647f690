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
  private static final int FEWEST_OTHERS = 3;
  private static final int FEWEST_HIDDEN = 5;
  private static final double DEFAULT_KNOWN = 0.1;

  private InnerSplit() { }

  /**
   * @param table effects that may be seen
   * @param targets the real targets, contexts of the table; they never play
   * @param seed seed of the draw
   * @return splits whose playing contexts differ, all held perturbations as validation; none where too few contexts are
   *     measured well enough
   */
  public static List<Split> draw(EffectTable table, List<String> targets, long seed) {
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
    for (int from = 0; from + count <= candidates.size() && splits.size() < MOST_SPLITS; from += count) {
      Split split = hide(table, candidates.subList(from, from + count), known, contextsOf, random, seed);
      if (!split.held().isEmpty()) {
        splits.add(split);
      }
    }
    return splits;
  }

  private static Split hide(EffectTable table, List<Integer> playing, int known, int[] contextsOf, Random random, long seed) {
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
      for (int p : measured.subList(keep(known, measured.size()), measured.size())) {
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

  private static int keep(int known, int filled) {
    int wanted = known == Integer.MAX_VALUE ? Math.max(3, (int) Math.round(DEFAULT_KNOWN * filled)) : known;
    return Math.min(wanted, filled / 2);
  }
}

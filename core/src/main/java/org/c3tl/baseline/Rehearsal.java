package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.train.InnerSplit;

/**
 * The task played with measured effects: some are hidden, and a method with given settings predicts them from all others.
 *
 * @param hidden for each row of the table, whether it is hidden
 * @param scored hidden rows that are predicted and scored; each perturbation was measured in another context that is seen
 */
record Rehearsal(boolean[] hidden, int[] scored) {
  /** As many cells validate C3TL; more tell nothing more. */
  private static final int MOST_CELLS = 512;
  /** Most rehearsals that hide one perturbation of the targets. */
  private static final int MOST_LEFT_OUT = 10;

  /**
   * The rehearsals that settings are chosen by. As C3TL does, other contexts play the target where enough are measured
   * ({@link InnerSplit}, the same draw). Elsewhere each known perturbation of the targets is left out in turn, in all of them
   * at once; none can be where a target has but one, and then there is no rehearsal.
   *
   * @param table all effects that may be seen
   * @param task what is to be predicted
   * @return the rehearsals; empty where nothing can be hidden
   */
  static List<Rehearsal> of(EffectTable table, Task task) {
    List<Rehearsal> played = played(table, task);
    return played.isEmpty() ? leavingOut(table, targets(table, task.wanted()), task) : played;
  }

  /**
   * The rehearsals in which other contexts play the target, different ones in each.
   *
   * @param table all effects that may be seen
   * @param task what is to be predicted
   * @return the rehearsals; empty where too few contexts are measured well enough
   */
  static List<Rehearsal> played(EffectTable table, Task task) {
    return InnerSplit.draw(table, targets(table, task.wanted()), task.groups(), task.seed()).stream()
        .map(split -> played(table, split, task.seed())).filter(Objects::nonNull).toList();
  }

  private static Rehearsal played(EffectTable table, Split inner, long seed) {
    boolean[] hidden = new boolean[table.size()];
    List<Integer> scored = new ArrayList<>();
    for (int r = 0; r < hidden.length; r++) {
      hidden[r] = inner.role(table.cell(r)) == Split.Role.VALIDATION;
      if (hidden[r]) {
        scored.add(r);
      }
    }
    scored.removeIf(r -> !elsewhere(table, r, hidden));
    Collections.shuffle(scored, new Random(seed));
    List<Integer> used = scored.subList(0, Math.min(MOST_CELLS, scored.size()));
    return used.isEmpty() ? null : new Rehearsal(hidden, ints(used));
  }

  private static List<String> targets(EffectTable table, List<Cell> wanted) {
    Set<String> names = new LinkedHashSet<>();
    wanted.forEach(cell -> names.add(cell.context()));
    names.removeIf(name -> !table.contexts().contains(name));
    return List.copyOf(names);
  }

  private static List<Rehearsal> leavingOut(EffectTable table, List<String> targets, Task task) {
    List<List<Integer>> rounds = new ArrayList<>();
    for (String target : targets) {
      int c = table.contexts().indexOf(target);
      List<Integer> known = new ArrayList<>();
      for (int p = 0; p < table.perturbations().size(); p++) {
        int row = table.rowOf(p, c);
        if (row >= 0 && elsewhere(table, row, null)) {
          known.add(row);
        }
      }
      Collections.shuffle(known, new Random(task.seed()));
      for (int i = 0; known.size() > 1 && i < Math.min(MOST_LEFT_OUT, known.size()); i++) {
        if (rounds.size() <= i) {
          rounds.add(new ArrayList<>());
        }
        rounds.get(i).add(known.get(i));
      }
    }
    List<Rehearsal> all = new ArrayList<>();
    for (List<Integer> rows : rounds) {
      boolean[] hidden = new boolean[table.size()];
      rows.forEach(r -> hide(table, r, task, hidden));
      rows.removeIf(r -> !elsewhere(table, r, hidden));
      if (!rows.isEmpty()) {
        all.add(new Rehearsal(hidden, ints(rows)));
      }
    }
    return all;
  }

  /** Hides a row and, in its context, the other members of its perturbation's group. */
  private static void hide(EffectTable table, int row, Task task, boolean[] hidden) {
    hidden[row] = true;
    String group = task.groups().get(table.cell(row).perturbation());
    for (int p = 0; group != null && p < table.perturbations().size(); p++) {
      int other = table.rowOf(p, table.context(row));
      if (other >= 0 && group.equals(task.groups().get(table.perturbations().name(p)))) {
        hidden[other] = true;
      }
    }
  }

  /** Whether another context with the row's perturbation is seen. */
  private static boolean elsewhere(EffectTable table, int row, boolean[] hidden) {
    for (int c = 0; c < table.contexts().size(); c++) {
      int other = c == table.context(row) ? -1 : table.rowOf(table.perturbation(row), c);
      if (other >= 0 && (hidden == null || !hidden[other])) {
        return true;
      }
    }
    return false;
  }

  private static int[] ints(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }
}

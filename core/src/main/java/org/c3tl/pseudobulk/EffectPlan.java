package org.c3tl.pseudobulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/**
 * Which groups make up which effects. Needs labels and numbers of cells only, so that everything that is wrong with them is
 * known before a matrix is read.
 *
 * @param control label of the control, or null for effects, which have none
 * @param rows the effects to make, by context and perturbation
 * @param notes what the user should know
 * @param minCells cells that a row needs
 * @param cellsTooFew cells of groups that were left out for being small
 * @param cellsWithoutControl cells left out because their context or batch has no control
 */
record EffectPlan(String control, List<Row> rows, List<String> notes, int minCells, long cellsTooFew,
    long cellsWithoutControl) {
  /**
   * One effect.
   *
   * @param label perturbation as in the files
   * @param name perturbation for people
   * @param treatment parsed label, or null where it is just a name
   * @param context its context
   * @param groups numbers of its groups, one per batch
   * @param controls numbers of the control group of each of them; null for effects
   * @param cells cells in the groups
   */
  record Row(String label, String name, TreatmentLabel treatment, String context, int[] groups, int[] controls,
      long cells) { }

  /**
   * @param keys the groups
   * @param cells cells of each
   * @param input what the values are
   * @param options the user's choices
   * @return the plan
   * @throws InvalidInputException if a control is missing, or no group is large enough
   */
  static EffectPlan of(List<GroupKey> keys, long[] cells, InputKind input, EffectOptions options) {
    if (keys.isEmpty()) {
      throw new InvalidInputException("No cell has both a perturbation and a context. Check the columns that were chosen.");
    }
    Map<String, Long> byPerturbation = new TreeMap<>();
    Map<String, Map<String, Integer>> controls = new TreeMap<>();
    for (int g = 0; g < cells.length; g++) {
      byPerturbation.merge(keys.get(g).perturbation(), cells[g], Long::sum);
    }
    List<String> notes = new ArrayList<>();
    boolean effects = input == InputKind.EFFECTS;
    String control = effects && options.controlLabel() == null ? null
        : ControlLabel.find(options.controlLabel(), byPerturbation);
    if (effects) {
      notes.add("The values are taken as effects already: they are averaged, and no control is subtracted"
          + (control == null ? "." : "; rows of '" + control + "' are left out."));
    } else {
      if (!control.equals(options.controlLabel()) && !control.equals(ControlLabel.DEFAULT)) {
        notes.add("Control: " + control + " (" + byPerturbation.get(control) + " cells).");
      }
      for (int g = 0; g < cells.length; g++) {
        GroupKey k = keys.get(g);
        if (k.perturbation().equals(control)) {
          controls.computeIfAbsent(k.context(), c -> new TreeMap<>()).put(k.batch(), g);
        }
      }
    }
    Map<String, String> names = names(byPerturbation.keySet(), notes);
    int minCells = options.minCells(input);
    long without = effects ? 0 : checkControls(keys, cells, control, controls, options.skipWithoutControl(), notes);
    smallControls(controls, cells, minCells, notes);

    Map<String, Map<String, List<Integer>>> grid = new TreeMap<>();
    for (int g = 0; g < cells.length; g++) {
      GroupKey k = keys.get(g);
      boolean usable = !k.perturbation().equals(control)
          && (effects || controls.getOrDefault(k.context(), Map.of()).containsKey(k.batch()));
      if (usable) {
        grid.computeIfAbsent(k.context(), c -> new TreeMap<>()).computeIfAbsent(k.perturbation(), p -> new ArrayList<>())
            .add(g);
      }
    }
    List<Row> rows = new ArrayList<>();
    long tooFew = 0;
    int groupsTooFew = 0;
    for (Map.Entry<String, Map<String, List<Integer>>> context : grid.entrySet()) {
      for (Map.Entry<String, List<Integer>> p : context.getValue().entrySet()) {
        // The same order of batches whatever the order of the files.
        int[] groups = p.getValue().stream().sorted(Comparator.comparing(g -> keys.get(g).batch())).mapToInt(g -> g)
            .toArray();
        long n = 0;
        int[] against = effects ? null : new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
          n += cells[groups[i]];
          if (!effects) {
            against[i] = controls.get(context.getKey()).get(keys.get(groups[i]).batch());
          }
        }
        if (n < minCells) {
          tooFew += n;
          groupsTooFew++;
        } else {
          rows.add(new Row(p.getKey(), names.get(p.getKey()), TreatmentLabel.parse(p.getKey()), context.getKey(), groups,
              against, n));
        }
      }
    }
    rows.sort(Comparator.comparing(Row::context).thenComparing(Row::name));
    String unit = effects ? "rows" : "cells";
    if (rows.isEmpty()) {
      throw new InvalidInputException(groupsTooFew == 0
          ? "There is no perturbation beside the control '" + control + "'."
          : "None of the " + groupsTooFew + " (perturbation, context) groups has " + minCells + " " + unit
          + " or more. Lower --min-cells, or check the columns that were chosen.");
    }
    if (groupsTooFew > 0) {
      notes.add("Left out " + groupsTooFew + " of " + (groupsTooFew + rows.size()) + " (perturbation, context) groups with "
          + "fewer than " + minCells + " " + unit + " (--min-cells), " + tooFew + " " + unit + " together.");
    }
    onlyControls(controls, rows, notes);
    long contexts = rows.stream().map(Row::context).distinct().count();
    if (contexts == 1) {
      notes.add("There is only one context, '" + rows.get(0).context() + "'. These effects can be predicted into, but a "
          + "model needs at least two contexts to train on.");
    }
    return new EffectPlan(control, rows, notes, minCells, tooFew, without);
  }

  private static long checkControls(List<GroupKey> keys, long[] cells, String control,
      Map<String, Map<String, Integer>> controls, boolean skip, List<String> notes) {
    Map<String, long[]> contexts = new TreeMap<>();
    Map<String, Map<String, Long>> batches = new TreeMap<>();
    long lost = 0;
    for (int g = 0; g < cells.length; g++) {
      GroupKey k = keys.get(g);
      Map<String, Integer> have = controls.get(k.context());
      if (have == null) {
        contexts.computeIfAbsent(k.context(), c -> new long[1])[0] += cells[g];
        lost += cells[g];
      } else if (!have.containsKey(k.batch())) {
        batches.computeIfAbsent(k.context(), c -> new TreeMap<>()).merge(k.batch(), cells[g], Long::sum);
        lost += cells[g];
      }
    }
    if (lost == 0) {
      return 0;
    }
    Problems problems = new Problems();
    contexts.forEach((c, n) -> problems.add("Context '" + c + "' has " + n[0] + " cells but none of the control '" + control
        + "'."));
    batches.forEach((c, of) -> of.forEach((b, n) -> problems.add("Context '" + c + "' has " + n + " cells in batch '" + b
        + "' but none of the control '" + control + "' there.")));
    if (skip) {
      notes.add("Left out " + lost + " cells without a control: "
          + (contexts.isEmpty() ? "" : contexts.size() + " contexts (" + Problems.quote(contexts.keySet()) + ")")
          + (contexts.isEmpty() || batches.isEmpty() ? "" : ", and ")
          + (batches.isEmpty() ? "" : "some batches of " + batches.size() + " contexts (" + Problems.quote(batches.keySet())
          + ")")
          + ".");
      return lost;
    }
    problems.add("An effect needs control cells of the same context" + (batches.isEmpty() ? "" : " and batch")
        + ". Check --control-label" + (batches.isEmpty() ? "" : " and --batch-column")
        + ", or leave such cells out with --skip-without-control.");
    problems.throwIfAny();
    return lost;
  }

  private static void smallControls(Map<String, Map<String, Integer>> controls, long[] cells, int minCells,
      List<String> notes) {
    List<String> small = new ArrayList<>();
    controls.forEach((context, groups) -> {
      long n = groups.values().stream().mapToLong(g -> cells[g]).sum();
      if (n < minCells) {
        small.add(context + " (" + n + ")");
      }
    });
    if (!small.isEmpty()) {
      notes.add("Warning: fewer than " + minCells + " control cells in " + Problems.quote(small)
          + "; their noise goes into every effect of the context.");
    }
  }

  private static void onlyControls(Map<String, Map<String, Integer>> controls, List<Row> rows, List<String> notes) {
    TreeSet<String> left = new TreeSet<>(controls.keySet());
    rows.forEach(r -> left.remove(r.context()));
    if (!left.isEmpty()) {
      notes.add("No effect could be made for " + (left.size() == 1 ? "context " : "contexts ") + Problems.quote(left)
          + ", which " + (left.size() == 1 ? "has" : "have") + " control cells but no large enough perturbation.");
    }
  }

  /** Names for people, unique: labels that would get the same name keep their own. */
  private static Map<String, String> names(Iterable<String> labels, List<String> notes) {
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, Integer> uses = new TreeMap<>();
    int parsed = 0;
    for (String label : labels) {
      TreatmentLabel t = TreatmentLabel.parse(label);
      parsed += t == null ? 0 : 1;
      String name = t == null ? label : t.name();
      names.put(label, name);
      uses.merge(name, 1, Integer::sum);
    }
    names.replaceAll((label, name) -> uses.get(name) > 1 ? label : name);
    if (parsed > 0) {
      notes.add("Read drug, dose and unit from " + parsed + " perturbation labels of the form [('drug', dose, 'unit')].");
    }
    return names;
  }
}

package org.c3tl.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/** Names of the columns that say what a row of effects is, and how to find them. */
final class EffectColumns {
  static final String PERTURBATION = "perturbation";
  static final String CONTEXT = "context";
  static final String CELLS = "n_cells";

  /** Names that other tools use (scPerturb, State, CPA, PerturBench, CMap), for advice and for GCT. */
  private static final List<String> LIKE_PERTURBATION = List.of("perturbation", "pert_iname", "cmap_name", "target_gene",
      "condition", "condition2", "gene", "target", "drug", "drugname_drugconc", "drugname", "compound", "treatment",
      "cytokine", "guide", "perturbation_name", "pert", "pert_id", "treatment_name");
  private static final List<String> LIKE_CONTEXT = List.of("context", "cell_id", "cell_iname", "cell_line", "cell_type",
      "celltype", "cell_name", "condition1", "cell_type_clean", "donor_ct_clean", "cell", "tissue", "donor", "cellline");

  /** Stands between a name and the number of its row. */
  private static final char NUMBER = '\u001f';

  private EffectColumns() { }

  /**
   * Checks that both columns are there.
   *
   * @param where file and part of it, as messages begin
   * @param names columns that exist
   * @param perturbation wanted column of perturbations
   * @param context wanted column of contexts
   * @throws InvalidInputException naming what is missing, what there is, and what the user may have meant
   */
  static void require(String where, Collection<String> names, String perturbation, String context) {
    Problems problems = new Problems();
    require(problems, where, names, perturbation, LIKE_PERTURBATION, "perturbation");
    require(problems, where, names, context, LIKE_CONTEXT, "context");
    problems.require(!perturbation.equals(context),
        "The column '" + perturbation + "' cannot be both perturbation and context; name two columns.");
    problems.throwIfAny();
  }

  private static void require(Problems problems, String where, Collection<String> names, String wanted, List<String> like,
      String role) {
    if (names.contains(wanted)) {
      return;
    }
    Set<String> likely = new LinkedHashSet<>();
    for (String l : like) {
      for (String n : names) {
        if (n.toLowerCase(Locale.ROOT).equals(l)) {
          likely.add(n);
        }
      }
    }
    problems.add(where + " has no column '" + wanted + "' for the " + role + "s. "
        + (names.isEmpty() ? "It has no such columns at all." : "There are " + Problems.quote(names) + ".")
        + (likely.isEmpty() ? " Rename the right one" : " Did you mean " + Problems.quote(likely) + "? Rename it")
        + " in the file; commands with the option --" + role + "-column take any name.");
  }

  /**
   * @param names columns that exist
   * @param pairs pairs of perturbation and context column, the best first
   * @return the first pair that is there, or null
   */
  static String[] firstPair(Collection<String> names, String[][] pairs) {
    for (String[] pair : pairs) {
      if (names.contains(pair[0]) && names.contains(pair[1])) {
        return pair;
      }
    }
    return null;
  }

  /**
   * Checks names before anything large is read.
   *
   * @param file the file
   * @param unit what a row is called, such as {@code obs row}
   * @param perturbation one per row
   * @param context one per row
   * @param where describes a row by its number from 0
   * @param advice what to do about duplicates
   * @throws InvalidInputException naming rows without name and duplicate pairs
   */
  static void requireUnique(Path file, String unit, List<String> perturbation, List<String> context,
      java.util.function.IntFunction<String> where, String advice) {
    Problems problems = new Problems();
    Map<List<String>, Integer> seen = new HashMap<>();
    List<String> twice = new ArrayList<>();
    int duplicates = 0;
    int blank = 0;
    for (int r = 0; r < perturbation.size(); r++) {
      String p = perturbation.get(r);
      String c = context.get(r);
      boolean noP = p == null || p.isBlank();
      if (noP || c == null || c.isBlank()) {
        if (blank++ < 3) {
          problems.add(file + ", " + where.apply(r) + ", has no " + (noP ? "perturbation" : "context") + ".");
        }
        continue;
      }
      Integer first = seen.putIfAbsent(List.of(p, c), r);
      if (first != null && duplicates++ < 3) {
        twice.add("(" + p + ", " + c + ") in " + where.apply(first) + " and " + where.apply(r));
      }
    }
    problems.require(blank <= 3, file + ": " + blank + " rows have no perturbation or no context.");
    problems.require(duplicates == 0, file + " has several rows of the same perturbation and context: "
        + String.join("; ", twice) + (duplicates > twice.size() ? "; and " + (duplicates - twice.size()) + " more " + unit
        + "s" : "") + ". " + advice);
    problems.throwIfAny();
  }

  /**
   * Tells rows of the same names apart.
   *
   * @param perturbations one per row
   * @return the same names, each but blank ones with a {@link #NUMBER} and the number of its row behind
   */
  static List<String> numbered(List<String> perturbations) {
    List<String> names = new ArrayList<>();
    for (String name : perturbations) {
      names.add(name == null || name.isBlank() ? name : name + NUMBER + names.size());
    }
    return names;
  }

  /**
   * @param name a name from {@link #numbered}
   * @return the name as in the file
   */
  static String unnumbered(String name) {
    return name.substring(0, name.lastIndexOf(NUMBER));
  }

  /**
   * Where an annotation of the file goes by another column's reserved name, because the user chose a different column.
   *
   * @param name name in the file
   * @return name in the table
   */
  static String annotation(String name) {
    return name.equals(PERTURBATION) || name.equals(CONTEXT) || name.equals(CELLS) ? "original_" + name : name;
  }
}

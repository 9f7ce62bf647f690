package org.c3tl.knime.logic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/**
 * Which columns of a table mean what. Genes are all columns of numbers that are nothing else. A column {@code GENE (sd)} beside
 * a column {@code GENE} holds standard deviations; they are used where every gene has one. This class is immutable.
 *
 * @param perturbation position of the perturbations
 * @param context position of the contexts
 * @param cells position of the numbers of cells, or -1
 * @param genes positions of the genes
 * @param sd positions of the genes' standard deviations, in the order of {@code genes}; empty where there are none
 * @param annotations positions of further columns of text
 * @param names names of all columns of the table
 */
public record EffectColumns(int perturbation, int context, int cells, List<Integer> genes, List<Integer> sd,
    List<Integer> annotations, List<String> names) {
  /** Name of the column of perturbations in tables that C3TL makes. */
  public static final String PERTURBATION = "perturbation";
  /** Name of the column of contexts in tables that C3TL makes. */
  public static final String CONTEXT = "context";
  /** Name of the column with numbers of cells. */
  public static final String CELLS = "n_cells";
  /** What follows a gene's name in the name of its column of standard deviations. */
  public static final String SD = " (sd)";

  /** Names that data sets and tools use, those that say most first. */
  private static final List<String> LIKE_PERTURBATION = List.of(PERTURBATION, "pert_iname", "cmap_name", "target_gene",
      "condition", "treatment", "drugname_drugconc", "drug", "drugname", "compound", "cytokine", "guide", "perturbation_name",
      "treatment_name", "gene", "target", "pert", "pert_id", "condition2");
  private static final List<String> LIKE_CONTEXT = List.of(CONTEXT, "cell_line", "cell_type", "celltype", "cellline",
      "cell_id", "cell_iname", "cell_name", "donor", "tissue", "cell", "cell_type_clean", "donor_ct_clean", "condition1");

  /** Copies the lists. */
  public EffectColumns {
    genes = List.copyOf(genes);
    sd = List.copyOf(sd);
    annotations = List.copyOf(annotations);
    names = List.copyOf(names);
  }

  /**
   * @param columns columns of a table
   * @return name of the text column that obviously holds the perturbations, or {@code ""}
   */
  public static String guessPerturbation(List<TableColumn> columns) {
    return guess(columns, LIKE_PERTURBATION);
  }

  /**
   * @param columns columns of a table
   * @return name of the text column that obviously holds the contexts, or {@code ""}
   */
  public static String guessContext(List<TableColumn> columns) {
    return guess(columns, LIKE_CONTEXT);
  }

  private static String guess(List<TableColumn> columns, List<String> like) {
    for (String name : like) {
      for (TableColumn c : columns) {
        if (c.kind() == TableColumn.Kind.TEXT && c.name().toLowerCase(Locale.ROOT).replace(' ', '_').equals(name)) {
          return c.name();
        }
      }
    }
    return "";
  }

  /**
   * @param table name of the table, for messages
   * @param columns its columns
   * @param perturbation name of the column of perturbations
   * @param context name of the column of contexts
   * @param ignored columns that are not used; names that do not exist are passed over
   * @return what the columns mean
   * @throws org.c3tl.data.InvalidInputException naming everything that is wrong: columns that are missing, no genes
   */
  public static EffectColumns of(String table, List<TableColumn> columns, String perturbation, String context,
      Collection<String> ignored) {
    Problems problems = new Problems();
    int p = label(problems, table, columns, perturbation, PERTURBATION);
    int c = label(problems, table, columns, context, CONTEXT);
    problems.require(p < 0 || p != c, "The column '" + perturbation + "' cannot be both perturbation and context; choose two "
        + "columns.");
    Set<String> unused = new HashSet<>(ignored);
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).kind().isNumber()) {
        numbers.put(columns.get(i).name(), i);
      }
    }
    int cells = -1;
    List<Integer> genes = new ArrayList<>();
    List<Integer> sd = new ArrayList<>();
    List<Integer> annotations = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TableColumn column = columns.get(i);
      if (i == p || i == c || unused.contains(column.name())) {
        continue;
      }
      if (column.kind() == TableColumn.Kind.TEXT) {
        annotations.add(i);
      } else if (column.kind().isNumber()) {
        if (column.name().equals(CELLS)) {
          cells = i;
        } else if (!isSd(column.name(), numbers)) {
          genes.add(i);
          Integer s = numbers.get(column.name() + SD);
          if (s != null && !unused.contains(column.name() + SD)) {
            sd.add(s);
          }
        }
      }
    }
    problems.require(!genes.isEmpty(), table + " has no column of numbers for genes. Each gene needs a column of its own, named "
        + "after the gene; transpose or pivot the table where genes are rows.");
    problems.throwIfAny();
    return new EffectColumns(p, c, cells, genes, sd.size() == genes.size() ? sd : List.of(), annotations,
        columns.stream().map(TableColumn::name).toList());
  }

  private static boolean isSd(String name, Map<String, Integer> numbers) {
    return name.endsWith(SD) && numbers.containsKey(name.substring(0, name.length() - SD.length()));
  }

  private static int label(Problems problems, String table, List<TableColumn> columns, String wanted, String role) {
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(wanted)) {
        return i;
      }
      if (columns.get(i).kind() == TableColumn.Kind.TEXT) {
        texts.add(columns.get(i).name());
      }
    }
    String choose = texts.isEmpty() ? " It has no column of text at all." : " Choose one of " + Problems.quote(texts)
        + " in the dialog.";
    problems.add(wanted == null || wanted.isEmpty() ? "No column of " + table + " is chosen for the " + role + "s." + choose
        : table + " has no column '" + wanted + "' for the " + role + "s." + choose);
    return -1;
  }

  /**
   * @param wanted names of genes
   * @return the same columns without other genes; genes that are not there are passed over
   */
  public EffectColumns onlyGenes(Collection<String> wanted) {
    Set<String> keep = new HashSet<>(wanted);
    List<Integer> kept = new ArrayList<>();
    List<Integer> keptSd = new ArrayList<>();
    for (int g = 0; g < genes.size(); g++) {
      if (keep.contains(names.get(genes.get(g)))) {
        kept.add(genes.get(g));
        if (!sd.isEmpty()) {
          keptSd.add(sd.get(g));
        }
      }
    }
    return new EffectColumns(perturbation, context, cells, kept, keptSd, annotations, names);
  }

  /**
   * @return names of the genes, in the order of their columns
   */
  public List<String> geneNames() {
    return genes.stream().map(names::get).toList();
  }

  /**
   * @return names under which the annotations go on, in their order: names that C3TL reserves get {@code original_} before
   *     them
   */
  public List<String> annotationNames() {
    return annotations.stream().map(names::get)
        .map(n -> n.equals(PERTURBATION) || n.equals(CONTEXT) || n.equals(CELLS) ? "original_" + n : n).toList();
  }

  /**
   * @param table name of the table, for messages
   * @param column name of a further column of text, or null or blank for none
   * @return the name under which it goes on as an annotation, or null for none
   * @throws InvalidInputException if there is no such column
   */
  public String annotation(String table, String column) {
    if (column == null || column.isBlank()) {
      return null;
    }
    List<String> all = annotations.stream().map(names::get).toList();
    if (!all.contains(column)) {
      throw new InvalidInputException(table + " has no further column of text '" + column + "'. "
          + (all.isEmpty() ? "It has none; choose None." : "Choose one of " + Problems.quote(all) + " or None."));
    }
    return annotationNames().get(all.indexOf(column));
  }
}

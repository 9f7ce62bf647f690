package org.c3tl.pseudobulk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.io.StoredColumn;
import org.c3tl.io.StoredFrame;

/** Groups of cells over all files, numbered as they are first met, and which group each cell belongs to. */
final class CellLabels {
  /** Names that published data sets use for the two columns, to point out in messages. */
  private static final List<String> PERTURBATION_COLUMNS = List.of("perturbation", "condition", "target_gene", "gene",
      "target", "drugname_drugconc", "cytokine", "perturbation_key", "condition2");
  private static final List<String> CONTEXT_COLUMNS = List.of("context", "cell_type", "celltype", "cell_line", "cell_name",
      "cell_type_clean", "donor_ct_clean", "label", "condition1");

  private final List<GroupKey> keys = new ArrayList<>();
  private final Map<GroupKey, Integer> index = new HashMap<>();
  private final List<int[]> groupOf = new ArrayList<>();
  private long[] cells = new long[64];
  private CellCounts counts = CellCounts.NONE;

  /**
   * Reads the labels of one more file.
   *
   * @param source the file
   * @param options names of the columns
   * @throws InvalidInputException if a column is missing, naming all that are
   */
  void add(CellSource source, SummingOptions options) {
    StoredFrame obs = source.obs();
    Problems problems = new Problems();
    requireColumn(problems, source, "perturbation", options.perturbationColumn(), PERTURBATION_COLUMNS);
    requireColumn(problems, source, "context", options.contextColumn(), CONTEXT_COLUMNS);
    if (options.batchColumn() != null) {
      requireColumn(problems, source, "batch", options.batchColumn(), List.of());
    }
    problems.throwIfAny();
    Labels p = Labels.of(obs.column(options.perturbationColumn()));
    Labels c = Labels.of(obs.column(options.contextColumn()));
    Labels b = options.batchColumn() == null ? null : Labels.of(obs.column(options.batchColumn()));
    int n = obs.rows();
    int[] group = new int[n];
    Map<Combination, Integer> local = new HashMap<>();
    // One key for all look-ups: an object for each of millions of cells would be most of what the heap grows by.
    Combination key = new Combination();
    long noPerturbation = 0;
    long noContext = 0;
    long noBatch = 0;
    for (int i = 0; i < n; i++) {
      int pi = p.of(i);
      int ci = c.of(i);
      int bi = b == null ? 0 : b.of(i);
      if (pi < 0 || ci < 0 || bi < 0) {
        noPerturbation += pi < 0 ? 1 : 0;
        noContext += pi >= 0 && ci < 0 ? 1 : 0;
        noBatch += pi >= 0 && ci >= 0 ? 1 : 0;
        group[i] = -1;
        continue;
      }
      key.perturbation = pi;
      key.context = ci;
      key.batch = bi;
      Integer known = local.get(key);
      if (known == null) {
        known = number(new GroupKey(p.names.get(pi), c.names.get(ci), b == null ? "" : b.names.get(bi)));
        local.put(key, known);
        key = new Combination();
      }
      group[i] = known;
      cells[known]++;
    }
    groupOf.add(group);
    counts = counts.plus(new CellCounts(n, noPerturbation, noContext, noBatch, 0));
  }

  private int number(GroupKey key) {
    Integer i = index.putIfAbsent(key, keys.size());
    if (i != null) {
      return i;
    }
    keys.add(key);
    if (keys.size() > cells.length) {
      cells = Arrays.copyOf(cells, 2 * cells.length);
    }
    return keys.size() - 1;
  }

  private static void requireColumn(Problems problems, CellSource source, String what, String column, List<String> usual) {
    List<String> names = source.obs().columnNames();
    if (names.contains(column)) {
      return;
    }
    List<String> likely = usual.stream().filter(names::contains).toList();
    problems.add(source.name() + " has no obs column '" + column + "' for the " + what + ". Its columns are "
        + Problems.quote(names) + ". Name the right one with --" + what + "-column"
        + (likely.isEmpty() ? "." : ", for example --" + what + "-column " + likely.get(0) + "."));
  }

  /** Codes of a cell's labels; not to be changed while it is a key of a map. */
  private static final class Combination {
    private int perturbation;
    private int context;
    private int batch;

    @Override
    public int hashCode() {
      return (perturbation * 31 + context) * 31 + batch;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Combination k && k.perturbation == perturbation && k.context == context && k.batch == batch;
    }
  }

  /** Codes of one column, and which of its categories mean a missing value, in any of the ways that pipelines write them. */
  private record Labels(List<String> names, StoredColumn column, boolean[] missing) {
    static Labels of(StoredColumn column) {
      List<String> names = column.categories();
      boolean[] missing = new boolean[names.size()];
      for (int k = 0; k < missing.length; k++) {
        String name = names.get(k);
        // Columns turned into text on the way, as nf-core/scrnaseq does when it combines files, hold "nan".
        missing[k] = name == null || name.isBlank() || name.equals("nan") || name.equals("NaN") || name.equals("<NA>");
      }
      return new Labels(names, column, missing);
    }

    /** Code of a cell, or -1 where it is missing. */
    int of(int cell) {
      int code = column.code(cell);
      return code < 0 || missing[code] ? -1 : code;
    }
  }

  /**
   * @return the groups, by number
   */
  List<GroupKey> keys() {
    return keys;
  }

  /**
   * @return cells of each group
   */
  long[] cells() {
    return Arrays.copyOf(cells, keys.size());
  }

  /**
   * @param source number of the file, in the order added
   * @return group of each of its cells, -1 where a label is missing
   */
  int[] groupOf(int source) {
    return groupOf.get(source);
  }

  /**
   * @return what became of the cells
   */
  CellCounts counts() {
    return counts;
  }
}

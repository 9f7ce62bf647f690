package org.c3tl.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Gene vectors on a sparse grid {@code perturbations × contexts × genes}: the filled cells are rows, each holding one
 * float32 per gene in the units of the source (log1p difference, log2 fold change, z-score). Every value is finite and no
 * (perturbation, context) stands twice. This class is immutable; {@link #values(int)} hands out its own storage to avoid
 * copies and callers must not write to it.
 *
 * <p>Beside the values a row may have a standard deviation per gene, a number of cells, and text annotations (obs columns
 * such as {@code cell_line}); a context may have its control profile.
 */
public final class EffectTable {
  private final TableKind kind;
  private final Axis perturbations;
  private final Axis contexts;
  private final Axis genes;
  private final int[] rowPerturbation;
  private final int[] rowContext;
  private final float[][] values;
  private final float[][] sd;
  private final double[] cells;
  private final Map<String, List<String>> columns;
  private final Map<String, float[]> controls;
  private final String normalisation;
  private final Provenance provenance;
  private final Grid grid;

  private EffectTable(TableKind kind, Axis perturbations, Axis contexts, Axis genes, int[] rowPerturbation, int[] rowContext,
      float[][] values, float[][] sd, double[] cells, Map<String, List<String>> columns, Map<String, float[]> controls,
      String normalisation, Provenance provenance) {
    this.kind = kind;
    this.perturbations = perturbations;
    this.contexts = contexts;
    this.genes = genes;
    this.rowPerturbation = rowPerturbation;
    this.rowContext = rowContext;
    this.values = values;
    this.sd = sd;
    this.cells = cells;
    this.columns = columns;
    this.controls = controls;
    this.normalisation = normalisation;
    this.provenance = provenance;
    this.grid = Grid.of(rowPerturbation, rowContext, perturbations.size(), contexts.size());
  }

  /**
   * @param kind what the values are
   * @param genes the gene axis
   * @return an empty builder
   */
  public static Builder builder(TableKind kind, Axis genes) {
    return new Builder(kind, genes);
  }

  /**
   * @return what the values are
   */
  public TableKind kind() {
    return kind;
  }

  /**
   * @return names of the perturbations, in order of first appearance
   */
  public Axis perturbations() {
    return perturbations;
  }

  /**
   * @return names of the contexts, in order of first appearance
   */
  public Axis contexts() {
    return contexts;
  }

  /**
   * @return names of the genes
   */
  public Axis genes() {
    return genes;
  }

  /**
   * @return number of filled cells
   */
  public int size() {
    return values.length;
  }

  /**
   * @param row 0 to {@code size() - 1}
   * @return position of its perturbation on {@link #perturbations()}
   */
  public int perturbation(int row) {
    return rowPerturbation[row];
  }

  /**
   * @param row 0 to {@code size() - 1}
   * @return position of its context on {@link #contexts()}
   */
  public int context(int row) {
    return rowContext[row];
  }

  /**
   * @param row 0 to {@code size() - 1}
   * @return its place on the grid, by name
   */
  public Cell cell(int row) {
    return new Cell(perturbations.name(rowPerturbation[row]), contexts.name(rowContext[row]));
  }

  /**
   * @param row 0 to {@code size() - 1}
   * @return one value per gene; the table's own storage, not to be written to
   */
  public float[] values(int row) {
    return values[row];
  }

  /**
   * @param perturbation position on {@link #perturbations()}
   * @param context position on {@link #contexts()}
   * @return the row that fills this cell, or -1 where nothing was measured
   */
  public int rowOf(int perturbation, int context) {
    return grid.row(perturbation, context);
  }

  /**
   * @param cell a place by name
   * @return the row that fills it, or -1 where a name is unknown or nothing was measured
   */
  public int rowOf(Cell cell) {
    int p = perturbations.indexOf(cell.perturbation());
    int c = contexts.indexOf(cell.context());
    return p < 0 || c < 0 ? -1 : rowOf(p, c);
  }

  /**
   * @return whether rows carry a standard deviation per gene
   */
  public boolean hasSd() {
    return sd != null;
  }

  /**
   * @param row 0 to {@code size() - 1}
   * @return standard deviation per gene, in the units of the values; the table's own storage
   * @throws IllegalStateException if the table has none
   */
  public float[] sd(int row) {
    if (sd == null) {
      throw new IllegalStateException("the table has no standard deviations");
    }
    return sd[row];
  }

  /**
   * @param row 0 to {@code size() - 1}
   * @return number of biological cells behind the row, or NaN where unknown
   */
  public double cells(int row) {
    return cells == null ? Double.NaN : cells[row];
  }

  /**
   * @return whether the numbers of cells are known
   */
  public boolean hasCells() {
    return cells != null;
  }

  /**
   * @return text annotations, column name to one value per row ({@code ""} = missing); without {@code perturbation},
   *     {@code context} and {@code n_cells}
   */
  public Map<String, List<String>> columns() {
    return columns;
  }

  /**
   * @return control profile by context name, one value per gene; empty where unknown
   */
  public Map<String, float[]> controls() {
    return controls;
  }

  /**
   * @return how the values were normalised, for people; may be empty
   */
  public String normalisation() {
    return normalisation;
  }

  /**
   * @return how the table came to be
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The value of an annotation for each context, for annotations that belong to contexts such as {@code cell_line}.
   *
   * @param column {@code context} itself or one of {@link #columns()}
   * @return one value per context, in the order of {@link #contexts()}
   * @throws InvalidInputException if there is no such column, or a context has several values in it
   */
  public List<String> contextValues(String column) {
    return axisValues(column, "context", contexts, rowContext);
  }

  /**
   * The value of an annotation for each perturbation, for annotations that belong to perturbations such as {@code gene}.
   *
   * @param column {@code perturbation} itself or one of {@link #columns()}
   * @return one value per perturbation, in the order of {@link #perturbations()}
   * @throws InvalidInputException if there is no such column, or a perturbation has several values in it
   */
  public List<String> perturbationValues(String column) {
    return axisValues(column, "perturbation", perturbations, rowPerturbation);
  }

  /**
   * Perturbations that belong together, such as the alleles of a gene or the doses of a drug.
   *
   * @param column one of {@link #columns()}, or null for none
   * @return value of the column for each perturbation that has one; empty without a column
   * @throws InvalidInputException as {@link #perturbationValues(String)} does
   */
  public Map<String, String> perturbationGroups(String column) {
    Map<String, String> groups = new LinkedHashMap<>();
    List<String> values = column == null ? List.of() : perturbationValues(column);
    for (int p = 0; p < values.size(); p++) {
      if (!values.get(p).isBlank()) {
        groups.put(perturbations.name(p), values.get(p));
      }
    }
    return groups;
  }

  private List<String> axisValues(String column, String self, Axis axis, int[] rowAt) {
    if (column.equals(self)) {
      return axis.names();
    }
    List<String> cells = columns.get(column);
    if (cells == null) {
      Set<String> known = new LinkedHashSet<>();
      known.add(self);
      known.addAll(columns.keySet());
      throw new InvalidInputException("The table has no column '" + column + "'. It has " + Problems.quote(known) + ".");
    }
    String[] of = new String[axis.size()];
    Problems problems = new Problems();
    for (int r = 0; r < size(); r++) {
      int at = rowAt[r];
      if (of[at] == null) {
        of[at] = cells.get(r);
      } else if (!of[at].equals(cells.get(r))) {
        problems.add("Column '" + column + "' must have one value per " + self + ", but " + self + " '" + axis.name(at)
            + "' has both '" + of[at] + "' and '" + cells.get(r) + "'.");
        break;
      }
    }
    problems.throwIfAny();
    for (int i = 0; i < of.length; i++) {
      of[i] = of[i] == null ? "" : of[i];
    }
    return List.of(of);
  }

  /**
   * @param keep which rows to keep
   * @return a table of those rows whose axes hold just the names that still occur; gene vectors are shared, not copied
   * @throws InvalidInputException if no row is kept
   */
  public EffectTable where(IntPredicate keep) {
    Builder b = builder(kind, genes).normalisation(normalisation).provenance(provenance);
    controls.forEach(b::control);
    List<Integer> kept = new ArrayList<>();
    for (int r = 0; r < size(); r++) {
      if (keep.test(r)) {
        kept.add(r);
        Cell at = cell(r);
        b.row(at.perturbation(), at.context(), values[r], sd == null ? null : sd[r], cells(r));
      }
    }
    columns.forEach((name, v) -> {
      List<String> picked = new ArrayList<>(kept.size());
      kept.forEach(r -> picked.add(v.get(r)));
      b.column(name, picked);
    });
    return b.build();
  }

  /**
   * @param wanted genes to keep, in the order wanted
   * @return a table on that gene axis
   * @throws InvalidInputException naming every wanted gene that this table lacks
   */
  public EffectTable withGenes(Axis wanted) {
    if (wanted.equals(genes)) {
      return this;
    }
    List<String> missing = wanted.names().stream().filter(g -> !genes.contains(g)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(missing.size() + " of " + wanted.size() + " genes are missing in the table: "
          + Problems.quote(missing) + ". Its first genes are " + Problems.quote(genes.names())
          + ". Use the same gene names (symbols or identifiers) on both sides.");
    }
    int[] from = wanted.names().stream().mapToInt(genes::indexOf).toArray();
    Map<String, float[]> control = new LinkedHashMap<>();
    controls.forEach((c, v) -> control.put(c, pick(v, from)));
    return new EffectTable(kind, perturbations, contexts, wanted, rowPerturbation, rowContext, pick(values, from),
        sd == null ? null : pick(sd, from), cells, columns, Collections.unmodifiableMap(control), normalisation, provenance);
  }

  /**
   * @param name column name
   * @param perRow one value per row
   * @return a table with the annotation added or replaced
   */
  public EffectTable withColumn(String name, List<String> perRow) {
    if (perRow.size() != size()) {
      throw new IllegalArgumentException("column has " + perRow.size() + " values for " + size() + " rows");
    }
    Map<String, List<String>> m = new LinkedHashMap<>(columns);
    m.put(name, List.copyOf(perRow));
    return new EffectTable(kind, perturbations, contexts, genes, rowPerturbation, rowContext, values, sd, cells,
        Collections.unmodifiableMap(m), controls, normalisation, provenance);
  }

  /**
   * @param changed the new provenance
   * @return the same table with it
   */
  public EffectTable withProvenance(Provenance changed) {
    return new EffectTable(kind, perturbations, contexts, genes, rowPerturbation, rowContext, values, sd, cells, columns,
        controls, normalisation, changed);
  }

  private static float[][] pick(float[][] rows, int[] from) {
    float[][] picked = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      picked[r] = pick(rows[r], from);
    }
    return picked;
  }

  private static float[] pick(float[] row, int[] from) {
    float[] picked = new float[from.length];
    for (int g = 0; g < from.length; g++) {
      picked[g] = row[from[g]];
    }
    return picked;
  }

  @Override
  public String toString() {
    return kind.id() + " table of " + perturbations.size() + " perturbations × " + contexts.size() + " contexts × "
        + genes.size() + " genes, " + size() + " cells filled";
  }

  /** Gathers rows and checks them all in {@link #build()}. Not for use by several threads. */
  public static final class Builder {
    private final TableKind kind;
    private final Axis genes;
    private final Map<String, Integer> perturbations = new LinkedHashMap<>();
    private final Map<String, Integer> contexts = new LinkedHashMap<>();
    private final List<int[]> at = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();
    private final List<float[]> sd = new ArrayList<>();
    private final List<Double> cells = new ArrayList<>();
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, float[]> controls = new LinkedHashMap<>();
    private final Problems problems = new Problems();
    private String normalisation = "";
    private Provenance provenance = Provenance.NONE;

    private Builder(TableKind kind, Axis genes) {
      this.kind = kind;
      this.genes = genes;
    }

    /**
     * @param perturbation name
     * @param context name
     * @param row one value per gene; kept, not copied
     * @return this
     */
    public Builder row(String perturbation, String context, float[] row) {
      return row(perturbation, context, row, null, Double.NaN);
    }

    /**
     * @param perturbation name
     * @param context name
     * @param row one value per gene; kept, not copied
     * @param rowSd one standard deviation per gene, or null; all rows must have it or none
     * @param nCells number of biological cells behind the row, or NaN
     * @return this
     */
    public Builder row(String perturbation, String context, float[] row, float[] rowSd, double nCells) {
      int n = values.size();
      if (perturbation == null || perturbation.isBlank() || context == null || context.isBlank()) {
        problems.add("Row " + (n + 1) + " has no " + (perturbation == null || perturbation.isBlank() ? "perturbation"
            : "context") + ".");
      }
      String where = "Row " + (n + 1) + " (perturbation '" + perturbation + "', context '" + context + "')";
      check(where, "value", row);
      if (rowSd != null) {
        check(where, "standard deviation", rowSd);
      }
      at.add(new int[] {index(perturbations, perturbation), index(contexts, context)});
      values.add(row);
      sd.add(rowSd);
      cells.add(nCells);
      return this;
    }

    private void check(String where, String what, float[] row) {
      if (row.length != genes.size()) {
        problems.add(where + " has " + row.length + " " + what + "s for " + genes.size() + " genes.");
        return;
      }
      int bad = -1;
      int count = 0;
      for (int g = 0; g < row.length; g++) {
        if (!Float.isFinite(row[g])) {
          bad = count++ == 0 ? g : bad;
        }
      }
      if (count > 0) {
        problems.add(where + " has " + count + " " + what
            + (count == 1 ? " that is not a finite number, (" : "s that are not finite numbers, the first (") + row[bad]
            + ") for gene '" + genes.name(bad) + "'. Remove or impute them.");
      }
    }

    private static int index(Map<String, Integer> axis, String name) {
      Integer i = axis.putIfAbsent(name, axis.size());
      return i == null ? axis.size() - 1 : i;
    }

    /**
     * @param name column name
     * @param perRow one value per row in the order of the rows; null means missing
     * @return this
     */
    public Builder column(String name, List<String> perRow) {
      columns.put(name, perRow.stream().map(v -> v == null ? "" : v).toList());
      return this;
    }

    /**
     * @param context name
     * @param profile control profile of that context, one value per gene; kept, not copied. Ignored where no row has the
     *     context
     * @return this
     */
    public Builder control(String context, float[] profile) {
      check("The control profile of context '" + context + "'", "value", profile);
      controls.put(context, profile);
      return this;
    }

    /**
     * @param text how the values were normalised
     * @return this
     */
    public Builder normalisation(String text) {
      normalisation = text == null ? "" : text;
      return this;
    }

    /**
     * @param p how the table came to be
     * @return this
     */
    public Builder provenance(Provenance p) {
      provenance = p;
      return this;
    }

    /**
     * @return the table
     * @throws InvalidInputException naming everything that is wrong: duplicate cells, non-finite values, wrong lengths, no
     *     rows at all
     */
    public EffectTable build() {
      int n = values.size();
      problems.require(n > 0, "The table has no rows: there is no (perturbation, context) in it.");
      // Not List.copyOf: a missing name, a problem noted above, is null here.
      List<String> perturbationNames = new ArrayList<>(perturbations.keySet());
      List<String> contextNames = new ArrayList<>(contexts.keySet());
      Map<Long, Integer> seen = new HashMap<>(n * 2);
      for (int r = 0; r < n; r++) {
        Integer first = seen.putIfAbsent((long) at.get(r)[0] << 32 | at.get(r)[1], r);
        if (first != null) {
          problems.add("Perturbation '" + perturbationNames.get(at.get(r)[0]) + "' in context '"
              + contextNames.get(at.get(r)[1]) + "' stands twice, in rows " + (first + 1) + " and " + (r + 1)
              + ". Average the replicates first or name them apart.");
        }
      }
      columns.forEach((name, v) -> problems.require(v.size() == n,
          "Column '" + name + "' has " + v.size() + " values for " + n + " rows."));
      long withSd = sd.stream().filter(s -> s != null).count();
      problems.require(withSd == 0 || withSd == n, "Only " + withSd + " of " + n + " rows have standard deviations.");
      problems.throwIfAny();
      int[] p = at.stream().mapToInt(a -> a[0]).toArray();
      int[] c = at.stream().mapToInt(a -> a[1]).toArray();
      double[] nCells = cells.stream().mapToDouble(Double::doubleValue).toArray();
      boolean anyCells = Arrays.stream(nCells).anyMatch(v -> !Double.isNaN(v));
      Map<String, float[]> kept = new LinkedHashMap<>(controls);
      kept.keySet().retainAll(contexts.keySet());
      return new EffectTable(kind, axis("perturbation", perturbations.keySet()), axis("context", contexts.keySet()), genes,
          p, c, values.toArray(float[][]::new), withSd == 0 ? null : sd.toArray(float[][]::new), anyCells ? nCells : null,
          Collections.unmodifiableMap(new LinkedHashMap<>(columns)), Collections.unmodifiableMap(kept), normalisation,
          provenance);
    }

    private static Axis axis(String kind, Collection<String> names) {
      return Axis.of(kind, names);
    }
  }
}

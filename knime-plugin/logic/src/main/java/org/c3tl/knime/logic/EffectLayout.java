package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;

/**
 * Columns of a table of effects: perturbation, context, annotations, number of cells, one per gene, and one standard deviation
 * per gene. This class is immutable.
 *
 * @param annotations names of the columns of text after perturbation and context
 * @param cells whether there is a column {@code n_cells}
 * @param genes names of the genes
 * @param sd whether each gene has a column {@code GENE (sd)} too
 */
public record EffectLayout(List<String> annotations, boolean cells, List<String> genes, boolean sd) {
  /** Refuses columns of the same name. */
  public EffectLayout {
    annotations = List.copyOf(annotations);
    genes = List.copyOf(genes);
    Set<String> names = new HashSet<>();
    Set<String> twice = new LinkedHashSet<>();
    for (TableColumn c : columns(annotations, cells, genes, sd)) {
      if (!names.add(c.name())) {
        twice.add(c.name());
      }
    }
    if (!twice.isEmpty()) {
      throw new InvalidInputException("A gene has the name of another column: " + Problems.quote(twice) + ". Rename the gene.");
    }
  }

  /**
   * @return the columns, in order
   */
  public List<TableColumn> columns() {
    return columns(annotations, cells, genes, sd);
  }

  private static List<TableColumn> columns(List<String> annotations, boolean cells, List<String> genes, boolean sd) {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(new TableColumn(EffectColumns.PERTURBATION, TableColumn.Kind.TEXT));
    columns.add(new TableColumn(EffectColumns.CONTEXT, TableColumn.Kind.TEXT));
    annotations.forEach(a -> columns.add(new TableColumn(a, TableColumn.Kind.TEXT)));
    if (cells) {
      columns.add(new TableColumn(EffectColumns.CELLS, TableColumn.Kind.NUMBER));
    }
    genes.forEach(g -> columns.add(new TableColumn(g, TableColumn.Kind.NUMBER)));
    if (sd) {
      genes.forEach(g -> columns.add(new TableColumn(g + EffectColumns.SD, TableColumn.Kind.NUMBER)));
    }
    return columns;
  }

  /**
   * @param table a table on these genes; columns that it lacks stay missing
   * @param sink takes one row per filled cell
   * @param progress told of rows
   * @throws IOException if the sink fails
   */
  public void write(EffectTable table, RowSink sink, Progress progress) throws IOException {
    EffectTable of = table.withGenes(Axis.of("gene", genes));
    List<Object> row = new ArrayList<>();
    for (int r = 0; r < of.size(); r++) {
      progress.update((double) r / of.size(), "writing the table");
      row.clear();
      row.add(of.cell(r).perturbation());
      row.add(of.cell(r).context());
      for (String a : annotations) {
        List<String> column = of.columns().get(a);
        row.add(column == null || column.get(r).isEmpty() ? null : column.get(r));
      }
      if (cells) {
        row.add(Double.isNaN(of.cells(r)) ? null : of.cells(r));
      }
      for (float v : of.values(r)) {
        row.add((double) v);
      }
      for (int g = 0; sd && g < genes.size(); g++) {
        row.add(of.hasSd() ? (Object) (double) of.sd(r)[g] : null);
      }
      sink.accept(row);
    }
  }
}

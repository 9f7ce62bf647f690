package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table in memory, made of cells that are String, Double, Long or null. */
final class MemoryRows implements RowSource, RowSink {
  private final List<TableColumn> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  MemoryRows(List<TableColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Columns {@code perturbation}, {@code context} and the genes. */
  static MemoryRows effects(String... genes) {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(new TableColumn("perturbation", TableColumn.Kind.TEXT));
    columns.add(new TableColumn("context", TableColumn.Kind.TEXT));
    for (String g : genes) {
      columns.add(new TableColumn(g, TableColumn.Kind.NUMBER));
    }
    return new MemoryRows(columns);
  }

  MemoryRows row(Object... cells) {
    List<Object> row = new ArrayList<>();
    for (Object c : cells) {
      row.add(c);
    }
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(row.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(row);
    return this;
  }

  @Override
  public void accept(List<Object> values) {
    row(values.toArray());
  }

  List<List<Object>> rows() {
    return rows;
  }

  @Override
  public String name() {
    return "the table";
  }

  @Override
  public List<TableColumn> columns() {
    return columns;
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    for (List<Object> row : rows) {
      visitor.visit(new Row() {
        @Override
        public String text(int column) {
          return row.get(column) == null ? null : row.get(column).toString();
        }

        @Override
        public double number(int column) {
          return row.get(column) instanceof Number n ? n.doubleValue() : Double.NaN;
        }
      });
    }
  }
}

package org.c3tl.knime.nodes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.c3tl.knime.logic.RowSink;
import org.c3tl.knime.logic.RowSource;
import org.c3tl.knime.logic.TableColumn;
import org.c3tl.knime.logic.TableOrigin;
import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/** KNIME's tables as rows, and rows as KNIME's tables. */
final class Tables {
  private Tables() { }

  /** Writes rows. */
  @FunctionalInterface
  interface Writer {
    void write(RowSink sink) throws IOException;
  }

  static List<TableColumn> columns(DataTableSpec spec) {
    List<TableColumn> columns = new ArrayList<>(spec.getNumColumns());
    for (DataColumnSpec c : spec) {
      columns.add(new TableColumn(c.getName(), kind(c.getType())));
    }
    return columns;
  }

  private static TableColumn.Kind kind(DataType type) {
    if (type.isCompatible(BooleanValue.class)) {
      return TableColumn.Kind.OTHER;
    }
    if (type.isCompatible(IntValue.class) || type.isCompatible(LongValue.class)) {
      return TableColumn.Kind.COUNT;
    }
    if (type.isCompatible(DoubleValue.class)) {
      return TableColumn.Kind.NUMBER;
    }
    return type.isCompatible(StringValue.class) ? TableColumn.Kind.TEXT : TableColumn.Kind.OTHER;
  }

  /** What the table's maker noted in the properties of a column; they survive filters and joins of columns and rows. */
  static TableOrigin origin(DataTableSpec spec) {
    for (DataColumnSpec c : spec) {
      if (c.getProperties().containsProperty(TableOrigin.KEY)) {
        return TableOrigin.read(c.getProperties().getProperty(TableOrigin.KEY));
      }
    }
    return TableOrigin.UNKNOWN;
  }

  static DataTableSpec spec(List<TableColumn> columns, TableOrigin origin) {
    DataColumnSpec[] specs = new DataColumnSpec[columns.size()];
    for (int i = 0; i < specs.length; i++) {
      DataColumnSpecCreator creator = new DataColumnSpecCreator(columns.get(i).name(), switch (columns.get(i).kind()) {
        case NUMBER -> DoubleCell.TYPE;
        case COUNT -> LongCell.TYPE;
        case TEXT, OTHER -> StringCell.TYPE;
      });
      if (i == 0 && origin != null) {
        creator.setProperties(new DataColumnProperties(Map.of(TableOrigin.KEY, origin.write())));
      }
      specs[i] = creator.createSpec();
    }
    return new DataTableSpec(specs);
  }

  static RowSource source(BufferedDataTable table, String name) {
    List<TableColumn> columns = columns(table.getDataTableSpec());
    return new RowSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<TableColumn> columns() {
        return columns;
      }

      @Override
      public long size() {
        return table.size();
      }

      @Override
      public void forEach(Visitor visitor) throws IOException {
        Cells cells = new Cells();
        try (CloseableRowIterator rows = table.iterator()) {
          while (rows.hasNext()) {
            cells.row = rows.next();
            visitor.visit(cells);
          }
        }
      }
    };
  }

  private static final class Cells implements RowSource.Row {
    private DataRow row;

    @Override
    public String text(int column) {
      DataCell cell = row.getCell(column);
      return cell.isMissing() ? null : cell instanceof StringValue s ? s.getStringValue() : cell.toString();
    }

    @Override
    public double number(int column) {
      return row.getCell(column) instanceof DoubleValue d ? d.getDoubleValue() : Double.NaN;
    }
  }

  /**
   * @param exec where the table is made
   * @param spec its columns
   * @param writer gives the rows
   * @return the table
   * @throws IOException if the writer throws it
   * @throws CancellationException if the user cancelled
   */
  static BufferedDataTable write(ExecutionContext exec, DataTableSpec spec, Writer writer) throws IOException {
    BufferedDataContainer container = exec.createDataContainer(spec);
    long[] n = new long[1];
    try {
      writer.write(values -> {
        DataCell[] cells = new DataCell[values.size()];
        for (int i = 0; i < cells.length; i++) {
          cells[i] = cell(values.get(i));
        }
        Work.check(exec);
        container.addRowToTable(new DefaultRow(RowKey.createRowKey(n[0]++), cells));
      });
    } finally {
      container.close();
    }
    return container.getTable();
  }

  private static DataCell cell(Object value) {
    return value == null ? DataType.getMissingCell() : value instanceof String s ? new StringCell(s)
        : value instanceof Long l ? new LongCell(l) : new DoubleCell((Double) value);
  }
}

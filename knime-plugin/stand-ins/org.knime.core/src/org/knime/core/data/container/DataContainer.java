// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/container/DataContainer.java
package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;

public class DataContainer {
  private final DataTableSpec spec;
  private final List<DataRow> rows = new ArrayList<>();
  private final Set<RowKey> keys = new HashSet<>();
  private boolean closed;

  public DataContainer(final DataTableSpec spec) {
    this.spec = spec;
  }

  public void addRowToTable(final DataRow row) {
    if (closed) {
      throw new IllegalStateException("Container is closed.");
    }
    if (row.getNumCells() != spec.getNumColumns()) {
      throw new IllegalArgumentException("Row " + row.getKey() + " has " + row.getNumCells() + " cells, the table "
          + spec.getNumColumns() + " columns.");
    }
    for (int i = 0; i < row.getNumCells(); i++) {
      if (!row.getCell(i).isMissing() && !spec.getColumnSpec(i).getType().isASuperTypeOf(row.getCell(i).getType())) {
        throw new IllegalArgumentException("Runtime class of object \"" + row.getCell(i) + "\" (index " + i
            + ") is not compatible with column " + spec.getColumnSpec(i));
      }
    }
    if (!keys.add(row.getKey())) {
      throw new IllegalArgumentException("Found duplicate row ID \"" + row.getKey() + "\"");
    }
    rows.add(row);
  }

  public void close() {
    closed = true;
  }

  public boolean isClosed() {
    return closed;
  }

  public boolean isOpen() {
    return !closed;
  }

  public long size() {
    return rows.size();
  }

  public DataTableSpec getTableSpec() {
    return spec;
  }

  public DataTable getTable() {
    throw new UnsupportedOperationException("Only BufferedDataContainer makes tables here.");
  }

  protected final List<DataRow> standInRows() {
    if (!closed) {
      throw new IllegalStateException("Cannot get table: container is not closed.");
    }
    return rows;
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/def/DefaultRow.java
package org.knime.core.data.def;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;

public class DefaultRow implements DataRow {
  private final RowKey key;
  private final List<DataCell> cells;

  public DefaultRow(final RowKey rowKey, final DataCell... row) {
    this(rowKey, Arrays.asList(row));
  }

  public DefaultRow(final String rowId, final DataCell... row) {
    this(new RowKey(rowId), Arrays.asList(row));
  }

  public DefaultRow(final String rowId, final List<DataCell> row) {
    this(new RowKey(rowId), row);
  }

  public DefaultRow(final RowKey rowKey, final List<DataCell> row) {
    key = rowKey;
    cells = List.copyOf(row);
  }

  @Override
  public final int getNumCells() {
    return cells.size();
  }

  @Override
  public final RowKey getKey() {
    return key;
  }

  @Override
  public final DataCell getCell(final int index) {
    return cells.get(index);
  }

  @Override
  public Iterator<DataCell> iterator() {
    return cells.iterator();
  }

  @Override
  public boolean equals(final Object obj) {
    return obj instanceof DefaultRow r && key.equals(r.key) && cells.equals(r.cells);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key + ": " + cells;
  }
}

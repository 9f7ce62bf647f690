// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataRow.java
package org.knime.core.data;

public interface DataRow extends Iterable<DataCell> {
  int getNumCells();

  RowKey getKey();

  DataCell getCell(final int index);
}

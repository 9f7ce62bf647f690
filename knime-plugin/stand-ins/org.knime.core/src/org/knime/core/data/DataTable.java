// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataTable.java
package org.knime.core.data;

public interface DataTable extends Iterable<DataRow> {
  DataTableSpec getDataTableSpec();

  @Override
  RowIterator iterator();
}

// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/data/DataTable.java
// at analytics-platform/5.8.0.
package org.knime.core.data;

public interface DataTable extends Iterable<DataRow> {
  DataTableSpec getDataTableSpec();

  @Override
  RowIterator iterator();
}

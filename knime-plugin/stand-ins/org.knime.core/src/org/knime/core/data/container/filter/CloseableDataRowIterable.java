// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/container/filter/CloseableDataRowIterable.java
package org.knime.core.data.container.filter;

import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;

public interface CloseableDataRowIterable extends Iterable<DataRow> {
  @Override
  CloseableRowIterator iterator();
}

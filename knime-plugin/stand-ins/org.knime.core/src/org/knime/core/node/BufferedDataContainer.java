// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/BufferedDataContainer.java
package org.knime.core.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.DataContainer;

public class BufferedDataContainer extends DataContainer {
  BufferedDataContainer(final DataTableSpec spec) {
    super(spec);
  }

  @Override
  public BufferedDataTable getTable() {
    return new BufferedDataTable(getTableSpec(), standInRows());
  }
}

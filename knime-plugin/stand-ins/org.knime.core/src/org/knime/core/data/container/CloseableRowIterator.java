// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/container/CloseableRowIterator.java
package org.knime.core.data.container;

import java.io.Closeable;
import org.knime.core.data.RowIterator;

public abstract class CloseableRowIterator extends RowIterator implements Closeable {
  @Override
  public abstract void close();
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/RowIterator.java
package org.knime.core.data;

import java.util.Iterator;

public abstract class RowIterator implements Iterator<DataRow> {
  @Override
  public abstract boolean hasNext();

  @Override
  public abstract DataRow next();
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataCell.java
package org.knime.core.data;

import java.io.Serializable;

public abstract class DataCell implements DataValue, Serializable {
  public final DataType getType() {
    return DataType.getType(getClass());
  }

  public boolean isMissing() {
    return false;
  }

  @Override
  public abstract String toString();

  @Override
  public final boolean equals(final Object o) {
    return o instanceof DataCell other && getClass() == other.getClass() && equalsDataCell(other);
  }

  protected abstract boolean equalsDataCell(final DataCell dc);

  @Override
  public abstract int hashCode();
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataColumnDomain.java
package org.knime.core.data;

import java.util.Set;

public final class DataColumnDomain {
  private final Set<DataCell> values;

  DataColumnDomain(final Set<DataCell> values) {
    this.values = values;
  }

  public Set<DataCell> getValues() {
    return values;
  }

  public boolean hasValues() {
    return values != null;
  }
}

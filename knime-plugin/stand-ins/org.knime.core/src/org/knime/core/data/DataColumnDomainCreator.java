// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataColumnDomainCreator.java
package org.knime.core.data;

import java.util.LinkedHashSet;
import java.util.Set;

public class DataColumnDomainCreator {
  private Set<DataCell> values;

  public DataColumnDomainCreator() { }

  public DataColumnDomainCreator(final Set<? extends DataCell> values) {
    setValues(values);
  }

  public void setValues(final Set<? extends DataCell> newValues) {
    values = new LinkedHashSet<>(newValues);
  }

  public DataColumnDomain createDomain() {
    return new DataColumnDomain(values);
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataTableSpecCreator.java
package org.knime.core.data;

import java.util.ArrayList;
import java.util.List;

public final class DataTableSpecCreator {
  private final List<DataColumnSpec> columns = new ArrayList<>();
  private String name = "default";

  public DataTableSpecCreator() { }

  public DataTableSpecCreator(final DataTableSpec spec) {
    addColumns(spec);
  }

  public DataTableSpecCreator addColumns(final DataColumnSpec... specs) {
    columns.addAll(List.of(specs));
    return this;
  }

  public DataTableSpecCreator addColumns(final DataTableSpec fromSpec) {
    fromSpec.forEach(columns::add);
    return this;
  }

  public DataTableSpecCreator setName(final String name) {
    this.name = name;
    return this;
  }

  public DataTableSpec createSpec() {
    return new DataTableSpec(name, columns.toArray(DataColumnSpec[]::new));
  }
}

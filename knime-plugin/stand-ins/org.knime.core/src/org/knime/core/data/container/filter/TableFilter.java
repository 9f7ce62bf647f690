// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/container/filter/TableFilter.java
package org.knime.core.data.container.filter;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.knime.core.data.DataTableSpec;

public final class TableFilter {
  private final Set<Integer> columns;

  private TableFilter(final Set<Integer> columns) {
    this.columns = columns;
  }

  public static TableFilter materializeCols(final int... indices) {
    Set<Integer> columns = new TreeSet<>();
    for (int i : indices) {
      columns.add(i);
    }
    return new TableFilter(columns);
  }

  public static TableFilter materializeCols(final DataTableSpec spec, final String... columnNames) {
    int[] indices = new int[columnNames.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = spec.findColumnIndex(columnNames[i]);
    }
    return materializeCols(indices);
  }

  public Optional<Set<Integer>> getMaterializeColumnIndices() {
    return Optional.of(columns);
  }
}

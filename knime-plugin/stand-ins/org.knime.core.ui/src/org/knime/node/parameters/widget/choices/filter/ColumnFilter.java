// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/filter/ColumnFilter.java
package org.knime.node.parameters.widget.choices.filter;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.persistence.Persistable;

public final class ColumnFilter implements Persistable {
  String[] selected;
  boolean includeUnknown;

  public ColumnFilter() {
    this(new String[0]);
  }

  public ColumnFilter(final String[] selected) {
    this.selected = Objects.requireNonNull(selected);
  }

  public ColumnFilter(final List<DataColumnSpec> selectedColumns) {
    this(selectedColumns.stream().map(DataColumnSpec::getName).toArray(String[]::new));
  }

  public ColumnFilter withExcludeUnknownColumns() {
    includeUnknown = false;
    return this;
  }

  public ColumnFilter withIncludeUnknownColumns() {
    includeUnknown = true;
    return this;
  }

  public String[] filter(final List<DataColumnSpec> choices) {
    Set<String> wanted = new HashSet<>(Arrays.asList(selected));
    return choices.stream().map(DataColumnSpec::getName).filter(n -> includeUnknown || wanted.contains(n))
        .toArray(String[]::new);
  }

  public String[] filterFromFullSpec(final DataTableSpec spec) {
    return filter(spec.stream().toList());
  }

  public String[] getMissingSelected(final List<DataColumnSpec> choices) {
    Set<String> there = new HashSet<>();
    choices.forEach(c -> there.add(c.getName()));
    return Arrays.stream(selected).filter(n -> !there.contains(n)).toArray(String[]::new);
  }

  public String[] getMissingSelectedFromFullSpec(final DataTableSpec spec) {
    return getMissingSelected(spec.stream().toList());
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataTableSpec.java
package org.knime.core.data;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComponent;
import org.knime.core.node.port.PortObjectSpec;

public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {
  private final String name;
  private final List<DataColumnSpec> columns;
  private final Map<String, Integer> index = new HashMap<>();

  public DataTableSpec() {
    this("default");
  }

  public DataTableSpec(final String name) {
    this(name, new DataColumnSpec[0]);
  }

  public DataTableSpec(final DataColumnSpec... colSpecs) {
    this("default", colSpecs);
  }

  public DataTableSpec(final String name, final DataColumnSpec... colSpecs) {
    this.name = name;
    this.columns = List.of(colSpecs);
    for (DataColumnSpec c : columns) {
      if (index.putIfAbsent(c.getName(), index.size()) != null) {
        throw new IllegalArgumentException("Duplicate column name \"" + c.getName() + "\"");
      }
    }
  }

  public DataTableSpec(final String[] names, final DataType[] types) {
    this("default", names, types);
  }

  public DataTableSpec(final String name, final String[] names, final DataType[] types) {
    this(name, createColumnSpecs(names, types));
  }

  public static final DataColumnSpec[] createColumnSpecs(final String[] names, final DataType[] types) {
    DataColumnSpec[] specs = new DataColumnSpec[names.length];
    for (int i = 0; i < names.length; i++) {
      specs[i] = new DataColumnSpecCreator(names[i], types[i]).createSpec();
    }
    return specs;
  }

  public String getName() {
    return name;
  }

  public int getNumColumns() {
    return columns.size();
  }

  public String[] getColumnNames() {
    return columns.stream().map(DataColumnSpec::getName).toArray(String[]::new);
  }

  public DataColumnSpec getColumnSpec(final int i) {
    return columns.get(i);
  }

  public DataColumnSpec getColumnSpec(final String column) {
    int i = findColumnIndex(column);
    return i < 0 ? null : columns.get(i);
  }

  public int findColumnIndex(final String columnName) {
    return index.getOrDefault(columnName, -1);
  }

  public boolean containsName(final String columnName) {
    return index.containsKey(columnName);
  }

  public boolean containsCompatibleType(final Class<? extends DataValue> valueClass) {
    return stream().anyMatch(c -> c.getType().isCompatible(valueClass));
  }

  public boolean equalStructure(final DataTableSpec spec) {
    if (columns.size() != spec.columns.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).equalStructure(spec.columns.get(i))) {
        return false;
      }
    }
    return true;
  }

  public Stream<DataColumnSpec> stream() {
    return columns.stream();
  }

  @Override
  public Iterator<DataColumnSpec> iterator() {
    return columns.iterator();
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[0];
  }

  @Override
  public boolean equals(final Object obj) {
    return obj instanceof DataTableSpec s && columns.equals(s.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return columns.toString();
  }
}

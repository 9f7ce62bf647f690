// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/data/DataColumnSpec.java
// at analytics-platform/5.8.0.
package org.knime.core.data;

public final class DataColumnSpec {
  private final String name;
  private final DataType type;

  DataColumnSpec(final String name, final DataType type) {
    this.name = name;
    this.type = type;
  }

  public String getName() {
    return name;
  }

  public DataType getType() {
    return type;
  }

  @Override
  public boolean equals(final Object o) {
    return o instanceof DataColumnSpec c && name.equals(c.name) && type.equals(c.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + type + ")";
  }
}

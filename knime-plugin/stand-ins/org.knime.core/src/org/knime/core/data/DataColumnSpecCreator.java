// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/data/DataColumnSpecCreator.java
// at analytics-platform/5.8.0.
package org.knime.core.data;

public final class DataColumnSpecCreator {
  private String name;
  private DataType type;

  public DataColumnSpecCreator(final String name, final DataType type) {
    this.name = name;
    this.type = type;
  }

  public DataColumnSpecCreator(final DataColumnSpec cspec) {
    this(cspec.getName(), cspec.getType());
  }

  public void setName(final String name) {
    this.name = name;
  }

  public void setType(final DataType type) {
    this.type = type;
  }

  public DataColumnSpec createSpec() {
    return new DataColumnSpec(name, type);
  }
}

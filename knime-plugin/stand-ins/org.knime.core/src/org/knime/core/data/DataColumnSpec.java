// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataColumnSpec.java
package org.knime.core.data;

public final class DataColumnSpec {
  private final String name;
  private final DataType type;
  private final DataColumnDomain domain;
  private final DataColumnProperties properties;

  DataColumnSpec(final String name, final DataType type, final DataColumnDomain domain,
      final DataColumnProperties properties) {
    this.name = name;
    this.type = type;
    this.domain = domain;
    this.properties = properties;
  }

  public String getName() {
    return name;
  }

  public DataType getType() {
    return type;
  }

  public DataColumnDomain getDomain() {
    return domain;
  }

  public DataColumnProperties getProperties() {
    return properties;
  }

  public boolean equalStructure(final DataColumnSpec cspec) {
    return name.equals(cspec.name) && type.equals(cspec.type);
  }

  @Override
  public boolean equals(final Object o) {
    return o instanceof DataColumnSpec c && equalStructure(c) && properties.equals(c.properties);
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

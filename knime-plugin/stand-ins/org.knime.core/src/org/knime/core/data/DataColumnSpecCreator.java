// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataColumnSpecCreator.java
package org.knime.core.data;

public final class DataColumnSpecCreator {
  private String name;
  private DataType type;
  private DataColumnDomain domain = new DataColumnDomainCreator().createDomain();
  private DataColumnProperties properties = new DataColumnProperties();

  public DataColumnSpecCreator(final String name, final DataType type) {
    this.name = name;
    this.type = type;
  }

  public DataColumnSpecCreator(final DataColumnSpec cspec) {
    this(cspec.getName(), cspec.getType());
    domain = cspec.getDomain();
    properties = cspec.getProperties();
  }

  public void setName(final String name) {
    this.name = name;
  }

  public void setType(final DataType type) {
    this.type = type;
  }

  public void setDomain(final DataColumnDomain domain) {
    this.domain = domain;
  }

  public void setProperties(final DataColumnProperties props) {
    this.properties = props;
  }

  public DataColumnSpec createSpec() {
    return new DataColumnSpec(name, type, domain, properties);
  }
}

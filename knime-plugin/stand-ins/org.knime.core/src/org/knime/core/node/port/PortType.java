// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/PortType.java
package org.knime.core.node.port;

public final class PortType {
  private final Class<? extends PortObject> objectClass;
  private final boolean optional;

  PortType(final Class<? extends PortObject> objectClass, final boolean isOptional, final Void standIn) {
    this.objectClass = objectClass;
    this.optional = isOptional;
  }

  public Class<? extends PortObject> getPortObjectClass() {
    return objectClass;
  }

  public boolean isOptional() {
    return optional;
  }

  public boolean isSuperTypeOf(final PortType subType) {
    return objectClass.isAssignableFrom(subType.objectClass);
  }

  public boolean acceptsPortObject(final PortObject obj) {
    return objectClass.isInstance(obj);
  }

  @Override
  public boolean equals(final Object obj) {
    return obj instanceof PortType t && objectClass == t.objectClass && optional == t.optional;
  }

  @Override
  public int hashCode() {
    return objectClass.hashCode();
  }

  @Override
  public String toString() {
    return objectClass.getSimpleName();
  }
}

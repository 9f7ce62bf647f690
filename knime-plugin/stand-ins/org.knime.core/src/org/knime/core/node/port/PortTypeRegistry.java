// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/PortTypeRegistry.java
package org.knime.core.node.port;

public final class PortTypeRegistry {
  private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();

  private PortTypeRegistry() { }

  public static PortTypeRegistry getInstance() {
    return INSTANCE;
  }

  public synchronized PortType getPortType(final Class<? extends PortObject> portClass) {
    return getPortType(portClass, false);
  }

  public synchronized PortType getPortType(final Class<? extends PortObject> portClass, final boolean isOptional) {
    return new PortType(portClass, isOptional, null);
  }
}

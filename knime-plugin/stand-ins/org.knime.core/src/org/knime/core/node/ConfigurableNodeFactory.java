// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/ConfigurableNodeFactory.java
package org.knime.core.node;

public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
  protected ConfigurableNodeFactory() { }
}

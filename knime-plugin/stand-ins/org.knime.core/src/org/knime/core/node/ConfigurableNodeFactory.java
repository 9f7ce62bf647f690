// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/ConfigurableNodeFactory.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
  protected ConfigurableNodeFactory() { }
}

// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/DefaultNodeFactory.java
package org.knime.node;

import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.NodeModel;

public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel> {
  final DefaultNode node;

  protected DefaultNodeFactory(final DefaultNode node) {
    this.node = node;
  }
}

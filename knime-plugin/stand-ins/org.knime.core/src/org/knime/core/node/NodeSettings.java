// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/NodeSettings.java
package org.knime.core.node;

import org.knime.core.node.config.Config;

public final class NodeSettings extends Config implements NodeSettingsRO, NodeSettingsWO {
  public NodeSettings(final String key) {
    super(key);
  }

  @Override
  public Config getInstance(final String key) {
    return new NodeSettings(key);
  }

  @Override
  public NodeSettings getNodeSettings(final String key) throws InvalidSettingsException {
    return (NodeSettings) getConfigBase(key);
  }

  @Override
  public NodeSettingsWO addNodeSettings(final String key) {
    return (NodeSettings) addConfigBase(key);
  }
}

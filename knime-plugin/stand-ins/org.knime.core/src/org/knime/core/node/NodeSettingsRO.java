// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/NodeSettingsRO.java
package org.knime.core.node;

import org.knime.core.node.config.ConfigRO;

public interface NodeSettingsRO extends ConfigRO {
  NodeSettingsRO getNodeSettings(String key) throws InvalidSettingsException;
}

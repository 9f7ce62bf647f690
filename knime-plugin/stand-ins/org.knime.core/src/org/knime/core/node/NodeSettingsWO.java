// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/NodeSettingsWO.java
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

public interface NodeSettingsWO extends ConfigWO {
  NodeSettingsWO addNodeSettings(String key);
}

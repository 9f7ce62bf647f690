// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/NodeSettingsWO.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

public interface NodeSettingsWO extends ConfigWO {
  NodeSettingsWO addNodeSettings(String key);
}

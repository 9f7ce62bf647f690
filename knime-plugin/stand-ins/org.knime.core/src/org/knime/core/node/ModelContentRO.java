// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/ModelContentRO.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

import org.knime.core.node.config.ConfigRO;

public interface ModelContentRO extends ConfigRO {
  ModelContentRO getModelContent(String key) throws InvalidSettingsException;
}

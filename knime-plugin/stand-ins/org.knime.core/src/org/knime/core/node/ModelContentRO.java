// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/ModelContentRO.java
package org.knime.core.node;

import org.knime.core.node.config.ConfigRO;

public interface ModelContentRO extends ConfigRO {
  ModelContentRO getModelContent(String key) throws InvalidSettingsException;
}

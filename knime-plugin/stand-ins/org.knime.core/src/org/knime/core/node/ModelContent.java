// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/ModelContent.java
package org.knime.core.node;

import org.knime.core.node.config.Config;

public final class ModelContent extends Config implements ModelContentRO, ModelContentWO {
  public ModelContent(final String key) {
    super(key);
  }

  @Override
  public Config getInstance(final String key) {
    return new ModelContent(key);
  }

  @Override
  public ModelContent getModelContent(final String key) throws InvalidSettingsException {
    return (ModelContent) getConfigBase(key);
  }

  @Override
  public ModelContentWO addModelContent(final String key) {
    return (ModelContent) addConfigBase(key);
  }
}

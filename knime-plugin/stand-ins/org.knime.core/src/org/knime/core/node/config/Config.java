// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/config/Config.java
package org.knime.core.node.config;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBase;

public abstract class Config extends ConfigBase implements ConfigRO, ConfigWO {
  protected Config(final String key) {
    super(key);
  }

  @Override
  public abstract Config getInstance(final String key);

  @Override
  public Config getConfig(final String key) throws InvalidSettingsException {
    return (Config) getConfigBase(key);
  }

  @Override
  public Config addConfig(final String key) {
    return (Config) addConfigBase(key);
  }
}

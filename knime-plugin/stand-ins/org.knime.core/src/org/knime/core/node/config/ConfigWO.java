// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/config/ConfigWO.java
// at analytics-platform/5.8.0.
package org.knime.core.node.config;

import org.knime.core.node.config.base.ConfigBaseWO;

public interface ConfigWO extends ConfigBaseWO {
  Config addConfig(String key);
}

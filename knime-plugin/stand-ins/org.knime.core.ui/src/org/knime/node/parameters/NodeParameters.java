// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/NodeParameters.java
package org.knime.node.parameters;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.persistence.Persistable;

public interface NodeParameters extends Persistable, WidgetGroup {
  default void validate() throws InvalidSettingsException { }
}

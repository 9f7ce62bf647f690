// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/WidgetGroup.java
package org.knime.node.parameters;

public interface WidgetGroup {
}

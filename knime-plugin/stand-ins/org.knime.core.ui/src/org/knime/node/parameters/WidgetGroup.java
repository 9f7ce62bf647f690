// Stand-in. Signatures: knime-core-ui, org.knime.core.ui/src/eclipse/org/knime/node/parameters/WidgetGroup.java
// at analytics-platform/5.8.0.
package org.knime.node.parameters;

public interface WidgetGroup {
}

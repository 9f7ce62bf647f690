// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/updates/ParameterReference.java
package org.knime.node.parameters.updates;

public interface ParameterReference<V> {
}

// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/persistence/Persistable.java
package org.knime.node.parameters.persistence;

public interface Persistable {
}

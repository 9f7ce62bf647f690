// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/FluentNodeAPI.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

public interface FluentNodeAPI {
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/FluentNodeAPI.java
package org.knime.core.node;

public interface FluentNodeAPI {
}

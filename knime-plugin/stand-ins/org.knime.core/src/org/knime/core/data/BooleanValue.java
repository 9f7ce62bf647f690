// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/data/BooleanValue.java
// at analytics-platform/5.8.0.
package org.knime.core.data;

public interface BooleanValue extends DataValue {
  boolean getBooleanValue();
}

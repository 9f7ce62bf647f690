// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/data/StringValue.java
// at analytics-platform/5.8.0.
package org.knime.core.data;

public interface StringValue extends DataValue {
  String getStringValue();
}

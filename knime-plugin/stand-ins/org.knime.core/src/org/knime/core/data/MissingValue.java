// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/MissingValue.java
package org.knime.core.data;

public interface MissingValue extends DataValue {
  String getError();
}

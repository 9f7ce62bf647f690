// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/node/parameters/widget/choices/util/InputTableIndexHolder.java
package org.knime.node.parameters.widget.choices.util;

public interface InputTableIndexHolder {
  default int getInputTableIndex() {
    return 0;
  }
}

// Stand-in. Signatures: knime-core-ui, org.knime.core.ui/src/eclipse/org/knime/core/webui/node/dialog/defaultdialog/util/updates/StateComputationFailureException.java
// at analytics-platform/5.8.0.
package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

public final class StateComputationFailureException extends Exception {
  public StateComputationFailureException(final String message) {
    super(message);
  }
}

// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/core/webui/node/dialog/defaultdialog/util/updates/StateComputationFailureException.java
package org.knime.core.webui.node.dialog.defaultdialog.util.updates;

public final class StateComputationFailureException extends Exception {
  public StateComputationFailureException(final String message) {
    super(message);
  }
}

// Stand-in. Signatures: knime-shared, org.knime.core.util/src/main/java/org/knime/core/node/InvalidSettingsException.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

public class InvalidSettingsException extends Exception {
  public InvalidSettingsException(final String s) {
    super(s);
  }

  public InvalidSettingsException(final Throwable cause) {
    super(cause);
  }

  public InvalidSettingsException(final String msg, final Throwable cause) {
    super(msg, cause);
  }
}

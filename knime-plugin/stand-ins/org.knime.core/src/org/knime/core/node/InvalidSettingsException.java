// Stand-in. Signatures: knime-shared at analytics-platform/5.8.0,
// org.knime.core.util/src/main/java/org/knime/core/node/InvalidSettingsException.java
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

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/CanceledExecutionException.java
package org.knime.core.node;

public class CanceledExecutionException extends Exception {
  public CanceledExecutionException() {
    this("Execution canceled");
  }

  public CanceledExecutionException(final String s) {
    super(s);
  }
}

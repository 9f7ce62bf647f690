// Stand-in. Signatures: knime-core, org.knime.core/src/eclipse/org/knime/core/node/CanceledExecutionException.java
// at analytics-platform/5.8.0.
package org.knime.core.node;

public class CanceledExecutionException extends Exception {
  public CanceledExecutionException() {
    this("Execution canceled");
  }

  public CanceledExecutionException(final String s) {
    super(s);
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/KNIMEException.java
package org.knime.core.node;

import org.knime.core.node.message.Message;

public final class KNIMEException extends Exception {
  public KNIMEException(final String message, final Throwable cause) {
    super(message, cause);
  }

  public KNIMEException(final String message) {
    super(message);
  }

  public static KNIMEException of(final Message message) {
    return new KNIMEException(message.getSummary());
  }

  public static KNIMEException of(final Message message, final Throwable cause) {
    return new KNIMEException(message.getSummary(), cause);
  }
}

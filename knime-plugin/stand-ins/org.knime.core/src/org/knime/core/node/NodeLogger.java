// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/NodeLogger.java
package org.knime.core.node;

import java.util.function.Supplier;

public final class NodeLogger {
  private NodeLogger() { }

  public static NodeLogger getLogger(final Class<?> c) {
    return new NodeLogger();
  }

  public static NodeLogger getLogger(final String s) {
    return new NodeLogger();
  }

  public void debug(final Object o) { }

  public void debug(final Supplier<Object> supplier) { }

  public void debug(final Object o, final Throwable t) { }

  public void info(final Object o) { }

  public void warn(final Object o) { }

  public void warn(final Object o, final Throwable t) { }

  public void error(final Object o) { }

  public void error(final Object o, final Throwable t) { }
}

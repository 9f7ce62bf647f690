// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/PortObjectSpec.java
package org.knime.core.node.port;

import java.io.IOException;
import javax.swing.JComponent;

public interface PortObjectSpec {
  JComponent[] getViews();

  abstract class PortObjectSpecSerializer<T extends PortObjectSpec> {
    public abstract void savePortObjectSpec(final T portObjectSpec, final PortObjectSpecZipOutputStream out)
        throws IOException;

    public abstract T loadPortObjectSpec(final PortObjectSpecZipInputStream in) throws IOException;
  }
}

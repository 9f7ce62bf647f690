// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/PortObjectSpecZipInputStream.java
package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

public class PortObjectSpecZipInputStream extends ZipInputStream {
  PortObjectSpecZipInputStream(final InputStream stream) {
    super(stream);
  }
}

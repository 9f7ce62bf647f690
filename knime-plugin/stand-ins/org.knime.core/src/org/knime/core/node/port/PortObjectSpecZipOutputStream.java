// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/PortObjectSpecZipOutputStream.java
package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

public class PortObjectSpecZipOutputStream extends ZipOutputStream {
  PortObjectSpecZipOutputStream(final OutputStream stream) {
    super(stream);
  }
}

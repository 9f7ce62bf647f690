// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/core/webui/page/Resource.java
package org.knime.core.webui.page;

import java.io.IOException;
import java.io.InputStream;

public interface Resource {
  String getRelativePath();

  InputStream getInputStream() throws IOException;
}

// Stand-in. Signatures: knime-core-ui, org.knime.core.ui/src/eclipse/org/knime/core/webui/page/Resource.java
// at analytics-platform/5.8.0.
package org.knime.core.webui.page;

import java.io.IOException;
import java.io.InputStream;

public interface Resource {
  String getRelativePath();

  InputStream getInputStream() throws IOException;
}

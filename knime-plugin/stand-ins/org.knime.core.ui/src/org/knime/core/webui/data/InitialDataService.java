// Stand-in. Signatures: knime-core-ui at analytics-platform/5.8.0,
// org.knime.core.ui/src/eclipse/org/knime/core/webui/data/InitialDataService.java
package org.knime.core.webui.data;

import java.io.IOException;

public final class InitialDataService<D> {
  private InitialDataService() { }

  public interface Serializer<D> {
    String serialize(D obj) throws IOException;
  }
}

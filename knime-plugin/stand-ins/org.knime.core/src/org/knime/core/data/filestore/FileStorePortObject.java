// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/filestore/FileStorePortObject.java
package org.knime.core.data.filestore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.port.PortObject;

public abstract class FileStorePortObject implements PortObject {
  private final List<FileStore> stores = new ArrayList<>();

  protected FileStorePortObject(final List<FileStore> fileStores) {
    stores.addAll(fileStores);
  }

  protected FileStorePortObject() { }

  protected void postConstruct() throws IOException { }

  protected void flushToFileStore() throws IOException { }

  protected int getFileStoreCount() {
    return stores.size();
  }

  protected FileStore getFileStore(final int index) {
    return stores.get(index);
  }

  final void standInRestore(final List<FileStore> fileStores) throws IOException {
    stores.addAll(fileStores);
    postConstruct();
  }
}

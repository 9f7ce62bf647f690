// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/filestore/FileStore.java
package org.knime.core.data.filestore;

import java.io.File;

public final class FileStore {
  private final File file;

  FileStore(final File file) {
    this.file = file;
  }

  public File getFile() {
    return file;
  }
}

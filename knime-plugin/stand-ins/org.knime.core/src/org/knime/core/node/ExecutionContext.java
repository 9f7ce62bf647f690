// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/ExecutionContext.java
package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.StandInFileStores;

public class ExecutionContext extends ExecutionMonitor {
  private final File folder;

  ExecutionContext(final StandInProgress progress, final File folder, final double from, final double width) {
    super(progress, from, width);
    this.folder = folder;
  }

  public FileStore createFileStore(final String relativePath) throws IOException {
    File file = new File(folder, relativePath);
    if (file.exists()) {
      throw new IOException("A file store " + relativePath + " already exists.");
    }
    return StandInFileStores.of(file);
  }

  public BufferedDataContainer createDataContainer(final DataTableSpec spec) {
    return new BufferedDataContainer(spec);
  }

  public BufferedDataContainer createDataContainer(final DataTableSpec spec, final boolean initDomain) {
    return createDataContainer(spec);
  }

  public BufferedDataTable createVoidTable(final DataTableSpec spec) {
    BufferedDataContainer empty = createDataContainer(spec);
    empty.close();
    return empty.getTable();
  }

  public ExecutionContext createSubExecutionContext(final double maxProg) {
    return new ExecutionContext(progress, folder, 0, maxProg);
  }

  public ExecutionContext createSilentSubExecutionContext(final double maxProg) {
    return createSubExecutionContext(maxProg);
  }
}

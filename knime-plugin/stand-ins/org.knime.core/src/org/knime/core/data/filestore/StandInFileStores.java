// Not part of KNIME: behaviour for the tests.
package org.knime.core.data.filestore;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes file stores in a folder, and gives port objects the stores that they were saved with. */
public final class StandInFileStores {
  private StandInFileStores() { }

  /**
   * @param file where the store's content is or will be
   * @return the store
   */
  public static FileStore of(final File file) {
    return new FileStore(file);
  }

  /**
   * @param object a port object
   * @return its files
   * @throws IOException if it cannot write what it held back
   */
  public static List<File> files(final FileStorePortObject object) throws IOException {
    object.flushToFileStore();
    List<File> files = new ArrayList<>();
    for (int i = 0; i < object.getFileStoreCount(); i++) {
      files.add(object.getFileStore(i).getFile());
    }
    return files;
  }

  /**
   * @param object a port object as its serializer left it
   * @param files the files that it was saved with
   * @throws IOException if it refuses them
   */
  public static void restore(final FileStorePortObject object, final List<File> files) throws IOException {
    object.standInRestore(files.stream().map(FileStore::new).toList());
  }
}

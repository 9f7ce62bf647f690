// Not part of KNIME: behaviour for the tests.
package org.knime.core.node.port;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.data.filestore.StandInFileStores;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** Sends port objects and specs through their serializers, as saving and opening a workflow does. */
public final class StandInPorts {
  private StandInPorts() { }

  /**
   * @param <S> the spec's class
   * @param spec a spec
   * @param serializer its serializer
   * @return what the serializer reads from what it wrote
   * @throws IOException if the serializer fails
   */
  public static <S extends PortObjectSpec> S reload(final S spec, final PortObjectSpec.PortObjectSpecSerializer<S> serializer)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PortObjectSpecZipOutputStream out = new PortObjectSpecZipOutputStream(bytes)) {
      serializer.savePortObjectSpec(spec, out);
    }
    try (PortObjectSpecZipInputStream in = new PortObjectSpecZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return serializer.loadPortObjectSpec(in);
    }
  }

  /**
   * @param <T> the object's class
   * @param object a port object
   * @param serializer its serializer
   * @param spec the spec it is loaded with
   * @param files the files of its file stores, wherever they now are; empty for objects without
   * @return what the serializer reads from what it wrote
   * @throws IOException if the serializer fails
   * @throws CanceledExecutionException never
   */
  public static <T extends PortObject> T reload(final T object, final PortObject.PortObjectSerializer<T> serializer,
      final PortObjectSpec spec, final List<File> files) throws IOException, CanceledExecutionException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PortObjectZipOutputStream out = new PortObjectZipOutputStream(bytes)) {
      serializer.savePortObject(object, out, new ExecutionMonitor());
    }
    T loaded;
    try (PortObjectZipInputStream in = new PortObjectZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      loaded = serializer.loadPortObject(in, spec, new ExecutionMonitor());
    }
    if (loaded instanceof FileStorePortObject store) {
      StandInFileStores.restore(store, files);
    }
    return loaded;
  }
}

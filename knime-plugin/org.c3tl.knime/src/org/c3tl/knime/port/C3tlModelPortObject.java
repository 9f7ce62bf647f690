package org.c3tl.knime.port;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.c3tl.data.InvalidInputException;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.ModelFile;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.data.filestore.FileStorePortObject;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/**
 * A trained model between nodes. Its file store is the {@code .c3tl} file as the command line reads and writes it, byte for
 * byte. Thread-safe.
 */
public final class C3tlModelPortObject extends FileStorePortObject {
  /** Type of the port. */
  public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(C3tlModelPortObject.class);

  private static final String STORE = "model.c3tl";

  private final C3tlModelPortObjectSpec spec;
  /** Read once for as long as memory allows; models are a few megabytes. */
  private SoftReference<C3tlModel> read = new SoftReference<>(null);

  private C3tlModelPortObject(FileStore store, C3tlModelPortObjectSpec spec) {
    super(List.of(store));
    this.spec = spec;
  }

  private C3tlModelPortObject(C3tlModelPortObjectSpec spec) {
    this.spec = spec;
  }

  /**
   * @param exec the node that made the model
   * @param model the model
   * @return its port object
   * @throws IOException if the file store cannot be written
   */
  public static C3tlModelPortObject create(ExecutionContext exec, C3tlModel model) throws IOException {
    FileStore store = exec.createFileStore(STORE);
    ModelFile.write(store.getFile().toPath(), model, false);
    return new C3tlModelPortObject(store, C3tlModelPortObjectSpec.of(model));
  }

  /**
   * @param exec the node that reads the model
   * @param file a {@code .c3tl} file
   * @return its port object, which holds a copy of the file
   * @throws IOException if the file cannot be read or the file store cannot be written
   * @throws InvalidInputException if the file is no model
   */
  public static C3tlModelPortObject copyOf(ExecutionContext exec, Path file) throws IOException {
    FileStore store = exec.createFileStore(STORE);
    Files.copy(file, store.getFile().toPath());
    C3tlModel model;
    try {
      model = ModelFile.read(store.getFile().toPath());
    } catch (InvalidInputException e) {
      Files.deleteIfExists(store.getFile().toPath());
      throw new InvalidInputException(e.getMessage().replace(store.getFile().getPath(), file.toString()), e);
    }
    return new C3tlModelPortObject(store, C3tlModelPortObjectSpec.of(model));
  }

  /**
   * @return the {@code .c3tl} file in KNIME's store; to be read only
   */
  public Path file() {
    return getFileStore(0).getFile().toPath();
  }

  /**
   * @return the model
   * @throws IOException if the file store cannot be read
   * @throws InvalidInputException if it is damaged
   */
  public synchronized C3tlModel model() throws IOException {
    C3tlModel model = read.get();
    if (model == null) {
      model = ModelFile.read(file());
      read = new SoftReference<>(model);
    }
    return model;
  }

  @Override
  public C3tlModelPortObjectSpec getSpec() {
    return spec;
  }

  @Override
  public String getSummary() {
    return spec.summary();
  }

  @Override
  public JComponent[] getViews() {
    StringBuilder text = new StringBuilder();
    try {
      C3tlModel model = model();
      lines(text, model.summary());
      text.append('\n');
      lines(text, model.provenance().entries());
    } catch (IOException | InvalidInputException e) {
      text.append("The model cannot be read: ").append(e.getMessage());
    }
    return new JComponent[] {TextView.of("C³TL Model", text.toString())};
  }

  private static void lines(StringBuilder text, Map<String, String> entries) {
    entries.forEach((k, v) -> text.append(k).append(": ").append(v).append('\n'));
  }

  /** Reads and writes the port object in workflows; the file store goes its own way. */
  public static final class Serializer extends PortObjectSerializer<C3tlModelPortObject> {
    private static final String ENTRY = "c3tl-model";
    private static final String VERSION = "1";

    @Override
    public void savePortObject(C3tlModelPortObject portObject, PortObjectZipOutputStream out, ExecutionMonitor exec)
        throws IOException {
      out.putNextEntry(new ZipEntry(ENTRY));
      out.write(VERSION.getBytes(StandardCharsets.US_ASCII));
      out.closeEntry();
    }

    @Override
    public C3tlModelPortObject loadPortObject(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
        throws IOException {
      ZipEntry entry = in.getNextEntry();
      String version = entry == null || !entry.getName().equals(ENTRY) ? "none"
          : new String(in.readNBytes(16), StandardCharsets.US_ASCII);
      if (!version.equals(VERSION)) {
        throw new IOException("This C³TL Model was saved by a newer version of the C³TL nodes (format " + version
            + "). Update them, or reset and execute the node that made the model.");
      }
      return new C3tlModelPortObject((C3tlModelPortObjectSpec) spec);
    }
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/AbstractSimplePortObjectSpec.java
package org.knime.core.node.port;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Constructor;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;

public abstract class AbstractSimplePortObjectSpec implements PortObjectSpec {
  public AbstractSimplePortObjectSpec() { }

  protected abstract void save(final ModelContentWO model);

  protected abstract void load(final ModelContentRO model) throws InvalidSettingsException;

  @Override
  public JComponent[] getViews() {
    return new JComponent[0];
  }

  public abstract static class AbstractSimplePortObjectSpecSerializer<T extends AbstractSimplePortObjectSpec>
      extends PortObjectSpecSerializer<T> {
    @Override
    public void savePortObjectSpec(final T spec, final PortObjectSpecZipOutputStream out) throws IOException {
      ModelContent content = new ModelContent("content");
      spec.save(content);
      out.putNextEntry(new ZipEntry("content"));
      ObjectOutputStream objects = new ObjectOutputStream(out);
      objects.writeObject(spec.getClass().getName());
      objects.writeObject(content);
      objects.flush();
      out.closeEntry();
    }

    @Override
    @SuppressWarnings("unchecked")
    public T loadPortObjectSpec(final PortObjectSpecZipInputStream in) throws IOException {
      in.getNextEntry();
      try {
        ObjectInputStream objects = new ObjectInputStream(in);
        Class<?> c = Class.forName((String) objects.readObject(), true, getClass().getClassLoader());
        Constructor<?> constructor = c.getConstructor();
        T spec = (T) constructor.newInstance();
        spec.load((ModelContent) objects.readObject());
        return spec;
      } catch (ReflectiveOperationException | InvalidSettingsException e) {
        throw new IOException(e);
      }
    }
  }
}

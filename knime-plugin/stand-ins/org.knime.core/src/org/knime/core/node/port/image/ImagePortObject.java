// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/image/ImagePortObject.java
package org.knime.core.node.port.image;

import javax.swing.JComponent;
import org.knime.core.data.DataCell;
import org.knime.core.data.image.ImageContent;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

public class ImagePortObject implements PortObject {
  public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(ImagePortObject.class);
  public static final PortType TYPE_OPTIONAL = PortTypeRegistry.getInstance().getPortType(ImagePortObject.class, true);

  private final ImageContent content;
  private final ImagePortObjectSpec spec;

  public ImagePortObject(final ImageContent content, final ImagePortObjectSpec spec) {
    this.content = content;
    this.spec = spec;
  }

  public DataCell toDataCell() {
    return content.toImageCell();
  }

  @Override
  public String getSummary() {
    return content.getSummary();
  }

  @Override
  public ImagePortObjectSpec getSpec() {
    return spec;
  }

  @Override
  public JComponent[] getViews() {
    return new JComponent[0];
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/node/port/image/ImagePortObjectSpec.java
package org.knime.core.node.port.image;

import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContentRO;
import org.knime.core.node.ModelContentWO;
import org.knime.core.node.port.AbstractSimplePortObjectSpec;

public final class ImagePortObjectSpec extends AbstractSimplePortObjectSpec {
  private DataType type;

  public ImagePortObjectSpec() { }

  public ImagePortObjectSpec(final DataType type) {
    this.type = type;
  }

  public DataType getDataType() {
    return type;
  }

  @Override
  protected void save(final ModelContentWO model) { }

  @Override
  protected void load(final ModelContentRO model) throws InvalidSettingsException { }
}

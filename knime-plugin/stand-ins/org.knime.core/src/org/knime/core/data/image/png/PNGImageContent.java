// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/image/png/PNGImageContent.java
package org.knime.core.data.image.png;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.image.ImageContent;

public class PNGImageContent implements ImageContent {
  public static final DataType TYPE = DataType.getType(PNGImageCell.class);

  private final byte[] bytes;

  public PNGImageContent() {
    this(new byte[0]);
  }

  public PNGImageContent(final byte[] imageBytes) {
    bytes = imageBytes;
  }

  public PNGImageContent(final InputStream is) throws IOException {
    this(is.readAllBytes());
  }

  public byte[] getByteArray() {
    return bytes.clone();
  }

  @Override
  public void paint(final Graphics2D g, final int width, final int height) { }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension();
  }

  @Override
  public DataCell toImageCell() {
    return new PNGImageCell(bytes);
  }

  @Override
  public void save(final OutputStream output) throws IOException {
    output.write(bytes);
  }

  @Override
  public String getSummary() {
    return "PNG";
  }
}

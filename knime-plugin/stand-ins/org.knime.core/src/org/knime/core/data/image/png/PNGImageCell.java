// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/image/png/PNGImageCell.java
package org.knime.core.data.image.png;

import org.knime.core.data.DataCell;

public class PNGImageCell extends DataCell {
  private final byte[] bytes;

  PNGImageCell(final byte[] bytes) {
    this.bytes = bytes;
  }

  public PNGImageContent getImageContent() {
    return new PNGImageContent(bytes);
  }

  @Override
  public String toString() {
    return "PNG, " + bytes.length + " bytes";
  }

  @Override
  protected boolean equalsDataCell(final DataCell dc) {
    return java.util.Arrays.equals(bytes, ((PNGImageCell) dc).bytes);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes);
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/def/DoubleCell.java
package org.knime.core.data.def;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;

public final class DoubleCell extends DataCell implements DoubleValue {
  public static final DataType TYPE = DataType.getType(DoubleCell.class);

  private final double value;

  public DoubleCell(final double d) {
    value = d;
  }

  @Override
  public double getDoubleValue() {
    return value;
  }

  @Override
  protected boolean equalsDataCell(final DataCell dc) {
    return Double.compare(value, ((DoubleCell) dc).value) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value);
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}

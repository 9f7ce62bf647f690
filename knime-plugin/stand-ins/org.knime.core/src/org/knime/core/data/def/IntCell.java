// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/def/IntCell.java
package org.knime.core.data.def;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;

public class IntCell extends DataCell implements IntValue, LongValue, DoubleValue {
  public static final DataType TYPE = DataType.getType(IntCell.class);

  private final int value;

  public IntCell(final int i) {
    value = i;
  }

  @Override
  public int getIntValue() {
    return value;
  }

  @Override
  public long getLongValue() {
    return value;
  }

  @Override
  public double getDoubleValue() {
    return value;
  }

  @Override
  protected boolean equalsDataCell(final DataCell dc) {
    return value == ((IntCell) dc).value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/def/BooleanCell.java
package org.knime.core.data.def;

import org.knime.core.data.BooleanValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.LongValue;
import org.knime.core.data.NominalValue;

public final class BooleanCell extends DataCell implements BooleanValue, IntValue, LongValue, DoubleValue, NominalValue {
  public static final BooleanCell TRUE = new BooleanCell(true);
  public static final BooleanCell FALSE = new BooleanCell(false);
  public static final DataType TYPE = DataType.getType(BooleanCell.class);

  private final boolean value;

  private BooleanCell(final boolean value) {
    this.value = value;
  }

  @Override
  public boolean getBooleanValue() {
    return value;
  }

  @Override
  public int getIntValue() {
    return value ? 1 : 0;
  }

  @Override
  public long getLongValue() {
    return getIntValue();
  }

  @Override
  public double getDoubleValue() {
    return getIntValue();
  }

  @Override
  protected boolean equalsDataCell(final DataCell dc) {
    return value == ((BooleanCell) dc).value;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(value);
  }

  @Override
  public String toString() {
    return Boolean.toString(value);
  }

  public static final class BooleanCellFactory {
    public static DataCell create(final boolean b) {
      return b ? TRUE : FALSE;
    }
  }
}

// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/def/StringCell.java
package org.knime.core.data.def;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;

public final class StringCell extends DataCell implements StringValue, NominalValue {
  public static final DataType TYPE = DataType.getType(StringCell.class);

  private final String value;

  public StringCell(final String str) {
    if (str == null) {
      throw new NullPointerException("String value can't be null.");
    }
    value = str;
  }

  @Override
  public String getStringValue() {
    return value;
  }

  @Override
  protected boolean equalsDataCell(final DataCell dc) {
    return value.equals(((StringCell) dc).value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}

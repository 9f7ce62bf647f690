// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataType.java
package org.knime.core.data;

public final class DataType {
  private static final DataCell MISSING = new MissingCell(null);

  private final Class<? extends DataCell> cell;

  private DataType(final Class<? extends DataCell> cell) {
    this.cell = cell;
  }

  public static DataCell getMissingCell() {
    return MISSING;
  }

  public static DataType getType(final Class<? extends DataCell> cell) {
    return new DataType(cell);
  }

  public boolean isCompatible(final Class<? extends DataValue> valueClass) {
    return valueClass.isAssignableFrom(cell);
  }

  public boolean isASuperTypeOf(final DataType type) {
    return cell.isAssignableFrom(type.cell);
  }

  public Class<? extends DataCell> getCellClass() {
    return cell;
  }

  public String getName() {
    return cell.getSimpleName().replaceFirst("Cell$", "");
  }

  @Override
  public boolean equals(final Object other) {
    return other instanceof DataType t && cell == t.cell;
  }

  @Override
  public int hashCode() {
    return cell.hashCode();
  }

  @Override
  public String toString() {
    return getName();
  }
}

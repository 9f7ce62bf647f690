// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/MissingCell.java
package org.knime.core.data;

public final class MissingCell extends DataCell implements MissingValue {
  private final String error;

  public MissingCell(final String error) {
    this.error = error;
  }

  @Override
  public String getError() {
    return error;
  }

  @Override
  public boolean isMissing() {
    return true;
  }

  @Override
  public String toString() {
    return "?";
  }

  @Override
  protected boolean equalsDataCell(final DataCell dc) {
    return true;
  }

  @Override
  public int hashCode() {
    return 1;
  }
}

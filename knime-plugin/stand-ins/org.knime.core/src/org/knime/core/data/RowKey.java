// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/RowKey.java
package org.knime.core.data;

public final class RowKey {
  private final String id;

  public RowKey(final String id) {
    if (id == null) {
      throw new NullPointerException("Can't create RowKey with null id.");
    }
    this.id = id;
  }

  public static RowKey createRowKey(final long rowIndex) {
    return new RowKey("Row" + rowIndex);
  }

  public String getString() {
    return id;
  }

  @Override
  public boolean equals(final Object obj) {
    return obj instanceof RowKey k && id.equals(k.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}

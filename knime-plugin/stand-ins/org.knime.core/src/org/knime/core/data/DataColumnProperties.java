// Stand-in. Signatures: knime-core at analytics-platform/5.8.0,
// org.knime.core/src/eclipse/org/knime/core/data/DataColumnProperties.java
package org.knime.core.data;

import java.util.HashMap;
import java.util.Map;

public final class DataColumnProperties {
  private final Map<String, String> entries;

  public DataColumnProperties() {
    this(Map.of());
  }

  public DataColumnProperties(final Map<String, String> content) {
    entries = new HashMap<>(content);
  }

  public boolean containsProperty(final String key) {
    return entries.containsKey(key);
  }

  public String getProperty(final String key) {
    return entries.get(key);
  }

  public String getProperty(final String key, final String defaultValue) {
    return entries.getOrDefault(key, defaultValue);
  }

  public int size() {
    return entries.size();
  }

  @Override
  public boolean equals(final Object obj) {
    return obj instanceof DataColumnProperties p && entries.equals(p.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}

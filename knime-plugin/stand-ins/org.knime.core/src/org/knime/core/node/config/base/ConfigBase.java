// Stand-in. Signatures: knime-shared at analytics-platform/5.8.0,
// org.knime.core.util/src/main/java/org/knime/core/node/config/base/ConfigBase.java
package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;

public abstract class ConfigBase implements ConfigBaseRO, ConfigBaseWO, Serializable {
  private final LinkedHashMap<String, Object> entries = new LinkedHashMap<>();
  private final String key;

  public ConfigBase(final String key) {
    this.key = key;
  }

  public abstract ConfigBase getInstance(final String k);

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public Set<String> keySet() {
    return entries.keySet();
  }

  @Override
  public boolean containsKey(final String k) {
    return entries.containsKey(k);
  }

  @Override
  public Iterator<String> iterator() {
    return entries.keySet().iterator();
  }

  protected final Map<String, Object> standInEntries() {
    return entries;
  }

  private <T> T get(final String k, final Class<T> type) throws InvalidSettingsException {
    if (!entries.containsKey(k)) {
      throw new InvalidSettingsException("No entry for key \"" + k + "\" in \"" + key + "\" found.");
    }
    Object value = entries.get(k);
    if (value != null && !type.isInstance(value)) {
      throw new InvalidSettingsException("Entry for key \"" + k + "\" is a " + value.getClass().getSimpleName()
          + ", not a " + type.getSimpleName() + ".");
    }
    return type.cast(value);
  }

  private <T> T get(final String k, final Class<T> type, final T def) {
    try {
      return get(k, type);
    } catch (InvalidSettingsException e) {
      return def;
    }
  }

  @Override
  public ConfigBase getConfigBase(final String k) throws InvalidSettingsException {
    return get(k, ConfigBase.class);
  }

  @Override
  public int getInt(final String k) throws InvalidSettingsException {
    return get(k, Integer.class);
  }

  @Override
  public int getInt(final String k, final int def) {
    return get(k, Integer.class, def);
  }

  @Override
  public long getLong(final String k) throws InvalidSettingsException {
    return get(k, Long.class);
  }

  @Override
  public long getLong(final String k, final long def) {
    return get(k, Long.class, def);
  }

  @Override
  public double getDouble(final String k) throws InvalidSettingsException {
    return get(k, Double.class);
  }

  @Override
  public double getDouble(final String k, final double def) {
    return get(k, Double.class, def);
  }

  @Override
  public boolean getBoolean(final String k) throws InvalidSettingsException {
    return get(k, Boolean.class);
  }

  @Override
  public boolean getBoolean(final String k, final boolean def) {
    return get(k, Boolean.class, def);
  }

  @Override
  public String getString(final String k) throws InvalidSettingsException {
    return get(k, String.class);
  }

  @Override
  public String getString(final String k, final String def) {
    return get(k, String.class, def);
  }

  @Override
  public String[] getStringArray(final String k) throws InvalidSettingsException {
    return get(k, String[].class);
  }

  @Override
  public String[] getStringArray(final String k, final String... def) {
    return get(k, String[].class, def);
  }

  @Override
  public int[] getIntArray(final String k) throws InvalidSettingsException {
    return get(k, int[].class);
  }

  @Override
  public double[] getDoubleArray(final String k) throws InvalidSettingsException {
    return get(k, double[].class);
  }

  @Override
  public ConfigBase addConfigBase(final String k) {
    ConfigBase child = getInstance(k);
    entries.put(k, child);
    return child;
  }

  @Override
  public void addInt(final String k, final int value) {
    entries.put(k, value);
  }

  @Override
  public void addLong(final String k, final long value) {
    entries.put(k, value);
  }

  @Override
  public void addDouble(final String k, final double value) {
    entries.put(k, value);
  }

  @Override
  public void addBoolean(final String k, final boolean value) {
    entries.put(k, value);
  }

  @Override
  public void addString(final String k, final String value) {
    entries.put(k, value);
  }

  @Override
  public void addStringArray(final String k, final String... values) {
    entries.put(k, values);
  }

  @Override
  public void addIntArray(final String k, final int... values) {
    entries.put(k, values);
  }

  @Override
  public void addDoubleArray(final String k, final double... values) {
    entries.put(k, values);
  }
}

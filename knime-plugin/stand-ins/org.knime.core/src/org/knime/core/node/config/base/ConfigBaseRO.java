// Stand-in. Signatures: knime-shared at analytics-platform/5.8.0,
// org.knime.core.util/src/main/java/org/knime/core/node/config/base/ConfigBaseRO.java
package org.knime.core.node.config.base;

import java.util.Iterator;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;

public interface ConfigBaseRO extends Iterable<String> {
  String getKey();

  Set<String> keySet();

  boolean containsKey(final String key);

  ConfigBase getConfigBase(String key) throws InvalidSettingsException;

  int getInt(final String key) throws InvalidSettingsException;

  int getInt(final String key, final int def);

  long getLong(final String key) throws InvalidSettingsException;

  long getLong(final String key, final long def);

  double getDouble(final String key) throws InvalidSettingsException;

  double getDouble(final String key, final double def);

  boolean getBoolean(final String key) throws InvalidSettingsException;

  boolean getBoolean(final String key, final boolean def);

  String getString(final String key) throws InvalidSettingsException;

  String getString(final String key, final String def);

  String[] getStringArray(final String key) throws InvalidSettingsException;

  String[] getStringArray(final String key, final String... def);

  int[] getIntArray(final String key) throws InvalidSettingsException;

  double[] getDoubleArray(final String key) throws InvalidSettingsException;

  @Override
  Iterator<String> iterator();
}

// Stand-in. Signatures: knime-shared at analytics-platform/5.8.0,
// org.knime.core.util/src/main/java/org/knime/core/node/config/base/ConfigBaseWO.java
package org.knime.core.node.config.base;

public interface ConfigBaseWO {
  String getKey();

  ConfigBase addConfigBase(String key);

  void addInt(final String key, final int value);

  void addLong(final String key, final long value);

  void addDouble(final String key, final double value);

  void addBoolean(final String key, final boolean value);

  void addString(final String key, final String value);

  void addStringArray(final String key, final String... values);

  void addIntArray(final String key, final int... values);

  void addDoubleArray(final String key, final double... values);
}

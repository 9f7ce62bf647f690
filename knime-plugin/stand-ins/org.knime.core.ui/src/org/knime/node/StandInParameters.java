// Not part of KNIME: behaviour for the tests.
package org.knime.node;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.WidgetGroup;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.filter.StandInColumnFilter;
import org.knime.node.parameters.widget.choices.filter.ColumnFilter;

/**
 * Settings classes to settings and back. Keys are field names without {@code m_}; enums are saved by name; a missing key is an
 * error unless the field migrates.
 */
public final class StandInParameters {
  private StandInParameters() { }

  /**
   * @param <P> the settings class
   * @param c the settings class
   * @param input what is known of the inputs; null for nothing
   * @return settings with defaults
   */
  public static <P> P create(final Class<P> c, final NodeParametersInput input) {
    try {
      if (input != null) {
        try {
          Constructor<P> guess = c.getDeclaredConstructor(NodeParametersInput.class);
          guess.setAccessible(true);
          return guess.newInstance(input);
        } catch (NoSuchMethodException e) {
          // Without one, the defaults.
        }
      }
      Constructor<P> plain = c.getDeclaredConstructor();
      plain.setAccessible(true);
      return plain.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("KNIME cannot create " + c + ": it needs a constructor without arguments.", e);
    }
  }

  /**
   * @param c a settings class
   * @return its fields that are saved, those of parents first
   */
  public static List<Field> fields(final Class<?> c) {
    List<Field> fields = new ArrayList<>();
    if (c.getSuperclass() != null && c.getSuperclass() != Object.class) {
      fields.addAll(fields(c.getSuperclass()));
    }
    for (Field f : c.getDeclaredFields()) {
      if (!Modifier.isStatic(f.getModifiers()) && !Modifier.isTransient(f.getModifiers()) && !f.isSynthetic()) {
        f.setAccessible(true);
        fields.add(f);
      }
    }
    return fields;
  }

  /**
   * @param f a field of a settings class
   * @return the key it is saved under
   */
  public static String key(final Field f) {
    Persist persist = f.getAnnotation(Persist.class);
    if (persist != null && !persist.configKey().isEmpty()) {
      return persist.configKey();
    }
    return f.getName().startsWith("m_") ? f.getName().substring(2) : f.getName();
  }

  /**
   * @param parameters settings
   * @param to where they go
   */
  public static void save(final Object parameters, final NodeSettingsWO to) {
    for (Field f : fields(parameters.getClass())) {
      String key = key(f);
      Object value;
      try {
        value = f.get(parameters);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
      Class<?> type = f.getType();
      if (type == int.class) {
        to.addInt(key, (Integer) value);
      } else if (type == long.class) {
        to.addLong(key, (Long) value);
      } else if (type == double.class) {
        to.addDouble(key, (Double) value);
      } else if (type == boolean.class) {
        to.addBoolean(key, (Boolean) value);
      } else if (type == String.class) {
        to.addString(key, (String) value);
      } else if (type == String[].class) {
        to.addStringArray(key, (String[]) value);
      } else if (type.isEnum()) {
        to.addString(key, value == null ? null : ((Enum<?>) value).name());
      } else if (type == ColumnFilter.class) {
        StandInColumnFilter.save((ColumnFilter) value, to.addNodeSettings(key));
      } else if (WidgetGroup.class.isAssignableFrom(type)) {
        save(value, to.addNodeSettings(key));
      } else {
        throw new IllegalStateException("The stand-in does not save fields of " + type + " (" + f + ").");
      }
    }
  }

  /**
   * @param c the settings class
   * @param from what was saved
   * @return the settings
   * @throws InvalidSettingsException if a key is missing or has another type
   */
  public static NodeParameters load(final Class<? extends NodeParameters> c, final NodeSettingsRO from)
      throws InvalidSettingsException {
    NodeParameters parameters = create(c, null);
    fill(parameters, from);
    return parameters;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void fill(final Object parameters, final NodeSettingsRO from) throws InvalidSettingsException {
    for (Field f : fields(parameters.getClass())) {
      String key = key(f);
      Migrate migrate = f.getAnnotation(Migrate.class);
      if (!from.containsKey(key) && migrate != null && migrate.loadDefaultIfAbsent()) {
        continue;
      }
      Class<?> type = f.getType();
      Object value;
      if (type == int.class) {
        value = from.getInt(key);
      } else if (type == long.class) {
        value = from.getLong(key);
      } else if (type == double.class) {
        value = from.getDouble(key);
      } else if (type == boolean.class) {
        value = from.getBoolean(key);
      } else if (type == String.class) {
        value = from.getString(key);
      } else if (type == String[].class) {
        value = from.getStringArray(key);
      } else if (type.isEnum()) {
        String name = from.getString(key);
        try {
          value = name == null ? null : Enum.valueOf((Class<? extends Enum>) type, name);
        } catch (IllegalArgumentException e) {
          throw new InvalidSettingsException("Invalid value '" + name + "' for " + key + ".", e);
        }
      } else if (type == ColumnFilter.class) {
        value = StandInColumnFilter.load(from.getNodeSettings(key));
      } else if (WidgetGroup.class.isAssignableFrom(type)) {
        value = create(type, null);
        fill(value, from.getNodeSettings(key));
      } else {
        throw new IllegalStateException("The stand-in does not load fields of " + type + " (" + f + ").");
      }
      try {
        f.set(parameters, value);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

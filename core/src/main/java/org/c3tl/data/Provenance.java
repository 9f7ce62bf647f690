package org.c3tl.data;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a table or model came to be: enough to make it again. Ordered text keys such as {@code tool}, {@code version},
 * {@code command}, {@code seed}, {@code java}, {@code os}, {@code input}, {@code options}. This class is immutable.
 *
 * <p>Java version, operating system and architecture are part of it because floating-point results of native BLAS kernels
 * differ in the last digits between machines.
 *
 * @param entries key to text value, in order
 */
public record Provenance(Map<String, String> entries) {
  /** Nothing known. */
  public static final Provenance NONE = new Provenance(Map.of());

  /** Copies the map. */
  public Provenance {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * @param command the command that is running, for example {@code train}
   * @return provenance with tool, version, command and the machine filled in
   */
  public static Provenance of(String command) {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("tool", "c3tl");
    m.put("version", version());
    m.put("command", command);
    m.put("java", System.getProperty("java.version", "unknown"));
    m.put("os", System.getProperty("os.name", "unknown"));
    m.put("arch", System.getProperty("os.arch", "unknown"));
    return new Provenance(m);
  }

  /**
   * @param key name of the entry
   * @param value its value, written as text
   * @return a copy with the entry added or replaced
   */
  public Provenance with(String key, Object value) {
    Map<String, String> m = new LinkedHashMap<>(entries);
    m.put(key, String.valueOf(value));
    return new Provenance(m);
  }

  /**
   * @param key name of the entry
   * @param value its value, written as text; nothing is added for null, and for an empty list
   * @return a copy with the entry added or replaced, or this
   */
  public Provenance withAny(String key, Object value) {
    return value == null || value instanceof Collection<?> c && c.isEmpty() ? this : with(key, value);
  }

  /**
   * @return version of this library, or {@code unknown} when run from unpackaged classes
   */
  public static String version() {
    String v = Provenance.class.getPackage().getImplementationVersion();
    return v == null ? "unknown" : v;
  }
}

package org.c3tl.pseudobulk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A perturbation label as Tahoe-100M writes it: a Python list of (drug, dose, unit), for example
 * {@code [('Bortezomib', 0.5, 'uM')]}.
 *
 * @param drugs one or more names
 * @param doses one per drug, written as in the label
 * @param units one per drug
 */
public record TreatmentLabel(List<String> drugs, List<String> doses, List<String> units) {
  private static final String QUOTED = "(?:'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\")";
  private static final Pattern TUPLE = Pattern.compile("\\G\\s*\\(\\s*" + QUOTED + "\\s*,\\s*([-+0-9.eE]+)\\s*,\\s*" + QUOTED
      + "\\s*\\)\\s*(,|$)");

  /** Copies the lists. */
  public TreatmentLabel {
    drugs = List.copyOf(drugs);
    doses = List.copyOf(doses);
    units = List.copyOf(units);
  }

  /**
   * @param label any perturbation label
   * @return its parts, or null where it is not written so
   */
  public static TreatmentLabel parse(String label) {
    String text = label.strip();
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return null;
    }
    String inside = text.substring(1, text.length() - 1).strip();
    List<String> drugs = new ArrayList<>();
    List<String> doses = new ArrayList<>();
    List<String> units = new ArrayList<>();
    Matcher m = TUPLE.matcher(inside);
    int end = 0;
    while (m.find()) {
      drugs.add(unescape(m.group(1) != null ? m.group(1) : m.group(2)));
      doses.add(m.group(3));
      units.add(unescape(m.group(4) != null ? m.group(4) : m.group(5)));
      end = m.end();
    }
    return drugs.isEmpty() || end != inside.length() ? null : new TreatmentLabel(drugs, doses, units);
  }

  private static String unescape(String s) {
    return s.replaceAll("\\\\(.)", "$1");
  }

  /**
   * @return for people: {@code Bortezomib 0.5 uM}, several joined by {@code " + "}
   */
  public String name() {
    StringBuilder s = new StringBuilder();
    for (int i = 0; i < drugs.size(); i++) {
      s.append(i == 0 ? "" : " + ").append(drugs.get(i)).append(' ').append(doses.get(i)).append(' ').append(units.get(i));
    }
    return s.toString();
  }
}

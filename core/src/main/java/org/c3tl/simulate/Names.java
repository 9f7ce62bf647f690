package org.c3tl.simulate;

import java.util.ArrayList;
import java.util.List;

/** Names of simulated things: numbered from 1, with zeros in front so that they sort. */
final class Names {
  private Names() { }

  /**
   * @param what what to name
   * @param n how many
   * @return the names
   */
  static List<String> of(String what, int n) {
    List<String> names = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      names.add(name(what, i, n));
    }
    return names;
  }

  /**
   * @param what what to name
   * @param i which, from 0
   * @param n how many there are
   * @return the name
   */
  static String name(String what, int i, int n) {
    String number = Integer.toString(i + 1);
    return what + "0".repeat(Integer.toString(n).length() - number.length()) + number;
  }

  /**
   * @param options the size of the data
   * @param p perturbation, from 0
   * @return its name
   */
  static String perturbation(EffectSettings options, int p) {
    return name("perturbation", p, options.perturbations());
  }

  /**
   * @param options the size of the data
   * @param c context, from 0
   * @return its name
   */
  static String context(EffectSettings options, int c) {
    return name("context", c, options.contexts());
  }
}

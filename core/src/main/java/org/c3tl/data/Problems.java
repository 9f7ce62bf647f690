package org.c3tl.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Collects what is wrong with an input, so that all of it is reported at once. Keeps the first {@value #SHOWN} and counts
 * the rest.
 */
public final class Problems {
  private static final int SHOWN = 20;

  private final List<String> found = new ArrayList<>();
  private int more;

  /**
   * @param problem a sentence for the user
   */
  public void add(String problem) {
    if (found.size() < SHOWN) {
      found.add(problem);
    } else {
      more++;
    }
  }

  /**
   * Adds the problem unless the condition holds.
   *
   * @param condition what must hold
   * @param problem a sentence for the user
   * @return the condition
   */
  public boolean require(boolean condition, String problem) {
    if (!condition) {
      add(problem);
    }
    return condition;
  }

  /**
   * @return whether nothing was added yet
   */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * @throws InvalidInputException with everything collected, if anything was
   */
  public void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<String> all = new ArrayList<>(found);
    if (more > 0) {
      all.add("... and " + more + " more problems of the same input.");
    }
    throw new InvalidInputException(all);
  }

  /**
   * @param names any names
   * @return the first names in quotes, with a count of those left out, for use inside a message
   */
  public static String quote(Collection<String> names) {
    StringBuilder s = new StringBuilder();
    int n = 0;
    for (String name : names) {
      if (n == 10) {
        return s.append(" and ").append(names.size() - n).append(" more").toString();
      }
      s.append(n++ == 0 ? "'" : ", '").append(name).append('\'');
    }
    return s.toString();
  }
}

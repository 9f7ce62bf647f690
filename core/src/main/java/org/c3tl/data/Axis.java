package org.c3tl.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One axis of the grid (perturbations, contexts or genes): ordered, unique, non-empty names. This class is immutable.
 */
public final class Axis {
  private final String kind;
  private final List<String> names;
  private final Map<String, Integer> index;

  private Axis(String kind, List<String> names, Map<String, Integer> index) {
    this.kind = kind;
    this.names = names;
    this.index = index;
  }

  /**
   * @param kind what the names are, in the singular, for messages: {@code "gene"}
   * @param names the names in order
   * @return the axis
   * @throws InvalidInputException if there is no name, a name is null or blank, or a name stands twice
   */
  public static Axis of(String kind, Collection<String> names) {
    Problems problems = new Problems();
    problems.require(!names.isEmpty(), "There is no " + kind + " at all; at least one is needed.");
    Map<String, Integer> index = new HashMap<>(names.size() * 2);
    Set<String> twice = new LinkedHashSet<>();
    int at = 0;
    for (String name : names) {
      if (name == null || name.isBlank()) {
        problems.add("The " + kind + " at position " + (at + 1) + " has no name.");
      } else if (index.putIfAbsent(name, at) != null) {
        twice.add(name);
      }
      at++;
    }
    problems.require(twice.isEmpty(), "Each " + kind + " may stand only once, but " + Problems.quote(twice)
        + (twice.size() == 1 ? " stands" : " stand") + " more than once. Rename or merge the duplicates.");
    problems.throwIfAny();
    return new Axis(kind, List.copyOf(names), index);
  }

  /**
   * @return what the names are, in the singular
   */
  public String kind() {
    return kind;
  }

  /**
   * @return number of names, at least 1
   */
  public int size() {
    return names.size();
  }

  /**
   * @param i position, 0 to {@code size() - 1}
   * @return the name there
   */
  public String name(int i) {
    return names.get(i);
  }

  /**
   * @return all names in order, unmodifiable
   */
  public List<String> names() {
    return names;
  }

  /**
   * @param name any name
   * @return its position, or -1 where the axis has no such name
   */
  public int indexOf(String name) {
    return index.getOrDefault(name, -1);
  }

  /**
   * @param name any name
   * @return whether the axis has it
   */
  public boolean contains(String name) {
    return index.containsKey(name);
  }

  /**
   * @param name a name that the user gave
   * @return its position
   * @throws InvalidInputException if the axis has no such name; the message lists names that exist
   */
  public int require(String name) {
    Integer i = index.get(name);
    if (i == null) {
      throw new InvalidInputException("There is no " + kind + " '" + name + "'. Known are " + Problems.quote(names) + ".");
    }
    return i;
  }

  /**
   * @param wanted names that must exist
   * @throws InvalidInputException naming all that do not
   */
  public void requireAll(Collection<String> wanted) {
    List<String> missing = new ArrayList<>();
    for (String w : wanted) {
      if (!index.containsKey(w)) {
        missing.add(w);
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException("There is no " + kind + " " + Problems.quote(missing) + ". Known are "
          + Problems.quote(names) + ".");
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Axis other && names.equals(other.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return size() + " × " + kind;
  }
}

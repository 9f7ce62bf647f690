package org.c3tl.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/** Options whose value is one of a few names. */
final class Choice {
  private Choice() { }

  /**
   * @param option the option's name, for the message
   * @param type what may be chosen
   * @param value what was given, in any case
   * @return the constant of that name
   * @throws InvalidInputException if there is none, listing those there are
   */
  static <E extends Enum<E>> E of(String option, Class<E> type, String value) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
    int i = names.indexOf(value.toLowerCase(Locale.ROOT));
    if (i < 0) {
      throw new InvalidInputException("The value of " + option + " is '" + value + "'; allowed are " + Problems.quote(names)
          + ".");
    }
    return type.getEnumConstants()[i];
  }
}

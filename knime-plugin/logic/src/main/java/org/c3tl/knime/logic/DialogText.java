package org.c3tl.knime.logic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages of core name options as the command line does; in a dialog the same option is a title. */
public final class DialogText {
  private static final Pattern COMMAND = Pattern.compile("(?<=^|[\\s(])--(?:no-)?([a-z]+(?:-[a-z]+)*)(?: [A-Z][A-Z_]*\\b)?");

  private DialogText() { }

  /**
   * @param message a message of core
   * @return the message with {@code --min-cells} as {@code 'Min cells'}
   */
  public static String of(String message) {
    if (message == null) {
      return "";
    }
    Matcher m = COMMAND.matcher(message.replace("'c3tl pseudobulk'", "The node C³TL Pseudobulk"));
    StringBuilder text = new StringBuilder();
    while (m.find()) {
      m.appendReplacement(text, Matcher.quoteReplacement("'" + title(m.group(1)) + "'"));
    }
    return m.appendTail(text).toString();
  }

  /**
   * @param option an option's name as on the command line, without dashes before it: {@code known-fraction}
   * @return its title in a dialog: {@code Known fraction}
   */
  public static String title(String option) {
    String words = option.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}

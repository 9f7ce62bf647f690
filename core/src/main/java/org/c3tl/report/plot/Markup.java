package org.c3tl.report.plot;

/** Text inside XML and HTML. */
public final class Markup {
  private Markup() { }

  /**
   * Makes any text, also one from a hostile file, plain text inside an element or a quoted attribute. What XML cannot hold, and
   * characters that turn the direction of the text around them, become a replacement character.
   *
   * @param text any text
   * @return it, escaped
   */
  public static String escape(String text) {
    StringBuilder s = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length();) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> s.append("&amp;");
        case '<' -> s.append("&lt;");
        case '>' -> s.append("&gt;");
        case '"' -> s.append("&quot;");
        case '\'' -> s.append("&#39;");
        case '\t', '\n', '\r' -> s.append(' ');
        default -> {
          boolean turns = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
          boolean none = c < 0x20 || c >= 0x7F && c < 0xA0 || c >= 0xD800 && c <= 0xDFFF || (c & 0xFFFE) == 0xFFFE;
          s.appendCodePoint(turns || none ? 0xFFFD : c);
        }
      }
    }
    return s.toString();
  }
}

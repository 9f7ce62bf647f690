package org.c3tl.io;

/** Numbers as text, read to the nearest float32. */
final class FloatText {
  private static final double[] POWERS = new double[23];
  private static final long EXACT = 1L << 53;

  static {
    double p = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = p;
      p *= 10;
    }
  }

  private FloatText() { }

  /**
   * Reads plain decimal notation with an optional exponent; blanks around it are ignored. Much faster than
   * {@link Float#parseFloat}, with the same results.
   *
   * @param text any text
   * @return the nearest float, infinite if beyond the largest one; NaN if the text is no decimal number
   */
  static float parse(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    int at = from;
    boolean negative = at < to && text.charAt(at) == '-';
    if (negative || at < to && text.charAt(at) == '+') {
      at++;
    }
    long digits = 0;
    int scale = 0;
    int count = 0;
    boolean point = false;
    boolean exact = true;
    for (; at < to; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        count++;
        if (digits < EXACT / 10) {
          digits = digits * 10 + (c - '0');
          scale -= point ? 1 : 0;
        } else {
          exact = false;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0) {
      return Float.NaN;
    }
    if (at < to) {
      char c = text.charAt(at++);
      if (c != 'e' && c != 'E') {
        return Float.NaN;
      }
      boolean down = at < to && text.charAt(at) == '-';
      if (down || at < to && text.charAt(at) == '+') {
        at++;
      }
      if (at == to) {
        return Float.NaN;
      }
      int exponent = 0;
      for (; at < to; at++) {
        char d = text.charAt(at);
        if (d < '0' || d > '9') {
          return Float.NaN;
        }
        exponent = Math.min(99999, exponent * 10 + (d - '0'));
      }
      scale += down ? -exponent : exponent;
    }
    if (exact && scale > -POWERS.length && scale < POWERS.length) {
      double v = scale < 0 ? digits / POWERS[-scale] : digits * POWERS[scale];
      // Digits and power are exact, so v is the nearest double. Rounding it again is safe unless it lies just between two
      // floats; below the normal floats that place is elsewhere.
      if ((Double.doubleToRawLongBits(v) & 0x1fffffffL) != 0x10000000L && (v >= Float.MIN_NORMAL || v == 0)) {
        return (float) (negative ? -v : v);
      }
    }
    return Float.parseFloat(text.substring(from, to));
  }

  /**
   * @param text any text
   * @return whether it stands for a missing number: nothing, NA, NaN, null and the like
   */
  static boolean isMissing(String text) {
    return switch (text.strip()) {
      case "", "NA", "N/A", "#N/A", "na", "n/a", "NaN", "nan", "NAN", "null", "NULL", "None", ".", "-", "-nan" -> true;
      default -> false;
    };
  }

  /**
   * @param text a text that is no finite number
   * @return what is wrong with it, to stand after "has"
   */
  static String complaint(String text) {
    if (isMissing(text)) {
      return text.isBlank() ? "no value" : "the missing value '" + text.strip() + "'";
    }
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    String s = text.strip();
    if (s.matches("[+-]?\\d+,\\d+([eE][+-]?\\d+)?")) {
      return "'" + shown + "' with a decimal comma where a decimal point is needed";
    }
    return s.matches("(?i)[+-]?inf(inity)?") || !Float.isNaN(parse(text)) ? "'" + shown + "', which is not finite"
        : "'" + shown + "', which is not a number";
  }
}

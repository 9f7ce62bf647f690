package org.c3tl.report.plot;

import java.util.ArrayList;
import java.util.List;

/** How wide texts are, estimated, since an SVG file does not know which font it will be shown in. */
final class Letters {
  /** Widths of the printable ASCII characters in Helvetica, in thousandths of the font size. */
  private static final short[] ASCII = {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556,
      556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
      500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
      556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
      500, 334, 260, 334, 584};

  private Letters() { }

  /**
   * @param text a text
   * @param size font size in pixels
   * @return its width in pixels, with a little to spare for wider fonts
   */
  static double width(String text, double size) {
    double sum = 0;
    for (int i = 0; i < text.length();) {
      int c = text.codePointAt(i);
      sum += c >= 32 && c < 127 ? ASCII[c - 32] : c > 0x2E80 ? 1000 : 600;
      i += Character.charCount(c);
    }
    return 1.08 * size * sum / 1000;
  }

  /**
   * @param text a text
   * @param size font size in pixels
   * @param room pixels there are
   * @return the text, cut with an ellipsis where it is too long
   */
  static String cut(String text, double size, double room) {
    if (width(text, size) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", size) > room) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "…";
  }

  /**
   * @param text a text
   * @param size font size in pixels
   * @param room pixels there are
   * @return its lines, broken between words
   */
  static List<String> lines(String text, double size, double room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && width(line + " " + word, size) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(cut(line.toString(), size, room));
    return lines;
  }
}

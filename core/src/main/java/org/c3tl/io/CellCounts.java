package org.c3tl.io;

import java.nio.file.Path;
import java.util.List;
import org.c3tl.data.Problems;

/** Numbers of cells written as text. */
final class CellCounts {
  private CellCounts() { }

  /**
   * @param file the file, for messages
   * @param texts one per row
   * @return one number per row, NaN where missing
   * @throws org.c3tl.data.InvalidInputException naming the rows where it is no number, negative or infinite
   */
  static double[] parse(Path file, List<String> texts) {
    double[] n = new double[texts.size()];
    Problems problems = new Problems();
    for (int r = 0; r < n.length; r++) {
      n[r] = parse(texts.get(r));
      problems.require(n[r] >= 0 || Double.isNaN(n[r]), file + ", row " + (r + 1) + ": '" + texts.get(r) + "' in '"
          + EffectColumns.CELLS + "' is no number of cells.");
    }
    problems.throwIfAny();
    return n;
  }

  /**
   * @param text a number, or a sign of absence, or null
   * @return the number; NaN where missing; -1 where it is no number of cells
   */
  static double parse(String text) {
    if (text == null || FloatText.isMissing(text)) {
      return Double.NaN;
    }
    try {
      double v = Double.parseDouble(text.strip());
      return v >= 0 && v < Double.POSITIVE_INFINITY ? v : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

package org.c3tl.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.c3tl.train.LearningCurve;

/** Learning curves of all folds. */
final class CurveTable {
  private CurveTable() { }

  /**
   * Writes {@code fold phase member epoch train_mse validation_pearson validation_mse}; see {@link LearningCurve.Point}.
   *
   * @param file tab-separated file to write; replaced where it exists
   * @param results results, of which those with a curve are written
   * @throws IOException if writing fails
   */
  static void write(Path file, List<FoldResult> results) throws IOException {
    try (Tsv tsv = new Tsv(file, "fold", "phase", "member", "epoch", "train_mse", "validation_pearson", "validation_mse")) {
      for (FoldResult r : results) {
        for (LearningCurve.Point p : r.curve() == null ? List.<LearningCurve.Point>of() : r.curve().points()) {
          tsv.row(r.fold(), p.phase(), p.member(), p.epoch(), p.trainMse(), p.validationPearson(), p.validationMse());
        }
      }
    }
  }
}

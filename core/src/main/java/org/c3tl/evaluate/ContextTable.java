package org.c3tl.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One value for each method, fold, context and metric, with the place of the fold in its protocol: what means, their spread
 * and paired differences are computed from.
 */
final class ContextTable {
  private ContextTable() { }

  /**
   * Writes the table: {@code method fold target training_contexts known_fraction seed context metric value perturbations
   * degenerate}, the last two being the number of scored perturbations and of values that count as a failure. What a context
   * does not define has no line.
   *
   * @param file tab-separated file to write; replaced where it exists
   * @param folds the folds
   * @param scores their scores
   * @throws IOException if writing fails
   */
  static void write(Path file, List<Fold> folds, List<ContextScore> scores) throws IOException {
    Map<String, Fold> byName = folds.stream().collect(Collectors.toMap(Fold::name, Function.identity()));
    try (Tsv tsv = new Tsv(file, "method", "fold", "target", "training_contexts", "known_fraction", "seed", "context", "metric",
        "value", "perturbations", "degenerate")) {
      for (ContextScore s : scores) {
        if (Double.isNaN(s.scores().context())) {
          continue;
        }
        Fold.Place place = byName.get(s.fold()).place();
        tsv.row(s.method(), s.fold(), place == null ? "" : place.target(), place == null ? "" : place.trainingContexts(),
            place == null ? "" : place.knownFraction(), s.seed(), s.context(), s.metric(), s.scores().context(),
            s.perturbations().size(), s.scores().degenerate());
      }
    }
  }
}

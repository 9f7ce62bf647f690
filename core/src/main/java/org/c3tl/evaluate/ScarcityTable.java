package org.c3tl.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What scarce data cost each method: means over the target contexts, by number of training contexts and known fraction
 * (Figure 3 of the paper).
 */
final class ScarcityTable {
  private static final Comparator<Key> ORDER = Comparator.comparingInt(Key::trainingContexts).reversed()
      .thenComparing(Comparator.comparingDouble(Key::knownFraction).reversed());

  private ScarcityTable() { }

  private record Key(int trainingContexts, double knownFraction) { }

  /**
   * Writes {@code method training_contexts known_fraction known metric mean sd se contexts}. {@code known} is the mean number
   * of known perturbations (those that validate included) of a target context; {@code mean}, {@code sd} (sample standard
   * deviation) and {@code se} (standard error) are over the target {@code contexts}, each averaged over its perturbations and
   * seeds. What no context defines has no line.
   *
   * @param file tab-separated file to write; replaced where it exists
   * @param folds folds that have a place
   * @param scores their scores
   * @throws IOException if writing fails
   */
  static void write(Path file, List<Fold> folds, List<ContextScore> scores) throws IOException {
    Map<Key, List<Fold>> cells = new TreeMap<>(ORDER);
    Map<String, Key> keys = new HashMap<>();
    for (Fold fold : folds) {
      Key key = new Key(fold.place().trainingContexts(), fold.place().knownFraction());
      keys.put(fold.name(), key);
      cells.computeIfAbsent(key, k -> new ArrayList<>()).add(fold);
    }
    Map<Key, MetricTable> tables = new HashMap<>();
    scores.forEach(s -> tables.computeIfAbsent(keys.get(s.fold()), k -> new MetricTable()).add(s));
    Map<Key, Summary> summaries = new HashMap<>();
    tables.forEach((key, table) -> summaries.put(key, Summary.of(table)));
    List<String> methods = scores.stream().map(ContextScore::method).distinct().toList();
    try (Tsv tsv = new Tsv(file, "method", "training_contexts", "known_fraction", "known", "metric", "mean", "sd", "se",
        "contexts")) {
      for (String method : methods) {
        for (Map.Entry<Key, List<Fold>> cell : cells.entrySet()) {
          Key key = cell.getKey();
          double known = cell.getValue().stream().flatMap(f -> f.counts().values().stream())
              .mapToInt(n -> n.known() + n.validation()).average().orElse(Double.NaN);
          for (Map.Entry<String, Summary.Stat> e : summaries.get(key).methods()
              .getOrDefault(method, Map.of()).entrySet()) {
            Summary.Stat s = e.getValue();
            if (s.contexts() > 0) {
              tsv.row(method, key.trainingContexts(), key.knownFraction(), known, e.getKey(), s.mean(), s.sd(),
                  s.sd() / Math.sqrt(s.contexts()), s.contexts());
            }
          }
        }
      }
    }
  }
}

package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.Predictor;
import org.c3tl.metric.Metric;

/** The folder of results that a benchmark writes, beside {@link ResultFiles} and {@link FoldFiles}. */
public final class BenchmarkFiles {
  /** Folder of the folds, in State's TOML. */
  public static final String FOLDS = "folds";
  /** Folder of predictions, one file per fold. */
  public static final String PREDICTIONS = "predictions";
  /** Learning curves. */
  public static final String CURVE = "curve.tsv";
  /** Means by number of training contexts and known fraction. */
  public static final String SCARCITY = "scarcity.tsv";

  private BenchmarkFiles() { }

  /**
   * Writes learning curves, the scarcity table where the protocol is that, and predictions that were kept.
   *
   * @param folder existing folder to write into
   * @param protocol how the folds were made
   * @param folds the folds
   * @param results results of every fold and method
   * @param kept where predictions are, {@link PartialResults#NONE} for none
   * @throws IOException if writing fails
   */
  public static void write(Path folder, Protocol protocol, List<Fold> folds, List<FoldResult> results, PartialResults kept)
      throws IOException {
    if (protocol instanceof Scarcity) {
      ScarcityTable.write(folder.resolve(SCARCITY), folds, results.stream().flatMap(r -> r.scores().stream()).toList());
    }
    if (results.stream().anyMatch(r -> r.curve() != null)) {
      CurveTable.write(folder.resolve(CURVE), results);
    }
    List<String> names = FoldFiles.names(folds);
    for (int i = 0; i < names.size(); i++) {
      String fold = folds.get(i).name();
      for (FoldResult r : results) {
        Path predictions = r.curve() != null && r.fold().equals(fold) ? kept.predictions(fold, r.method()) : null;
        if (predictions != null) {
          Files.createDirectories(folder.resolve(PREDICTIONS));
          Files.copy(predictions, folder.resolve(PREDICTIONS).resolve(prediction(names.get(i))));
        }
      }
    }
  }

  private static String prediction(String foldFile) {
    return foldFile.replaceFirst("\\.toml$", ".h5ad");
  }

  /**
   * Adds to a summary what only a comparison has: what each method is, and how C3TL compares with the best baseline.
   *
   * @param summary content of {@value ResultFiles#SUMMARY}
   * @param scores scores of all methods
   * @param metrics metrics that were computed
   * @return the same summary with {@code roles} ({@code method}, {@code baseline} or {@code ceiling}, by name of the method) and
   *     {@code c3tl_minus_best_baseline} (by name of the metric)
   */
  public static ObjectNode summary(ObjectNode summary, List<ContextScore> scores, List<Metric> metrics) {
    List<String> baselines = Baselines.all().stream().map(Predictor::name).toList();
    ObjectNode roles = summary.putObject("roles");
    scores.stream().map(ContextScore::method).distinct().forEach(m -> roles.put(m, baselines.contains(m) ? "baseline"
        : m.endsWith("-ceiling") ? "ceiling" : "method"));
    ObjectNode compared = summary.putObject("c3tl_minus_best_baseline");
    for (Comparison c : Comparison.of(scores, "c3tl", baselines, metrics)) {
      ObjectNode json = compared.putObject(c.metric()).put("baseline", c.other());
      ResultFiles.put(json, "difference", c.difference().mean());
      ResultFiles.put(json, "sd", c.difference().sd());
      ResultFiles.put(json, "se", c.difference().se());
      json.put("contexts", c.difference().contexts());
    }
    return summary;
  }

  /**
   * Files that an earlier benchmark may have left and that would be taken for those of a new one.
   *
   * @param folder folder of results; may not exist
   * @return those that are there: folds, their predictions, and tables that not every benchmark writes
   * @throws IOException if a manifest cannot be opened
   */
  public static List<Path> earlier(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    FoldFiles.listed(folder.resolve(FOLDS)).forEach((name, path) -> {
      found.add(path);
      found.add(folder.resolve(PREDICTIONS).resolve(prediction(name)));
    });
    found.addAll(Arrays.asList(folder.resolve(CURVE), folder.resolve(SCARCITY)));
    found.removeIf(f -> !Files.isRegularFile(f));
    return found;
  }
}

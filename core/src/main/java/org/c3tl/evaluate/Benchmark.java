package org.c3tl.evaluate;

import java.util.List;
import org.c3tl.baseline.Predictor;
import org.c3tl.baseline.Task;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.metric.Metric;

/**
 * Comparison of methods on the same folds: each is given the same training cells, validation cells, wanted cells and seed,
 * and is scored on all wanted cells.
 *
 * @param folds folds of one table, each with at least one wanted cell
 * @param methods methods to compare, of different names
 * @param metrics what to compute
 */
public record Benchmark(List<Fold> folds, List<Predictor> methods, List<Metric> metrics) {
  /** Copies the lists. */
  public Benchmark {
    folds = List.copyOf(folds);
    methods = List.copyOf(methods);
    metrics = List.copyOf(metrics);
    if (methods.stream().map(Predictor::name).distinct().count() < methods.size()) {
      throw new IllegalArgumentException("two methods have the same name");
    }
  }

  /**
   * @param progress told after each method of each fold
   * @return all scores
   * @throws java.util.concurrent.CancellationException if the progress says so
   */
  public MetricTable run(Progress progress) {
    MetricTable table = new MetricTable();
    double steps = folds.size() * methods.size();
    int done = 0;
    for (Fold fold : folds) {
      Task task = fold.task();
      FoldScorer scorer = new FoldScorer(fold.name(), fold.table(), task, metrics);
      for (Predictor method : methods) {
        String step = "fold " + fold.name() + ": " + method.name();
        progress.update(done / steps, step);
        Progress part = progress.part(done / steps, ++done / steps);
        EffectTable prediction = method.predict(task,
            (fraction, message) -> part.update(fraction, message == null ? null : step + ", " + message));
        if (prediction.size() != task.wanted().size()) {
          throw new IllegalStateException("method " + method.name() + " predicted " + prediction.size() + " cells, not the "
              + task.wanted().size() + " wanted");
        }
        scorer.score(method.name(), prediction, table);
      }
    }
    progress.update(1, "scored " + folds.size() + " folds");
    return table;
  }
}

package org.c3tl.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.baseline.Learner;
import org.c3tl.baseline.Predictor;
import org.c3tl.baseline.Task;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.io.SplitJson;
import org.c3tl.metric.Metric;
import org.c3tl.parallel.Pool;
import org.c3tl.train.LearningCurve;

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
   * How a benchmark is run; its scores depend on nothing of it.
   *
   * @param parallel most folds at a time, at least 1
   * @param finished what an earlier run finished, and where this one keeps what it does
   * @param provenance what is known of the command and the input, for predictions
   * @param predictions whether to keep the predictions of each {@link Learner}
   */
  public record Run(int parallel, PartialResults finished, Provenance provenance, boolean predictions) {
    /** One fold at a time, nothing kept. */
    public static final Run DEFAULT = new Run(1, PartialResults.NONE, Provenance.NONE, false);
  }

  /**
   * @param progress told after each method of each fold
   * @return all scores
   * @throws java.util.concurrent.CancellationException if the progress says so
   */
  public MetricTable run(Progress progress) {
    MetricTable table = new MetricTable();
    run(Run.DEFAULT, progress).forEach(r -> r.scores().forEach(table::add));
    return table;
  }

  /**
   * @param how how to run it
   * @param progress told after each method of each fold, by one thread at a time
   * @return a result for each fold and method, by fold and then by method, in the order given
   * @throws java.util.concurrent.CancellationException if the progress says so
   * @throws UncheckedIOException if results cannot be kept or read
   */
  public List<FoldResult> run(Run how, Progress progress) {
    List<List<FoldResult>> results = new ArrayList<>();
    folds.forEach(f -> results.add(new ArrayList<>()));
    Pool.run(folds.size(), how.parallel(), (i, part) -> {
      try {
        fold(i, how, part, results.get(i));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }, progress);
    progress.update(1, "scored " + folds.size() + " folds");
    return results.stream().flatMap(List::stream).toList();
  }

  private void fold(int i, Run how, Progress progress, List<FoldResult> into) throws IOException {
    Fold fold = folds.get(i);
    String place = "fold " + (i + 1) + " of " + folds.size() + " (" + fold.name() + "): ";
    Task task = null;
    FoldScorer scorer = null;
    for (int m = 0; m < methods.size(); m++) {
      Predictor method = methods.get(m);
      Progress part = progress.part((double) m / methods.size(), (m + 1.0) / methods.size());
      FoldResult result = how.finished().load(fold, method.name(), how.predictions() && method instanceof Learner);
      if (result == null) {
        String step = place + method.name();
        part.update(0, step);
        if (task == null) {
          task = fold.task();
          scorer = new FoldScorer(fold.name(), fold.table(), task, metrics);
        }
        result = score(fold, task, scorer, method, how,
            (fraction, message) -> part.update(fraction, message == null ? null : step + ", " + message));
      }
      into.add(result);
    }
  }

  private static FoldResult score(Fold fold, Task task, FoldScorer scorer, Predictor method, Run how, Progress progress)
      throws IOException {
    EffectTable prediction;
    LearningCurve curve = null;
    if (method instanceof Learner learner) {
      Learner.Learnt learnt = learner.learn(task, progress);
      prediction = learnt.prediction();
      curve = learnt.curve();
    } else {
      prediction = method.predict(task, progress);
    }
    if (prediction.size() != task.wanted().size()) {
      throw new IllegalStateException("method " + method.name() + " predicted " + prediction.size() + " cells, not the "
          + task.wanted().size() + " wanted");
    }
    MetricTable scores = new MetricTable();
    scorer.score(method.name(), prediction, scores);
    FoldResult result = new FoldResult(fold.name(), method.name(), scores.scores(), curve);
    boolean kept = how.predictions() && method instanceof Learner;
    how.finished().save(fold, result, kept ? prediction.withProvenance(provenance(how, fold, prediction)) : null);
    return result;
  }

  private static Provenance provenance(Run how, Fold fold, EffectTable prediction) {
    Provenance provenance = how.provenance();
    for (var e : prediction.provenance().entries().entrySet()) {
      provenance = provenance.with("model." + e.getKey(), e.getValue());
    }
    return provenance.with(SplitJson.ENTRY, SplitJson.write(fold.split()));
  }
}

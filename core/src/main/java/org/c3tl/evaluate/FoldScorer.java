package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.c3tl.baseline.MeanOverContexts;
import org.c3tl.baseline.Task;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.metric.ContextBlock;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Scores;

/** Scores any number of methods on the wanted cells of one fold. */
public final class FoldScorer {
  private final String fold;
  private final long seed;
  private final EffectTable truth;
  private final List<Metric> metrics;
  private final Map<String, List<Cell>> byContext = new LinkedHashMap<>();
  private final double[] reference;
  private final EffectTable mean;

  /**
   * @param fold name of the fold
   * @param truth measured effects; has all wanted cells of the task, on the same gene axis
   * @param task what the methods learnt from and predicted; at least one cell is wanted
   * @param metrics what to compute
   */
  public FoldScorer(String fold, EffectTable truth, Task task, List<Metric> metrics) {
    this.fold = fold;
    this.seed = task.seed();
    this.truth = truth;
    this.metrics = List.copyOf(metrics);
    for (Cell cell : task.wanted()) {
      if (truth.rowOf(cell) < 0) {
        throw new IllegalArgumentException("no truth for " + cell);
      }
      byContext.computeIfAbsent(cell.context(), c -> new ArrayList<>()).add(cell);
    }
    this.reference = meanOfCentroids(task.training());
    this.mean = new MeanOverContexts().predict(task);
  }

  /**
   * @param training effects that methods learnt from
   * @return mean over perturbations of the mean over each one's contexts, one value per gene
   */
  static double[] meanOfCentroids(EffectTable training) {
    int[] contexts = new int[training.perturbations().size()];
    for (int r = 0; r < training.size(); r++) {
      contexts[training.perturbation(r)]++;
    }
    double[] mean = new double[training.genes().size()];
    for (int r = 0; r < training.size(); r++) {
      double weight = 1.0 / contexts[training.perturbation(r)] / contexts.length;
      float[] x = training.values(r);
      for (int g = 0; g < mean.length; g++) {
        mean[g] += weight * x[g];
      }
    }
    return mean;
  }

  /**
   * @param method name of the method
   * @param prediction has all wanted cells, on the gene axis of the truth
   * @param into takes the scores
   * @throws IllegalArgumentException if a wanted cell is missing or the genes differ, which is a defect of the method
   */
  public void score(String method, EffectTable prediction, MetricTable into) {
    if (!prediction.genes().equals(truth.genes())) {
      throw new IllegalArgumentException("method " + method + " predicted other genes than those of the truth");
    }
    byContext.forEach((context, cells) -> {
      List<String> perturbations = cells.stream().map(Cell::perturbation).toList();
      ContextBlock block = new ContextBlock(context, perturbations, truth.genes(),
          rows(truth, cells, "the truth", EffectTable::values), rows(prediction, cells, method, EffectTable::values), reference,
          rows(mean, cells, "mean", EffectTable::values));
      if (prediction.hasSd()) {
        block = block.withPrediction(block.prediction(), rows(prediction, cells, method, EffectTable::sd));
      }
      if (truth.hasSd()) {
        block = block.withTruthSd(rows(truth, cells, "the truth", EffectTable::sd));
      }
      if (truth.controls().containsKey(context)) {
        block = block.withControl(widen(truth.controls().get(context)));
      }
      for (Metric metric : metrics) {
        into.add(new ContextScore(method, fold, seed, context, metric.name(), perturbations, metric.score(block)));
      }
    });
  }

  private static double[][] rows(EffectTable table, List<Cell> cells, String whose,
      BiFunction<EffectTable, Integer, float[]> what) {
    double[][] rows = new double[cells.size()][];
    for (int p = 0; p < rows.length; p++) {
      int r = table.rowOf(cells.get(p));
      if (r < 0) {
        throw new IllegalArgumentException(whose + " has no " + cells.get(p));
      }
      rows[p] = widen(what.apply(table, r));
    }
    return rows;
  }

  private static double[] widen(float[] row) {
    double[] wide = new double[row.length];
    for (int g = 0; g < wide.length; g++) {
      wide[g] = row[g];
    }
    return wide;
  }
}

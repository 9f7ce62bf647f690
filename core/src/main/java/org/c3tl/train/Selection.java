package org.c3tl.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Samples;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.data.Split;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.parallel.Workers;

/**
 * Rehearses the task: in each split other contexts play the target, a network is trained without their hidden effects, and
 * those are predicted. Tells how long to train, how far to trust the network, and how large its errors are.
 */
final class Selection {
  private Selection() { }

  /**
   * @param epochs number of epochs with the best mean score
   * @param score that score, higher is better
   * @param rehearsals the splits, each predicted by its own best epoch
   * @param points learning curves
   */
  record Result(int epochs, double score, List<Rehearsal> rehearsals, List<LearningCurve.Point> points) { }

  /**
   * One split.
   *
   * @param part effects that trained
   * @param rows their features
   * @param map between effects and features
   * @param cells hidden cells
   */
  record Rehearsal(EffectTable part, Rows rows, FeatureMap map, Validator.Predicted cells) { }

  static Result run(EffectTable all, List<Split> splits, TrainOptions options, Checkpoints checkpoints, Progress progress,
      Workers workers, Backend backend) throws IOException {
    List<Rehearsal> rehearsals = new ArrayList<>();
    List<LearningCurve.Point> points = new ArrayList<>();
    List<double[]> curves = new ArrayList<>();
    int features = options.basisRank() == 0 ? all.genes().size() : options.basisRank();
    long bytes = Fit.bytes(options, features, all.perturbations().size(), all.contexts().size());
    List<Rehearsed> done = Fits.run(splits.size(), bytes, backend, workers, (k, on, threads, part) ->
        rehearse(all, splits.get(k), k, options, checkpoints, part, threads, on), progress);
    for (Rehearsed r : done) {
      if (r != null) {
        rehearsals.add(r.rehearsal);
        points.addAll(r.points);
        curves.add(Fit.smoothed(r.points, options.criterion()));
      }
    }
    int longest = curves.stream().mapToInt(c -> c.length).max().orElse(0);
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < longest; e++) {
      double sum = 0;
      for (double[] curve : curves) {
        sum += curve[Math.min(e, curve.length - 1)];
      }
      if (sum / curves.size() > bestScore) {
        bestScore = sum / curves.size();
        best = e + 1;
      }
    }
    return new Result(best, bestScore, rehearsals, points);
  }

  /** One split, and its learning curve. */
  private record Rehearsed(Rehearsal rehearsal, List<LearningCurve.Point> points) { }

  /** Null where nothing of the split can be predicted. */
  private static Rehearsed rehearse(EffectTable all, Split split, int number, TrainOptions options, Checkpoints checkpoints,
      Progress progress, Workers workers, Backend backend) throws IOException {
    EffectTable part = all.where(r -> split.role(all.cell(r)) == Split.Role.TRAIN);
    EffectTable held = all.where(r -> split.role(all.cell(r)) == Split.Role.VALIDATION);
    FeatureMap map = FeatureMap.fit(Trainer.values(part), options.basisRank(), options.seed(), workers);
    Rows rows = new Rows(part, map, Trainer.weightedBy(options), workers);
    Validator validator = Validator.of(part, held, map, rows, options.seed());
    if (validator == null) {
      return null;
    }
    try (Samples samples = rows.samples(backend);
        Network network = new Network(options.network(), map.features(), part.perturbations().size(), part.contexts().size(),
            backend)) {
      Fit.Result fitted = new Fit("select", number, options, part, map, rows, validator, samples, backend)
          .run(checkpoints, progress);
      network.setWeights(fitted.weights());
      return new Rehearsed(new Rehearsal(part, rows, map, validator.predict(network, samples, workers)), fitted.points());
    }
  }
}

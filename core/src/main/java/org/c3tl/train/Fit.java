package org.c3tl.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Samples;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.model.TrainingPass;

/** Trains one network: the epoch loop with early stopping. */
final class Fit {
  /** The score of an epoch is averaged over this many last epochs, since a single one is noisy. */
  private static final int SMOOTHING = 3;

  private final String phase;
  private final int member;
  private final TrainOptions options;
  private final EffectTable training;
  private final FeatureMap map;
  private final Rows rows;
  private final Validator validator;
  private final Samples samples;
  private final Backend backend;

  /**
   * @param weights weights of the best epoch, or of the last where nothing validates
   * @param bestEpoch that epoch
   * @param bestScore its smoothed score, higher is better; NaN where nothing validates
   * @param points one per epoch
   */
  record Result(Map<String, float[]> weights, int bestEpoch, double bestScore, List<LearningCurve.Point> points) { }

  Fit(String phase, int member, TrainOptions options, EffectTable training, FeatureMap map, Rows rows, Validator validator,
      Samples samples, Backend backend) {
    this.phase = phase;
    this.member = member;
    this.options = options;
    this.training = training;
    this.map = map;
    this.rows = rows;
    this.validator = validator;
    this.samples = samples;
    this.backend = backend;
  }

  /**
   * @param perturbations number of perturbations that occur
   * @return perturbations per batch: several batches an epoch, but enough for means over perturbations to mean something
   */
  static int automaticBatch(int perturbations) {
    return Math.max(8, Math.min(64, (perturbations + 3) / 4));
  }

  /**
   * @param options options
   * @param features number of features
   * @param perturbations number of perturbations that occur
   * @param contexts number of contexts that occur
   * @return roughly what a network takes while it is trained: weights, gradients, Adam's state, and a batch's buffers
   */
  static long bytes(TrainOptions options, int features, int perturbations, int contexts) {
    long h = options.network().hidden();
    long weights = h * (3L * features + perturbations + contexts + h * 3L * (options.network().depth() - 1))
        + 3 * h * options.network().latent();
    long rows = (long) contexts * Math.min(perturbations, options.batch() == 0 ? automaticBatch(perturbations) : options.batch());
    long buffers = rows * (2L * features + h * (6 * options.network().depth() + 4) + 2L * options.network().latent());
    return 4 * (4 * weights + buffers);
  }

  Result run(Checkpoints checkpoints, Progress progress) throws IOException {
    int perturbations = training.perturbations().size();
    int contexts = training.contexts().size();
    int batch = Math.min(perturbations, options.batch() == 0 ? automaticBatch(perturbations) : options.batch());
    Support support = new Support(rows, contexts);
    long seed = mix(options.seed(), member);
    String key = phase + "-" + member;
    try (Network network = new Network(options.network(), map.features(), perturbations, contexts, backend);
        TrainingPass pass = new TrainingPass(network, support.mostRows(batch), support.mostPerturbations(batch),
            options.leaveOneOut());
        Adam adam = new Adam(network.parameters(), backend, Adam.EPSILON)) {
      network.initialise(seed);
      Order order = new Order(perturbations, mix(seed, 1));
      List<LearningCurve.Point> points = new ArrayList<>();
      Map<String, float[]> best = null;
      int bestEpoch = 0;
      double bestScore = Double.NEGATIVE_INFINITY;
      int epoch = 0;
      FitState saved = checkpoints.load(key);
      if (saved != null) {
        network.setWeights(saved.weights());
        adam.restore(saved.steps(), saved.means(), saved.squares());
        order.restore(saved.orderState(), saved.order());
        points.addAll(saved.points());
        best = saved.best();
        bestEpoch = saved.bestEpoch();
        bestScore = saved.bestScore();
        epoch = saved.epoch();
        if (saved.finished()) {
          return result(network, best, bestEpoch, bestScore, epoch, points);
        }
      }
      while (epoch < options.epochs() && (validator == null || epoch - bestEpoch < options.patience())) {
        double loss = epoch(network, pass, adam, support, order.next(), batch, seed, epoch, progress);
        epoch++;
        Validator.Score score = validator == null ? new Validator.Score(Double.NaN, Double.NaN) : validator.score(network, samples);
        // From squared features to the share of a gene's squared effect that lies within the basis.
        double unit = map.scale() * map.scale() * map.features() / training.genes().size();
        points.add(new LearningCurve.Point(phase, member, epoch, loss * unit, score.pearson(), score.mse()));
        if (validator != null) {
          double smooth = smoothed(points, options.criterion())[epoch - 1];
          if (smooth > bestScore) {
            bestScore = smooth;
            bestEpoch = epoch;
            best = network.weights();
          }
        }
        progress.update((double) epoch / options.epochs(), message(points));
        boolean last = epoch == options.epochs() || validator != null && epoch - bestEpoch >= options.patience();
        if (checkpoints.due(last)) {
          checkpoints.save(key, new FitState(last, epoch, order.state(), order.current(), adam.steps(), network.weights(),
              adam.means(), adam.squares(), best, bestEpoch, bestScore, points));
        }
      }
      return result(network, best, bestEpoch, bestScore, epoch, points);
    }
  }

  private Result result(Network network, Map<String, float[]> best, int bestEpoch, double bestScore, int epoch,
      List<LearningCurve.Point> points) {
    return validator == null ? new Result(network.weights(), epoch, Double.NaN, points)
        : new Result(best, bestEpoch, bestScore, points);
  }

  private double epoch(Network network, TrainingPass pass, Adam adam, Support support, int[] order, int batch, long seed,
      int epoch, Progress progress) {
    double sum = 0;
    long targets = 0;
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(order.length, from + batch);
      long key = mix(seed, adam.steps() + 2);
      Support.Picked picked = support.batch(order, from, to, key);
      int n = picked.rows().length;
      if (n == 0) {
        continue;
      }
      float[] weight = options.criterion() == TrainOptions.Criterion.PEARSON ? new float[n] : null;
      float[] reliability = new float[n];
      int[] p = new int[n];
      int[] c = new int[n];
      for (int i = 0; i < n; i++) {
        if (weight != null) {
          weight[i] = rows.weight[picked.rows()[i]];
        }
        reliability[i] = rows.reliability.weights()[picked.rows()[i]];
        p[i] = rows.perturbation[picked.rows()[i]];
        c[i] = rows.context[picked.rows()[i]];
      }
      double loss = pass.run(new Batch(samples, picked.rows(), picked.targets(), weight, reliability, p, c,
          network.perturbations(), network.contexts()), options.dropout(), key);
      if (!Double.isNaN(loss)) {
        sum += loss * picked.targets();
        targets += picked.targets();
        adam.step(options.learningRate(), options.weightDecay());
      }
      progress.update((epoch + (double) to / order.length) / options.epochs(), null);
    }
    return targets == 0 ? Double.NaN : sum / targets;
  }

  /**
   * @param points epochs of one fit
   * @param criterion what is scored
   * @return score of each epoch, higher is better, averaged with those just before it
   */
  static double[] smoothed(List<LearningCurve.Point> points, TrainOptions.Criterion criterion) {
    double[] scores = points.stream().mapToDouble(p -> criterion == TrainOptions.Criterion.PEARSON ? p.validationPearson()
        : -p.validationMse()).toArray();
    double[] smooth = new double[scores.length];
    for (int e = 0; e < scores.length; e++) {
      int from = Math.max(0, e - SMOOTHING + 1);
      for (int i = from; i <= e; i++) {
        smooth[e] += scores[i] / (e - from + 1);
      }
    }
    return smooth;
  }

  private String message(List<LearningCurve.Point> points) {
    LearningCurve.Point p = points.get(points.size() - 1);
    String text = String.format(java.util.Locale.ROOT, "%s epoch %d, training loss %.4g", phase.equals("select")
        ? "choosing the number of epochs," : "network " + (member + 1) + " of " + options.ensemble() + ",", p.epoch(),
        p.trainMse());
    return validator == null ? text
        : text + String.format(java.util.Locale.ROOT, ", validation r %.4f, MSE %.4g", p.validationPearson(),
            p.validationMse());
  }

  static long mix(long seed, long salt) {
    long z = seed + salt * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}

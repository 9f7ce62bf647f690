package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Samples;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.model.FeatureMap;
import org.c3tl.parallel.Pool;
import org.c3tl.parallel.Workers;
import org.c3tl.train.TrainOptions.Criterion;

/**
 * {@code latent-additive}: PerturBench's LatentAdditive, x̂_pc = decoder(MLP(description of c) + MLP(one-hot of p)), the
 * nearest relative of C3TL: it too adds a perturbation and a context in a latent space, but learns each perturbation's place
 * from its one-hot instead of computing it from measured effects. This class is stateless.
 *
 * <p>PerturBench predicts expression of single cells and feeds the first MLP with a matched control cell. Here effects are
 * predicted, in which there is no control, so the context itself must be described. Tuning chooses between two descriptions:
 * its one-hot, and its shift, the mean over its known perturbations k of x_kc − m_k (m_k: mean over the other contexts). The
 * softplus of PerturBench's output, which keeps expression positive, is left out.
 *
 * <p>Each MLP has one hidden layer of 128 (ReLU), the latent space 32 dimensions, as there. Mean squared error, Adam with
 * learning rate 0.002 and weight decay 0.1, batches of an eighth of the rows but 64 to 1024. As in C3TL, effects are projected
 * on their first 64 gene components, and the number of epochs, at most 60, is chosen with the description while other contexts
 * play the target ({@link Rehearsal}); then all measured effects train 5 networks of different seeds, whose predictions are
 * averaged. Where too few contexts are measured for that: one-hot and 20 epochs. Where the wanted context has no known
 * effects, it is the mean over contexts.
 *
 * <p>Source: Wu et al., PerturBench, arXiv 2408.10609 (github altoslabs/perturbench,
 * {@code modelcore/models/latent_additive.py}); written from the formula.
 */
final class LatentAdditive implements Predictor {
  private static final int BASIS = 64;
  private static final int NETWORKS = 5;
  private static final int MOST_EPOCHS = 60;
  /** Epochs where nothing can be rehearsed. */
  private static final int EPOCHS = 20;
  private static final double LEARNING_RATE = 2e-3;
  private static final double WEIGHT_DECAY = 0.1;

  private final Criterion criterion;
  private final int threads;

  /** What a context is described by. */
  enum Description {
    /** Its one-hot. */
    ONE_HOT,
    /** How its known effects differ from the mean over the other contexts. */
    SHIFT
  }

  /**
   * What is tuned.
   *
   * @param description what a context is described by
   * @param epochs passes over the training rows
   */
  record Setting(Description description, int epochs) { }

  /**
   * @param criterion what settings are chosen by
   * @param threads number of threads
   */
  LatentAdditive(Criterion criterion, int threads) {
    this.criterion = criterion;
    this.threads = threads;
  }

  @Override
  public String name() {
    return "latent-additive";
  }

  @Override
  public EffectTable predict(Task task) {
    return predict(task, Progress.NONE);
  }

  @Override
  public EffectTable predict(Task task, Progress progress) {
    Measured measured = new Measured(task);
    try (Workers workers = new Workers(threads)) {
      Setting chosen = tune(measured.table(), task, workers, progress.part(0, 0.6));
      return predict(measured, task, chosen, workers, progress.part(0.6, 1));
    }
  }

  private Setting tune(EffectTable table, Task task, Workers workers, Progress progress) {
    List<Rehearsal> rehearsals = Rehearsal.played(table, task);
    if (rehearsals.isEmpty()) {
      return new Setting(Description.ONE_HOT, EPOCHS);
    }
    List<Setting> settings = new ArrayList<>();
    for (Description description : Description.values()) {
      for (int epoch = 1; epoch <= MOST_EPOCHS; epoch++) {
        settings.add(new Setting(description, epoch));
      }
    }
    List<Rehearsing> stages = new ArrayList<>();
    for (Rehearsal rehearsal : rehearsals) {
      progress.update(0, "preparing");
      stages.add(new Rehearsing(table, rehearsal, task.seed(), workers));
    }
    Description[] descriptions = Description.values();
    Tuning.Score[][] played = new Tuning.Score[stages.size() * descriptions.length][];
    Pool.run(played.length, threads, (i, part) -> {
      played[i] = stages.get(i / descriptions.length).play(descriptions[i % descriptions.length], task.seed(), part);
    }, progress);
    Tuning.Score[] scores = new Tuning.Score[settings.size()];
    Arrays.setAll(scores, i -> new Tuning.Score());
    for (int i = 0; i < played.length; i++) {
      for (int epoch = 0; epoch < MOST_EPOCHS; epoch++) {
        scores[i % descriptions.length * MOST_EPOCHS + epoch].add(played[i][epoch]);
      }
    }
    return Tuning.choose(settings, null, scores, criterion);
  }

  private static int batches(int rows) {
    return Math.max(1, rows / Math.max(64, Math.min(1024, rows / 8)));
  }

  /**
   * Trains a network on one thread: it is too small for more to help, and there are others to train beside it.
   *
   * @param rows what is seen
   * @param description what a context is described by
   * @param epochs passes over the rows
   * @param seed seed of the weights and of the order of rows
   * @param after told of the network after each epoch, counted from 1
   */
  private static void train(Rows rows, Description description, int epochs, long seed, ObjIntConsumer<LatentNetwork> after) {
    int n = rows.seen.length;
    try (Workers one = new Workers(1); HostBackend backend = new HostBackend(one);
        Samples samples = backend.samples(rows.features, 1);
        LatentNetwork network = new LatentNetwork(backend, rows.table.perturbations().size(), rows.table.contexts().size(),
            description == Description.ONE_HOT ? null : rows.shift, rows.map.features(), (n + batches(n) - 1) / batches(n),
            LEARNING_RATE, WEIGHT_DECAY, seed)) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int epoch = 1; epoch <= epochs; epoch++) {
        epoch(network, rows, samples, random);
        after.accept(network, epoch);
      }
    }
  }

  private static void epoch(LatentNetwork network, Rows rows, Samples samples, SplittableRandom random) {
    int n = rows.seen.length;
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    int batches = batches(n);
    for (int b = 0; b < batches; b++) {
      int[] batch = Arrays.copyOfRange(order, (int) ((long) n * b / batches), (int) ((long) n * (b + 1) / batches));
      int[] p = Arrays.stream(batch).map(i -> rows.table.perturbation(rows.seen[i])).toArray();
      int[] c = Arrays.stream(batch).map(i -> rows.table.context(rows.seen[i])).toArray();
      network.step(new Batch(samples, batch, batch.length, null, null, p, c, rows.table.perturbations().size(),
          rows.table.contexts().size()));
    }
  }

  private EffectTable predict(Measured measured, Task task, Setting setting, Workers workers, Progress progress) {
    EffectTable table = measured.table();
    Rows rows = new Rows(table, null, task.seed(), workers);
    int n = task.wanted().size();
    int[] p = task.wanted().stream().mapToInt(cell -> table.perturbations().indexOf(cell.perturbation())).toArray();
    int[] c = task.wanted().stream().mapToInt(cell -> table.contexts().indexOf(cell.context())).toArray();
    int[] possible = IntStream.range(0, n).filter(i -> p[i] >= 0 && c[i] >= 0).toArray();
    int[] ofP = Arrays.stream(possible).map(i -> p[i]).toArray();
    int[] ofC = Arrays.stream(possible).map(i -> c[i]).toArray();
    float[][][] out = new float[NETWORKS][][];
    Pool.run(possible.length > 0 ? NETWORKS : 0, threads,
        (m, part) -> train(rows, setting.description, setting.epochs, task.seed() + m, (network, epoch) -> {
          part.update((double) epoch / setting.epochs, "network " + (m + 1) + ", epoch " + epoch);
          out[m] = epoch < setting.epochs ? null : network.predict(ofP, ofC);
        }), progress);
    float[][] sum = new float[n][];
    for (int m = 0; m < NETWORKS && possible.length > 0; m++) {
      for (int i = 0; i < possible.length; i++) {
        add(sum, possible[i], out[m][i]);
      }
    }
    int[] next = {0};
    return measured.predict(name(), cell -> {
      int i = next[0]++;
      double[] mean = measured.meanElsewhere(cell.perturbation(), cell.context());
      return mean == null ? null : sum[i] == null ? Measured.narrow(mean) : rows.map.toEffect(sum[i]);
    });
  }

  private static void add(float[][] sum, int at, float[] out) {
    float[] s = sum[at] == null ? new float[out.length] : sum[at];
    for (int k = 0; k < s.length; k++) {
      s[k] += out[k] / NETWORKS;
    }
    sum[at] = s;
  }

  /** A rehearsal, ready to be played. */
  private static final class Rehearsing {
    private final Rows rows;
    private final Truth truth;
    private final int[] p;
    private final int[] c;

    Rehearsing(EffectTable table, Rehearsal rehearsal, long seed, Workers workers) {
      rows = new Rows(table, rehearsal.hidden(), seed, workers);
      truth = new Truth(rows, rehearsal.scored(), workers);
      p = Arrays.stream(rehearsal.scored()).map(table::perturbation).toArray();
      c = Arrays.stream(rehearsal.scored()).map(table::context).toArray();
    }

    /** Scores after each epoch. */
    Tuning.Score[] play(Description description, long seed, Progress progress) {
      Tuning.Score[] scores = new Tuning.Score[MOST_EPOCHS];
      train(rows, description, MOST_EPOCHS, seed, (network, epoch) -> {
        progress.update((double) epoch / MOST_EPOCHS, "choosing settings, epoch " + epoch);
        scores[epoch - 1] = truth.score(network.predict(p, c));
      });
      return scores;
    }
  }

  /** What is seen, as the network sees it. */
  private static final class Rows {
    final EffectTable table;
    final int[] seen;
    final FeatureMap map;
    final float[][] features;
    final float[][] shift;

    Rows(EffectTable table, boolean[] hidden, long seed, Workers workers) {
      this.table = table;
      seen = IntStream.range(0, table.size()).filter(r -> hidden == null || !hidden[r]).toArray();
      List<float[]> effects = new ArrayList<>();
      for (int row : seen) {
        effects.add(table.values(row));
      }
      map = FeatureMap.fit(effects, BASIS, seed, workers);
      features = map.toFeatures(effects.toArray(float[][]::new), workers);
      shift = shift();
    }

    private float[][] shift() {
      int width = map.features();
      double[][] total = new double[table.perturbations().size()][width];
      int[] count = new int[total.length];
      for (int i = 0; i < seen.length; i++) {
        int p = table.perturbation(seen[i]);
        count[p]++;
        for (int k = 0; k < width; k++) {
          total[p][k] += features[i][k];
        }
      }
      double[][] sum = new double[table.contexts().size()][width];
      int[] known = new int[sum.length];
      for (int i = 0; i < seen.length; i++) {
        int p = table.perturbation(seen[i]);
        int c = table.context(seen[i]);
        if (count[p] > 1) {
          known[c]++;
          for (int k = 0; k < width; k++) {
            sum[c][k] += features[i][k] - (total[p][k] - features[i][k]) / (count[p] - 1);
          }
        }
      }
      float[][] shift = new float[sum.length][width];
      for (int c = 0; c < shift.length; c++) {
        for (int k = 0; k < width; k++) {
          shift[c][k] = (float) (sum[c][k] / Math.max(1, known[c]));
        }
      }
      return shift;
    }
  }

  /** Measured effects of a rehearsal; predictions are scored in gene space, but without leaving the components. */
  private static final class Truth {
    private final Rows rows;
    private final float[][] features;
    private final double[] square;
    private final double[] mean;
    private final double[] basisMean;

    Truth(Rows rows, int[] scored, Workers workers) {
      this.rows = rows;
      float[][] effects = Arrays.stream(scored).mapToObj(rows.table::values).toArray(float[][]::new);
      features = rows.map.toFeatures(effects, workers);
      square = new double[scored.length];
      mean = new double[scored.length];
      int genes = rows.table.genes().size();
      for (int i = 0; i < scored.length; i++) {
        for (float v : effects[i]) {
          square[i] += (double) v * v;
          mean[i] += v / (double) genes;
        }
      }
      basisMean = new double[rows.map.features()];
      Arrays.fill(basisMean, 1.0 / genes);
      for (int k = 0; rows.map.basis() != null && k < basisMean.length; k++) {
        double sum = 0;
        for (float v : rows.map.basis()[k]) {
          sum += v;
        }
        basisMean[k] = sum / genes;
      }
    }

    Tuning.Score score(float[][] predicted) {
      Tuning.Score score = new Tuning.Score();
      int genes = rows.table.genes().size();
      double scale = rows.map.scale();
      for (int i = 0; i < predicted.length; i++) {
        double both = 0;
        double own = 0;
        double ownMean = 0;
        for (int k = 0; k < basisMean.length; k++) {
          double f = predicted[i][k];
          both += scale * scale * f * features[i][k];
          own += scale * scale * f * f;
          ownMean += scale * f * basisMean[k];
        }
        double vp = own - genes * ownMean * ownMean;
        double vt = square[i] - genes * mean[i] * mean[i];
        score.add(vp > 0 && vt > 0 ? (both - genes * ownMean * mean[i]) / Math.sqrt(vp * vt) : Double.NaN,
            (own - 2 * both + square[i]) / genes);
      }
      return score;
    }
  }
}

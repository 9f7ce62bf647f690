package org.c3tl.baseline;

import java.util.List;
import org.c3tl.train.TrainOptions;
import org.c3tl.train.TrainOptions.Criterion;

/** The baselines that every result is shown beside. */
public final class Baselines {
  private static final List<Predictor> ALL = all(TrainOptions.DEFAULT.threadCount());

  private Baselines() { }

  /**
   * @return all baselines, in the order of tables: {@code no-change}, {@code mean}, {@code rescaled-mean}, {@code closest},
   *     {@code nearest-contexts}, {@code additive}, {@code ridge-contexts}, {@code pca-ridge}, {@code low-rank},
   *     {@code latent-additive}; their settings are chosen by correlation, and they use all cores
   */
  public static List<Predictor> all() {
    return ALL;
  }

  /**
   * @param threads number of threads of each, at least 1
   * @return all baselines, as {@link #all()}
   */
  public static List<Predictor> all(int threads) {
    return all(TrainOptions.DEFAULT.criterion(), threads);
  }

  /**
   * @param by what their settings are chosen by
   * @param threads number of threads of each, at least 1
   * @return all baselines, as {@link #all()}
   */
  public static List<Predictor> all(Criterion by, int threads) {
    return List.of(new NoChange(), new MeanOverContexts(), new RescaledMean(by), new ClosestContext(), new NearestContexts(by),
        new Additive(), new RidgeContexts(by), new PcaRidge(by, threads), new LowRank(by, threads),
        new LatentAdditive(by, threads));
  }
}

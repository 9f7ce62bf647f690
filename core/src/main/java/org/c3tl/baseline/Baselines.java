package org.c3tl.baseline;

import java.util.List;
import org.c3tl.train.TrainOptions;
import org.c3tl.train.TrainOptions.Criterion;

/** The baselines that every result is shown beside. */
public final class Baselines {
  private static final List<Predictor> ALL = all(TrainOptions.DEFAULT);

  private Baselines() { }

  /**
   * @return all baselines, in the order of tables: {@code no-change}, {@code mean}, {@code rescaled-mean}, {@code closest},
   *     {@code nearest-contexts}, {@code additive}, {@code ridge-contexts}, {@code pca-ridge}, {@code low-rank},
   *     {@code latent-additive}; their settings are chosen by correlation
   */
  public static List<Predictor> all() {
    return ALL;
  }

  /**
   * @return those of {@link #all()} that are done in seconds: all but {@code latent-additive}, which trains networks
   */
  public static List<Predictor> quick() {
    return ALL.stream().filter(b -> !(b instanceof LatentAdditive)).toList();
  }

  /**
   * @param options C3TL's options, of which the baselines share criterion and number of threads
   * @return all baselines, as {@link #all()}
   */
  public static List<Predictor> all(TrainOptions options) {
    Criterion by = options.criterion();
    return List.of(new NoChange(), new MeanOverContexts(), new RescaledMean(by), new ClosestContext(), new NearestContexts(by),
        new Additive(), new RidgeContexts(by), new PcaRidge(by, options.threadCount()), new LowRank(by),
        new LatentAdditive(by, options.threadCount()));
  }
}

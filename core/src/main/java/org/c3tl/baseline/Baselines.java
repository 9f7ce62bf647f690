package org.c3tl.baseline;

import java.util.List;

/** The baselines that every result is shown beside. */
public final class Baselines {
  private static final List<Predictor> ALL =
      List.of(new NoChange(), new MeanOverContexts(), new ClosestContext(), new Additive());

  private Baselines() { }

  /**
   * @return all baselines, in the order of tables: {@code no-change}, {@code mean}, {@code closest}, {@code additive}
   */
  public static List<Predictor> all() {
    return ALL;
  }
}

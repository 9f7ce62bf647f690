package org.c3tl.metric;

import java.util.List;

/** The metrics that every result is judged by. A new one is added here and appears in every table. */
public final class Metrics {
  private static final List<Metric> ALL = List.of(new PearsonDelta(), new PearsonGene(), new MeanSquaredError(),
      new MeanAbsoluteError(), new R2Delta(), new PearsonDeltaPert(), new Skill());

  private Metrics() { }

  /**
   * @return all metrics, in the order of tables
   */
  public static List<Metric> all() {
    return ALL;
  }
}

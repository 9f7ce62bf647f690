package org.c3tl.metric;

import java.util.List;
import java.util.stream.Stream;

/** The metrics that every result is judged by. A new one is added here and appears in every table. */
public final class Metrics {
  private static final List<Metric> ALL = Stream.of(
      Stream.of(new PearsonDelta(), new PearsonDeltaPert(), new PearsonGene(), new SpearmanDelta(), new CosineLogFoldChange(),
          new R2Delta(), WeightedR2.fromMeanPerturbation(), WeightedR2.fromControl(),
          new MeanSquaredError(), new MeanAbsoluteError(), new RootMeanSquaredError(), new NormalisedError(),
          new WeightedError(),
          new DiscriminationScore(DiscriminationScore.Distance.L1), new DiscriminationScore(DiscriminationScore.Distance.L2),
          new DiscriminationScore(DiscriminationScore.Distance.COSINE), new Rank(), new CentroidAccuracy()),
      Overlap.all().stream(), Precision.all().stream(),
      Stream.of(new DirectionMatch(), new SpearmanSignificant(), new EffectSizeError(), new SpearmanCounts(),
          new SignificantRecall(), new SignificantJaccard(), new Informedness(), new Markedness(), new MatthewsCorrelation(),
          new PrecisionRecallArea(), new RocArea(), new DirectionFidelity(), new DirectionReach(),
          new Skill(), new ErrorSkill(), new ReplicateSkill(),
          new Coverage(50), new Coverage(80), new Coverage(90), new Coverage(95), new Sharpness(), new SdErrorSpearman(),
          new CalibrationError()))
      .<Metric>flatMap(metrics -> metrics).toList();

  private static final List<String> HEADLINE = List.of("pearson_delta", "mse", "skill", "discrimination_score_cosine",
      "pearson_deltapert", "coverage_80");

  private Metrics() { }

  /**
   * @return all metrics, in the order of tables
   */
  public static List<Metric> all() {
    return ALL;
  }

  /**
   * @return the few that a person reads first, in the order of the terminal's table
   */
  public static List<Metric> headline() {
    return HEADLINE.stream().map(Metrics::named).toList();
  }

  /**
   * @param name name of a metric
   * @return the metric of that name
   * @throws IllegalArgumentException if there is none
   */
  public static Metric named(String name) {
    return ALL.stream().filter(m -> m.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no metric '" + name + "'"));
  }
}

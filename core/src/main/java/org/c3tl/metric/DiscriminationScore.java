package org.c3tl.metric;

/**
 * {@code discrimination_score_l1}, {@code _l2} and {@code _cosine} (PDS): is a prediction nearer to the measured effect of
 * its own perturbation than to those of others? With d_pq the distance from prediction p to truth q and P perturbations,
 * k_p = #{q: d_pq &lt; d_pp} + ½ (#{q: d_pq = d_pp} − 1) and PDS_p = 1 − k_p / (P − 1). Genes that a scored perturbation
 * bears the name of are left out for all: a knocked-down gene gives its perturbation away.
 *
 * <p>Range 0 to 1, higher is better, perfect 1 where measured effects differ; 0.5 for what does not tell perturbations
 * apart: one profile for all gives exactly 0.5 on average. By cosine, a prediction without effect is as near to all
 * (distance 1): it is degenerate and counts 0.5. Undefined for a context with a single perturbation, or where no gene is
 * left.
 *
 * <p>Source: cell-eval2 {@code docs/metrics.md} ({@code pds_cosine}); version 1 of cell-eval, whose name it bears, divides
 * by P, breaks ties by the alphabet and leaves out only the own gene, which lets entries without biology score 0.76 and
 * more.
 */
public final class DiscriminationScore implements CellMetric {
  /** A way to measure how far two effects are apart. */
  public enum Distance {
    /** Sum of absolute differences. */
    L1,
    /** Euclidean. */
    L2,
    /** 1 − cosine; blind to the size of effects. */
    COSINE
  }

  private final Distance distance;
  private final Definition definition;

  /**
   * @param distance how to measure what is nearest
   */
  public DiscriminationScore(Distance distance) {
    this.distance = distance;
    String name = distance.name().toLowerCase(java.util.Locale.ROOT);
    this.definition = Definition.share("discrimination_score_" + name, Family.DISCRIMINATION,
        "Share of the other perturbations whose measured effect is farther from the prediction than that of its own, by "
        + name + " distance; 0.5 by chance.");
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.size() > 1 && block.discrimination().genes > 0;
  }

  @Override
  public double value(ContextBlock block, int p) {
    Discrimination found = block.discrimination();
    if (distance == Distance.COSINE && found.silent[p]) {
      return Double.NaN;
    }
    double before = switch (distance) {
      case L1 -> found.l1[p];
      case L2 -> found.l2[p];
      case COSINE -> found.cosine[p];
    };
    return 1 - before / (block.size() - 1);
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return 0.5;
  }
}

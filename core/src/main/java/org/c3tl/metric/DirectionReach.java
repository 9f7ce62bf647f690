package org.c3tl.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * {@code direction_reach_raw}: how far down its own order of confidence a prediction tells directions. The genes
 * significant in the truth are ordered by falling |δ̂ / sd| of the prediction (rising p-value), then by falling |δ̂|; k* is
 * the longest beginning of that list in which at least nine in ten directions are right, and the value is k* / |R|. Genes
 * that tie in both come in the order that is worst for the prediction. Significance as in {@link PrecisionRecallArea}.
 *
 * <p>Range 0 to 1, higher is better, perfect 1. Never degenerate: 0 where no beginning qualifies. Undefined for a
 * perturbation without significant genes, and where truth or prediction has no standard deviations.
 *
 * <p>Source: cell-eval2 {@code metrics/direction.py} ({@code de_wilcoxon_direction_reach_raw}), where ties come in the
 * order of names.
 */
public final class DirectionReach implements CellMetric {
  /** Part of directions that must be right, in tenths. */
  private static final int PURITY = 9;

  private static final Definition DEFINITION = Definition.share("direction_reach_raw", Family.RESPONSE,
      "Part of the significant genes, surest predictions first, down to which nine in ten directions are right.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.hasSignificance();
  }

  @Override
  public boolean isDefined(ContextBlock block, int p) {
    return block.truthSignificance().count[p] > 0;
  }

  @Override
  public double value(ContextBlock block, int p) {
    double[] prediction = block.prediction()[p];
    double[] truth = block.truth()[p];
    double[] sure = new double[prediction.length];
    for (int g = 0; g < sure.length; g++) {
      sure[g] = Math.abs(Significance.z(prediction[g], block.sd()[p][g]));
    }
    int[] real = IntStream.range(0, truth.length).filter(g -> block.truthSignificance().is(p, g)).toArray();
    return of(prediction, truth, sure, real);
  }

  /**
   * @param prediction predicted effect, one value per gene
   * @param truth measured effect, as many values
   * @param sure how sure the prediction is of each gene
   * @param real genes significant in the truth, at least one
   * @return the reach
   */
  static double of(double[] prediction, double[] truth, double[] sure, int[] real) {
    boolean[] right = new boolean[truth.length];
    for (int g : real) {
      right[g] = Math.signum(prediction[g]) == Math.signum(truth[g]);
    }
    Integer[] order = Arrays.stream(real).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.<Integer>comparingDouble(g -> -sure[g]).thenComparingDouble(g -> -Math.abs(prediction[g]))
        .thenComparing(g -> right[g]));
    int reach = 0;
    int found = 0;
    for (int k = 1; k <= order.length; k++) {
      found += right[order[k - 1]] ? 1 : 0;
      reach = 10 * found >= PURITY * k ? k : reach;
    }
    return (double) reach / real.length;
  }
}

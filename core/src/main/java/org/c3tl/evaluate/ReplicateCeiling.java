package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.c3tl.data.Cell;
import org.c3tl.data.Correlation;
import org.c3tl.data.Replicates;

/**
 * {@code replicate-ceiling}: what noise lets any prediction reach in {@code pearson_delta}, from replicates. This class is
 * immutable.
 *
 * <p>The n ≥ 2 replicates of a cell (perturbation, context) are shuffled and cut into halves of ⌊n/2⌋ and ⌈n/2⌉; h is the
 * Pearson correlation over genes of the halves' means, averaged over draws. Three quantities follow:
 * <ul>
 * <li>the split half h itself;
 * <li>its Spearman-Brown correction r' = 2h / (1 + h) for h &gt; 0, the correlation to be expected between the mean of all
 * replicates and the mean of as many new ones: a repeat of the experiment. Where h ≤ 0, r' = h, uncorrected. The row
 * {@code replicate-ceiling} in tables of {@code pearson_delta} is this one;
 * <li>the ceiling √r', the correlation to be expected between the true effect and the mean of all replicates: the most that a
 * prediction without any error can reach against measured means. 0 where r' ≤ 0.
 * </ul>
 *
 * <p>Of a single cell all three are noisy, and both corrections are curved. So a set of cells is corrected once, on the mean of
 * its h ({@link #of(Iterable)}), not by averaging corrected values. Uneven halves (odd n) make r' a little too small. The
 * correction assumes independent noise of equal size; replicates of one plate or batch share some, which r' then counts as
 * effect.
 *
 * <p>Source: Spearman 1910 and Brown 1910 (split halves); Spearman 1904 (attenuation: corr(truth, measured) = √reliability);
 * cell-eval2 {@code docs/metrics.md} sections 6 and 6b (the correction for h &gt; 0 only).
 */
public final class ReplicateCeiling {
  /** Name of its row in tables. */
  public static final String NAME = "replicate-ceiling";
  /** Draws of the halves. */
  public static final int DRAWS = 10;

  private final Map<Cell, Value> values;

  /**
   * What replicates say about one cell or, averaged, about several.
   *
   * @param splitHalf h, -1 to 1
   * @param replicates mean number of replicates
   */
  public record Value(double splitHalf, double replicates) {
    /**
     * @return r', -1 to 1: correlation of the measured mean with a repeat of the experiment
     */
    public double corrected() {
      return spearmanBrown(splitHalf);
    }

    /**
     * @return √r', 0 to 1: correlation of the measured mean with the truth
     */
    public double ceiling() {
      return Math.sqrt(Math.max(0, corrected()));
    }
  }

  /**
   * The means of two halves of the replicates of one cell.
   *
   * @param first one value per gene
   * @param second one value per gene
   */
  public record Halves(double[] first, double[] second) { }

  private ReplicateCeiling(Map<Cell, Value> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * @param replicates the replicates; cells with a single one tell nothing
   * @param seed seed of the first draw; the others follow
   * @param draws how often replicates are halved, at least 1
   * @return the ceilings of all cells with two or more
   */
  public static ReplicateCeiling of(Replicates replicates, long seed, int draws) {
    if (draws < 1) {
      throw new IllegalArgumentException(draws + " draws");
    }
    Map<Cell, Value> values = new LinkedHashMap<>();
    for (Cell cell : replicates.cells()) {
      int n = replicates.of(cell).size();
      if (n > 1) {
        double sum = 0;
        // Two replicates can be halved in one way only.
        int used = n == 2 ? 1 : draws;
        for (int d = 0; d < used; d++) {
          Halves halves = halves(replicates, cell, seed + d);
          double h = Correlation.pearson(halves.first, halves.second);
          sum += Double.isNaN(h) ? 0 : h;
        }
        values.put(cell, new Value(sum / used, n));
      }
    }
    return new ReplicateCeiling(values);
  }

  /**
   * @param replicates the replicates
   * @param cell a cell with at least two
   * @param seed seed of the draw; the same cell and seed give the same halves whatever other cells there are
   * @return means of two random halves, the first of the smaller one where they cannot be equal
   */
  public static Halves halves(Replicates replicates, Cell cell, long seed) {
    List<float[]> order = new ArrayList<>(replicates.of(cell));
    int n = order.size();
    if (n < 2) {
      throw new IllegalArgumentException(cell + " has " + n + " replicates");
    }
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ cell.hashCode());
    for (int i = n - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return new Halves(mean(order.subList(0, n / 2)), mean(order.subList(n / 2, n)));
  }

  private static double[] mean(List<float[]> rows) {
    double[] mean = new double[rows.get(0).length];
    for (float[] x : rows) {
      for (int g = 0; g < mean.length; g++) {
        mean[g] += x[g] / (double) rows.size();
      }
    }
    return mean;
  }

  /**
   * @param half correlation of two halves
   * @return correlation of two wholes: 2h / (1 + h) for h &gt; 0, else h itself
   */
  public static double spearmanBrown(double half) {
    return half > 0 ? 2 * half / (1 + half) : half;
  }

  /**
   * @return the value of each cell that has two replicates or more, in the order of the replicates
   */
  public Map<Cell, Value> values() {
    return values;
  }

  /**
   * @param cells any cells
   * @return the mean over those that have replicates, to be corrected once; null where none has
   */
  public Value of(Iterable<Cell> cells) {
    double half = 0;
    double replicates = 0;
    int n = 0;
    for (Cell cell : cells) {
      Value v = values.get(cell);
      if (v != null) {
        half += v.splitHalf;
        replicates += v.replicates;
        n++;
      }
    }
    return n == 0 ? null : new Value(half / n, replicates / n);
  }
}

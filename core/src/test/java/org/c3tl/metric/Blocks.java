package org.c3tl.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.c3tl.data.Axis;

/** Made-up contexts. */
final class Blocks {
  private Blocks() { }

  static List<String> names(int n) {
    return IntStream.range(0, n).mapToObj(p -> "p" + p).toList();
  }

  static Axis genes(int n) {
    return Axis.of("gene", IntStream.range(0, n).mapToObj(g -> "G" + g).toList());
  }

  /** A block whose reference is 0 and whose baseline is perfect. */
  static ContextBlock block(double[][] truth, double[][] prediction) {
    return block(truth, prediction, new double[truth[0].length], truth);
  }

  static ContextBlock block(double[][] truth, double[][] prediction, double[] reference, double[][] baseline) {
    return new ContextBlock("c", names(truth.length), genes(reference.length), truth, prediction, reference, baseline);
  }

  /**
   * A block for which every metric is defined: one in five genes responds to each perturbation, the prediction is off by
   * {@code noise} standard deviations and says so.
   */
  static ContextBlock full(long seed, int perturbations, int genes, double noise) {
    Random random = new Random(seed);
    double[][] truth = new double[perturbations][genes];
    double[][] sd = new double[perturbations][genes];
    double[][] predictedSd = new double[perturbations][genes];
    double[][] error = new double[perturbations][genes];
    for (int p = 0; p < perturbations; p++) {
      for (int g = 0; g < genes; g++) {
        sd[p][g] = 0.2 + 0.2 * random.nextDouble();
        truth[p][g] = (random.nextInt(5) == 0 ? 4 * random.nextGaussian() : 0) + sd[p][g] * random.nextGaussian();
        predictedSd[p][g] = (noise > 0 ? noise : 1) * (0.2 + 0.6 * random.nextDouble());
        error[p][g] = noise > 0 ? predictedSd[p][g] * random.nextGaussian() : 0;
      }
    }
    double[] control = IntStream.range(0, genes).mapToDouble(g -> 4 * random.nextDouble()).toArray();
    double[] reference = map(random(seed + 1, 1, genes), x -> 0.3 * x)[0];
    ContextBlock block = block(truth, mix(truth, error, 1), reference, mix(truth, random(seed + 2, perturbations, genes), 3));
    return block.withPrediction(block.prediction(), predictedSd).withTruthSd(sd).withControl(control)
        .withHalves(mix(truth, random(seed + 3, perturbations, genes), 0.5),
            mix(truth, random(seed + 4, perturbations, genes), 0.5));
  }

  static double[][] random(long seed, int rows, int genes) {
    Random random = new Random(seed);
    return IntStream.range(0, rows)
        .mapToObj(p -> IntStream.range(0, genes).mapToDouble(g -> random.nextGaussian()).toArray()).toArray(double[][]::new);
  }

  static double[][] mix(double[][] a, double[][] b, double weight) {
    double[][] sum = new double[a.length][a[0].length];
    for (int p = 0; p < a.length; p++) {
      for (int g = 0; g < sum[p].length; g++) {
        sum[p][g] = a[p][g] + weight * b[p][g];
      }
    }
    return sum;
  }

  static double[][] map(double[][] rows, DoubleUnaryOperator change) {
    return IntStream.range(0, rows.length).mapToObj(p -> IntStream.range(0, rows[p].length)
        .mapToDouble(g -> change.applyAsDouble(rows[p][g])).toArray()).toArray(double[][]::new);
  }

  static double[] map(double[] row, DoubleUnaryOperator change) {
    return map(new double[][] {row}, change)[0];
  }

  /** All values of a block times a number; the control, which would be another experiment, stays away. */
  static ContextBlock scaled(ContextBlock b, double by) {
    DoubleUnaryOperator change = x -> by * x;
    return new ContextBlock(b.context(), b.perturbations(), b.genes(), map(b.truth(), change), map(b.prediction(), change),
        map(b.reference(), change), map(b.baseline(), change)).withTruthSd(map(b.truthSd(), change))
        .withHalves(map(b.firstHalf(), change), map(b.secondHalf(), change))
        .withPrediction(map(b.prediction(), change), map(b.sd(), change));
  }

  /** The same block with perturbations and genes in another order. */
  static ContextBlock pick(ContextBlock b, int[] rows, int[] genes) {
    Axis axis = Axis.of("gene", IntStream.of(genes).mapToObj(b.genes()::name).toList());
    ContextBlock block = new ContextBlock(b.context(), IntStream.of(rows).mapToObj(b.perturbations()::get).toList(), axis,
        pick(b.truth(), rows, genes), pick(b.prediction(), rows, genes), pick(b.reference(), genes),
        pick(b.baseline(), rows, genes));
    if (b.sd() != null) {
      block = block.withPrediction(block.prediction(), pick(b.sd(), rows, genes));
    }
    if (b.truthSd() != null) {
      block = block.withTruthSd(pick(b.truthSd(), rows, genes));
    }
    if (b.control() != null) {
      block = block.withControl(pick(b.control(), genes));
    }
    return b.firstHalf() == null ? block : block.withHalves(pick(b.firstHalf(), rows, genes), pick(b.secondHalf(), rows, genes));
  }

  static double[] pick(double[] row, int[] genes) {
    return IntStream.of(genes).mapToDouble(g -> row[g]).toArray();
  }

  static double[][] pick(double[][] rows, int[] order, int[] genes) {
    return IntStream.of(order).mapToObj(p -> pick(rows[p], genes)).toArray(double[][]::new);
  }

  static int[] shuffled(int n) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(9));
    return order.stream().mapToInt(i -> i).toArray();
  }
}

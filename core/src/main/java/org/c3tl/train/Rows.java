package org.c3tl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Samples;
import org.c3tl.data.EffectTable;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.model.Weighting;
import org.c3tl.parallel.Workers;

/**
 * The training rows as the network sees them. Without a gene basis the table's own storage is used and scaled on the fly, so
 * that the data stand in memory once.
 */
final class Rows {
  /** Effects of next to nothing are mostly noise and shall not decide. */
  private static final double MOST_WEIGHT = 4;

  final float[][] values;
  final float factor;
  final int[] perturbation;
  final int[] context;
  /** How much the error of each row counts where correlation is the criterion: one over the length of its effect. */
  final float[] weight;
  /** Rows of each perturbation. */
  final int[][] ofPerturbation;
  /** How much each row counts in means. */
  final Reliability reliability;
  /** Weighted mean features of each perturbation; null for one without rows. */
  final float[][] mean;

  /**
   * @param table effects
   * @param map between effects and features
   * @param criterion what the weights of means are chosen by; null for plain means
   * @param workers threads
   */
  Rows(EffectTable table, FeatureMap map, TrainOptions.Criterion criterion, Workers workers) {
    int n = table.size();
    float[][] effects = new float[n][];
    for (int r = 0; r < n; r++) {
      effects[r] = table.values(r);
    }
    values = map.basis() == null ? effects : map.toFeatures(effects, workers);
    factor = map.basis() == null ? (float) (1 / map.scale()) : 1;
    perturbation = new int[n];
    context = new int[n];
    int perturbations = table.perturbations().size();
    List<List<Integer>> of = new ArrayList<>();
    for (int p = 0; p < perturbations; p++) {
      of.add(new ArrayList<>());
    }
    for (int r = 0; r < n; r++) {
      perturbation[r] = table.perturbation(r);
      context[r] = table.context(r);
      of.get(perturbation[r]).add(r);
    }
    ofPerturbation = of.stream().map(rows -> rows.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    if (criterion == null) {
      float[] alike = new float[n];
      java.util.Arrays.fill(alike, 1);
      reliability = new Reliability(Weighting.NONE, alike);
    } else {
      reliability = Reliability.of(values, context, table.contexts().size(), ofPerturbation, criterion, workers);
    }
    mean = means();
    weight = new float[n];
    for (int r = 0; r < n; r++) {
      double square = 0;
      for (float v : values[r]) {
        square += (double) factor * v * factor * v;
      }
      weight[r] = (float) Math.min(MOST_WEIGHT, 1 / Math.sqrt(square / values[r].length));
    }
  }

  private float[][] means() {
    float[][] all = new float[ofPerturbation.length][];
    for (int p = 0; p < all.length; p++) {
      if (ofPerturbation[p].length > 0) {
        float[] m = new float[values[0].length];
        float weights = 0;
        for (int r : ofPerturbation[p]) {
          float w = reliability.weights()[r];
          for (int j = 0; j < m.length; j++) {
            m[j] += w * factor * values[r][j];
          }
          weights += w;
        }
        for (int j = 0; j < m.length; j++) {
          m[j] /= weights;
        }
        all[p] = m;
      }
    }
    return all;
  }

  /**
   * @param backend where a network computes
   * @return the rows where that can reach them; to be closed
   */
  Samples samples(Backend backend) {
    return backend.samples(values, factor);
  }

  private int[] all() {
    return IntStream.range(0, values.length).toArray();
  }

  /** Representations of all perturbations. */
  float[][] z(Network network, Samples samples) {
    return network.representPerturbations(samples, all(), perturbation, context);
  }

  /** Representations of all contexts. */
  float[][] psi(Network network, Samples samples) {
    return network.representContexts(samples, all(), perturbation, context, network.contexts());
  }

  /**
   * @param keep which rows to keep
   * @return the network's view of some rows only
   */
  Part part(IntPredicate keep) {
    int[] rows = IntStream.range(0, values.length).filter(keep).toArray();
    return new Part(rows, IntStream.of(rows).map(r -> perturbation[r]).toArray(),
        IntStream.of(rows).map(r -> context[r]).toArray());
  }

  /** Some rows: which, and the perturbation and context of each. */
  record Part(int[] rows, int[] perturbation, int[] context) { }
}

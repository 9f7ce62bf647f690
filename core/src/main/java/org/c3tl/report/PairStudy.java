package org.c3tl.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;

/**
 * Predicted values beside measured ones: sums over all of them, a sample of them drawn the same in every run, and one context
 * in full as an example. Tables of predictions pass through one at a time.
 */
final class PairStudy {
  private static final int SAMPLE = 1 << 20;

  /** Nominal coverage of central intervals, and half of their width in standard deviations of a normal distribution. */
  static final double[] LEVELS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
  private static final double[] WIDTHS = {0.125661, 0.253347, 0.385320, 0.524401, 0.674490, 0.841621, 1.036433, 1.281552,
      1.644854, 1.959964, 2.575829};

  /**
   * One context of one fold.
   *
   * @param context name of the context
   * @param genes the genes
   * @param perturbations names of the rows
   * @param truth measured effects
   * @param prediction predicted effects
   */
  record Example(String context, Axis genes, List<String> perturbations, float[][] truth, float[][] prediction) { }

  private final float[] truth = new float[SAMPLE];
  private final float[] prediction = new float[SAMPLE];
  private final float[] sd = new float[SAMPLE];
  private final int[] hash = new int[SAMPLE];
  private final long[] covered = new long[LEVELS.length];
  private final List<String> notes = new ArrayList<>();
  private int size;
  private int mask;
  private long pairs;
  private long withSd;
  private long cells;
  private double sumT;
  private double sumP;
  private double sumTt;
  private double sumPp;
  private double sumTp;
  private Example example;

  private PairStudy() { }

  /**
   * @param predictions tables of predictions
   * @param truth measured effects
   * @param progress told after each table
   * @return the study; it may hold no pair
   * @throws IOException if a file cannot be read
   */
  static PairStudy of(Predictions predictions, EffectTable truth, Progress progress) throws IOException {
    PairStudy study = new PairStudy();
    EffectTable measured = truth;
    for (int i = 0; i < predictions.size(); i++) {
      progress.update((double) i / predictions.size(), "comparing predictions with measured effects");
      EffectTable table = predictions.read(i);
      long missing = table.genes().names().stream().filter(g -> !truth.genes().contains(g)).count();
      if (missing > 0) {
        study.notes.add("The measured effects lack " + missing + " of the " + table.genes().size()
            + " predicted genes, so these predictions are in no figure.");
        continue;
      }
      measured = measured.genes().equals(table.genes()) ? measured : truth.withGenes(table.genes());
      study.add(table, measured);
    }
    return study;
  }

  private void add(EffectTable table, EffectTable measured) {
    List<String> role = table.columns().get("role");
    Map<String, List<int[]>> byContext = new LinkedHashMap<>();
    for (int r = 0; r < table.size(); r++) {
      int at = role != null && !role.get(r).equals("new") ? -1 : measured.rowOf(table.cell(r));
      if (at >= 0) {
        byContext.computeIfAbsent(table.cell(r).context(), c -> new ArrayList<>()).add(new int[] {r, at});
        row(measured.values(at), table.values(r), table.hasSd() ? table.sd(r) : null);
        cells++;
      }
    }
    byContext.forEach((context, rows) -> {
      if (example == null || rows.size() > example.perturbations().size()) {
        example = new Example(context, table.genes(), rows.stream().map(r -> table.cell(r[0]).perturbation()).toList(),
            rows.stream().map(r -> measured.values(r[1])).toArray(float[][]::new),
            rows.stream().map(r -> table.values(r[0])).toArray(float[][]::new));
      }
    });
  }

  private void row(float[] t, float[] p, float[] s) {
    for (int g = 0; g < t.length; g++) {
      sumT += t[g];
      sumP += p[g];
      sumTt += (double) t[g] * t[g];
      sumPp += (double) p[g] * p[g];
      sumTp += (double) t[g] * p[g];
      if (s != null && s[g] > 0) {
        withSd++;
        double z = Math.abs(t[g] - p[g]) / s[g];
        for (int l = LEVELS.length - 1; l >= 0 && z <= WIDTHS[l]; l--) {
          covered[l]++;
        }
      }
      keep(t[g], p[g], s == null ? Float.NaN : s[g], hash(pairs++));
    }
  }

  /** Keeps all pairs, or, once there are too many, those whose hash ends in enough zeros: an even sample, without a seed. */
  private void keep(float t, float p, float s, int h) {
    if ((h & mask) != 0) {
      return;
    }
    if (size == SAMPLE) {
      mask = mask << 1 | 1;
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if ((hash[i] & mask) == 0) {
          truth[kept] = truth[i];
          prediction[kept] = prediction[i];
          sd[kept] = sd[i];
          hash[kept++] = hash[i];
        }
      }
      size = kept;
      if ((h & mask) != 0) {
        return;
      }
    }
    truth[size] = t;
    prediction[size] = p;
    sd[size] = s;
    hash[size++] = h;
  }

  /** The finalizer of SplitMix64. */
  private static int hash(long i) {
    long z = i + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return (int) (z ^ z >>> 31);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Number of pairs of a predicted and a measured value. */
  long pairs() {
    return pairs;
  }

  /** Number of (perturbation, context). */
  long cells() {
    return cells;
  }

  int sampled() {
    return size;
  }

  float truth(int i) {
    return truth[i];
  }

  float prediction(int i) {
    return prediction[i];
  }

  float sd(int i) {
    return sd[i];
  }

  /** Pearson correlation over all pairs; NaN where a side does not vary. */
  double correlation() {
    double n = pairs;
    double vt = sumTt - sumT * sumT / n;
    double vp = sumPp - sumP * sumP / n;
    return vt <= 1e-12 * sumTt || vp <= 1e-12 * sumPp ? Double.NaN : (sumTp - sumT * sumP / n) / Math.sqrt(vt * vp);
  }

  /** Whether predictions had standard deviations. */
  boolean hasSd() {
    return withSd > 0;
  }

  /** Part of the measured values within the central interval of each level. */
  double[] coverage() {
    return Arrays.stream(covered).mapToDouble(c -> (double) c / withSd).toArray();
  }

  /** The context with the most scored perturbations, or null without pairs. */
  Example example() {
    return example;
  }
}

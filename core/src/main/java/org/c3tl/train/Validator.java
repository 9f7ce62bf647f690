package org.c3tl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.c3tl.backend.Samples;
import org.c3tl.data.Correlation;
import org.c3tl.data.EffectTable;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.parallel.Workers;

/** Scores a network on validation cells exactly as the finished model would predict them. */
final class Validator {
  /** More cells than this tell nothing more about the number of epochs. */
  private static final int MOST_CELLS = 512;

  private final FeatureMap map;
  private final float[][] truth;
  private final int[] p;
  private final int[] c;
  private final Rows rows;
  private final Rows.Part forZ;
  private final Rows.Part forPsi;

  /**
   * Scores of one epoch.
   *
   * @param pearson mean Pearson correlation over genes, a constant prediction counting as 0
   * @param mse mean squared error, in squared effect units
   */
  record Score(double pearson, double mse) { }

  private Validator(FeatureMap map, Rows rows, float[][] truth, int[] p, int[] c, int perturbations, int contexts) {
    this.map = map;
    this.rows = rows;
    this.truth = truth;
    this.p = p;
    this.c = c;
    boolean[] wantedP = new boolean[perturbations];
    boolean[] wantedC = new boolean[contexts];
    for (int i = 0; i < p.length; i++) {
      wantedP[p[i]] = true;
      wantedC[c[i]] = true;
    }
    this.forZ = rows.part(r -> wantedP[rows.perturbation[r]]);
    this.forPsi = rows.part(r -> wantedC[rows.context[r]]);
  }

  /**
   * @return a validator, or null where no validation cell can be predicted from the training rows
   */
  static Validator of(EffectTable training, EffectTable validation, FeatureMap map, Rows rows, long seed) {
    if (validation == null) {
      return null;
    }
    boolean[] known = new boolean[training.contexts().size()];
    for (int context : rows.context) {
      known[context] = true;
    }
    List<int[]> cells = new ArrayList<>();
    for (int r = 0; r < validation.size(); r++) {
      int p = training.perturbations().indexOf(validation.cell(r).perturbation());
      int c = training.contexts().indexOf(validation.cell(r).context());
      if (p >= 0 && c >= 0 && rows.ofPerturbation[p].length > 0 && known[c]) {
        cells.add(new int[] {p, c, r});
      }
    }
    if (cells.isEmpty()) {
      return null;
    }
    Collections.shuffle(cells, new Random(seed));
    List<int[]> used = cells.subList(0, Math.min(MOST_CELLS, cells.size()));
    return new Validator(map, rows, used.stream().map(u -> validation.values(u[2])).toArray(float[][]::new),
        used.stream().mapToInt(u -> u[0]).toArray(), used.stream().mapToInt(u -> u[1]).toArray(),
        training.perturbations().size(), training.contexts().size());
  }

  /**
   * Hidden cells as a network predicts them.
   *
   * @param truth measured effects
   * @param inFeatures the same in features
   * @param perturbation of each cell, on the training part's axis
   * @param context of each cell, on that axis
   * @param features predicted features
   */
  record Predicted(float[][] truth, float[][] inFeatures, int[] perturbation, int[] context, float[][] features) { }

  Predicted predict(Network network, Samples samples, Workers workers) {
    return new Predicted(truth, map.toFeatures(truth, workers), p, c, decoded(network, samples));
  }

  private float[][] decoded(Network network, Samples samples) {
    float[][] z = network.representPerturbations(samples, forZ.rows(), forZ.perturbation(), forZ.context());
    float[][] psi = network.representContexts(samples, forPsi.rows(), forPsi.perturbation(), forPsi.context(),
        network.contexts());
    int n = p.length;
    float[][] zs = new float[n][];
    float[][] psis = new float[n][];
    float[][] means = new float[n][];
    for (int i = 0; i < n; i++) {
      zs[i] = z[p[i]];
      psis[i] = psi[c[i]];
      means[i] = rows.mean[p[i]];
    }
    return network.decode(zs, psis, means);
  }

  Score score(Network network, Samples samples) {
    float[][] out = decoded(network, samples);
    int n = p.length;
    double pearson = 0;
    double mse = 0;
    for (int i = 0; i < n; i++) {
      float[] effect = map.toEffect(out[i]);
      double r = Correlation.pearson(effect, truth[i]);
      pearson += Double.isNaN(r) ? 0 : r;
      double square = 0;
      for (int g = 0; g < effect.length; g++) {
        double e = effect[g] - truth[i][g];
        square += e * e;
      }
      mse += square / effect.length;
    }
    return new Score(pearson / n, mse / n);
  }
}

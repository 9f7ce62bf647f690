package org.c3tl.model;

import java.util.Arrays;

/**
 * Computes the traits of perturbations and contexts from measured effects, in one pass over the perturbations.
 *
 * @param perturbations traits of the perturbations
 * @param contexts traits of each context
 */
public record Traits(PerturbationTraits perturbations, ContextTraits[] contexts) {
  /** A context's strength counts as if so many more perturbations with strength 1 had been measured in it. */
  private static final double PRIOR_PERTURBATIONS = 5;
  /** A perturbation's spread counts as if so many more contexts with spread 1 had been measured. */
  private static final double PRIOR_CONTEXTS = 3;

  /** Sums over the measured perturbations of one context. */
  private static final class Sums {
    final float[] deviation;
    double squares;
    int n;
    double coupling;
    double couplingElsewhere;
    double norm;
    double normElsewhere;

    Sums(int genes) {
      deviation = new float[genes];
    }

    /** Squared length of the mean deviation's part that is shift, and of one deviation's noise; both summed over genes. */
    double[] signalAndNoise() {
      double s = 0;
      for (float v : deviation) {
        s += (double) v * v;
      }
      double within = (s - squares) / (n - 1);
      double between = ((n - 2) * s + squares) / ((double) (n - 1) * (n - 1));
      return new double[] {within / n, (between - within) / n * (n - 1)};
    }

    ContextTraits traits(double kappa, double basePerPerturbation) {
      float[] shift = new float[deviation.length];
      float factor = n == 0 || Double.isInfinite(kappa) ? 0 : (float) (1 / (n + kappa));
      for (int g = 0; g < shift.length; g++) {
        shift[g] = factor * deviation[g];
      }
      double agreement = couplingElsewhere > 0 ? coupling / couplingElsewhere : 1;
      double prior = PRIOR_PERTURBATIONS * basePerPerturbation;
      double strength = normElsewhere > 0 ? (norm + prior) / (normElsewhere + prior) : 1;
      return new ContextTraits(shift, Math.max(ContextTraits.LEAST, Math.min(ContextTraits.MOST, agreement)), strength);
    }
  }

  /**
   * @param x effects, one row per filled cell
   * @param p perturbation of each row
   * @param c context of each row
   * @param weights how much each row counts in means
   * @param weighting where the weights come from
   * @param perturbationCount number of perturbations
   * @param contextCount number of contexts
   * @return their traits
   */
  public static Traits of(float[][] x, int[] p, int[] c, float[] weights, Weighting weighting, int perturbationCount,
      int contextCount) {
    int genes = x[0].length;
    int[][] rows = rowsOf(p, perturbationCount);
    double[] within = within(weights, c, contextCount);
    double[] coupling = new double[perturbationCount];
    double[] strength = new double[perturbationCount];
    double[] deviation = new double[perturbationCount];
    double[][] couplings = new double[perturbationCount][];
    double[][] norms = new double[perturbationCount][];
    Sums[] sums = new Sums[contextCount];
    for (int i = 0; i < contextCount; i++) {
      sums[i] = new Sums(genes);
    }
    for (int k = 0; k < perturbationCount; k++) {
      int n = rows[k].length;
      couplings[k] = new double[n];
      norms[k] = new double[n];
      double[] total = new double[genes];
      double all = 0;
      for (int r : rows[k]) {
        for (int g = 0; g < genes; g++) {
          total[g] += weights[r] * x[r][g];
        }
        all += weights[r];
      }
      for (int i = 0; i < n; i++) {
        float[] row = x[rows[k][i]];
        double weight = weights[rows[k][i]];
        double inContext = within[rows[k][i]];
        Sums of = sums[c[rows[k][i]]];
        double square = 0;
        for (int g = 0; g < genes; g++) {
          norms[k][i] += (double) row[g] * row[g];
          if (n > 1) {
            double mean = (total[g] - weight * row[g]) / (all - weight);
            couplings[k][i] += row[g] * mean;
            double d = row[g] - mean;
            square += d * d;
            of.deviation[g] += (float) (inContext * d);
          }
        }
        strength[k] += norms[k][i] / n / genes;
        coupling[k] += couplings[k][i] / n / genes;
        // The deviation from a mean of n - 1 others is larger than that from the true mean by n / (n - 1).
        deviation[k] += n > 1 ? square / n / genes * (n - 1) / n : Double.NaN;
        if (n > 1) {
          of.squares += inContext * inContext * square;
          of.n++;
        }
      }
    }
    for (int k = 0; k < perturbationCount; k++) {
      int n = rows[k].length;
      for (int i = 0; n > 1 && i < n; i++) {
        Sums of = sums[c[rows[k][i]]];
        of.coupling += couplings[k][i];
        of.norm += norms[k][i];
        of.couplingElsewhere += (coupling[k] * genes * n - couplings[k][i]) / (n - 1);
        of.normElsewhere += (strength[k] * genes * n - norms[k][i]) / (n - 1);
      }
    }
    double kappa = kappa(sums);
    PerturbationTraits traits = new PerturbationTraits(coupling, strength, spread(deviation, rows), kappa, weighting);
    double base = mean(strength, rows) * genes;
    ContextTraits[] contexts = Arrays.stream(sums).map(s -> s.traits(kappa, base)).toArray(ContextTraits[]::new);
    return new Traits(traits, contexts);
  }

  /**
   * Traits of contexts that were not trained, from effects measured in them.
   *
   * @param known traits of the perturbations
   * @param mean mean effect of each row's perturbation over the training contexts, one row per filled cell
   * @param x measured effects, as many rows
   * @param p perturbation of each row
   * @param c context of each row
   * @param contextCount number of contexts
   * @return their traits
   */
  static ContextTraits[] ofNew(PerturbationTraits known, float[][] mean, float[][] x, int[] p, int[] c, int contextCount) {
    int genes = x[0].length;
    Sums[] sums = new Sums[contextCount];
    for (int i = 0; i < contextCount; i++) {
      sums[i] = new Sums(genes);
    }
    double base = 0;
    double[] lengths = Weighting.lengths(x);
    float[] weights = new float[x.length];
    for (int r = 0; r < x.length; r++) {
      weights[r] = (float) known.weighting().of(lengths[r], 1);
    }
    double[] within = within(weights, c, contextCount);
    for (int r = 0; r < x.length; r++) {
      Sums of = sums[c[r]];
      for (int g = 0; g < genes; g++) {
        double d = within[r] * ((double) x[r][g] - mean[r][g]);
        of.deviation[g] += (float) d;
        of.squares += d * d;
        of.norm += (double) x[r][g] * x[r][g];
        of.coupling += (double) x[r][g] * mean[r][g];
      }
      of.n++;
      of.couplingElsewhere += known.coupling()[p[r]] * genes;
      of.normElsewhere += known.strength()[p[r]] * genes;
      base += known.strength()[p[r]] * genes / x.length;
    }
    double prior = base;
    return Arrays.stream(sums).map(s -> s.traits(known.kappa(), prior)).toArray(ContextTraits[]::new);
  }

  /** Weights of the rows relative to those of the same context. */
  private static double[] within(float[] weights, int[] c, int contextCount) {
    double[] sum = new double[contextCount];
    int[] n = new int[contextCount];
    for (int r = 0; r < c.length; r++) {
      sum[c[r]] += weights[r];
      n[c[r]]++;
    }
    double[] within = new double[c.length];
    for (int r = 0; r < c.length; r++) {
      within[r] = weights[r] * n[c[r]] / sum[c[r]];
    }
    return within;
  }

  private static double kappa(Sums[] sums) {
    double signal = 0;
    double noise = 0;
    for (Sums s : sums) {
      if (s.n > 1) {
        double[] of = s.signalAndNoise();
        signal += of[0];
        noise += of[1];
      }
    }
    return signal > 0 ? Math.max(0, noise) / signal : Double.POSITIVE_INFINITY;
  }

  private static double mean(double[] values, int[][] rows) {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < values.length; k++) {
      if (rows[k].length > 0) {
        sum += values[k];
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  private static double[] spread(double[] deviation, int[][] rows) {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < deviation.length; k++) {
      if (rows[k].length > 1) {
        sum += deviation[k];
        n++;
      }
    }
    double mean = n == 0 ? 0 : sum / n;
    double[] spread = new double[deviation.length];
    for (int k = 0; k < spread.length; k++) {
      int of = rows[k].length;
      spread[k] = mean <= 0 ? 1 : Math.sqrt(((of > 1 ? of * deviation[k] : 0) + PRIOR_CONTEXTS * mean)
          / ((of > 1 ? of : 0) + PRIOR_CONTEXTS) / mean);
    }
    return spread;
  }

  private static int[][] rowsOf(int[] p, int count) {
    int[] n = new int[count];
    for (int k : p) {
      n[k]++;
    }
    int[][] rows = new int[count][];
    for (int k = 0; k < count; k++) {
      rows[k] = new int[n[k]];
    }
    for (int r = p.length - 1; r >= 0; r--) {
      rows[p[r]][--n[p[r]]] = r;
    }
    return rows;
  }
}

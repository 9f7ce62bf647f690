package org.c3tl.train;

import java.util.Arrays;
import org.c3tl.model.Weighting;
import org.c3tl.parallel.Workers;

/**
 * Chooses how measured effects are weighted: by the exponents with which means over the other contexts come nearest to the
 * training effects themselves, each left out in turn. No validation cell is seen.
 *
 * @param weighting the exponents
 * @param weights weight of each row
 */
record Reliability(Weighting weighting, float[] weights) {
  private static final double[] LENGTHS = {0, 0.5, 1};
  private static final double[] CONTEXTS = {0, 1, 2};
  /** A context's resemblance counts as if so many more perturbations of typical resemblance had been measured in it. */
  private static final double PRIOR_PERTURBATIONS = 5;
  /** Least resemblance, relative to the typical one. */
  private static final double LEAST = 0.1;

  /**
   * @param x effects or features, one row per filled cell
   * @param context context of each row
   * @param contexts number of contexts
   * @param ofPerturbation rows of each perturbation
   * @param criterion what is to come near
   * @param workers threads
   */
  static Reliability of(float[][] x, int[] context, int contexts, int[][] ofPerturbation, TrainOptions.Criterion criterion,
      Workers workers) {
    double[] length = Weighting.lengths(x);
    double[] resemblance = resemblance(x, context, contexts, ofPerturbation, workers);
    Weighting best = Weighting.NONE;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (double a : LENGTHS) {
      for (double b : CONTEXTS) {
        Weighting weighting = new Weighting(a, b);
        double score = score(x, weights(weighting, length, resemblance, context), context, contexts, ofPerturbation, criterion,
            workers);
        if (score > bestScore) {
          bestScore = score;
          best = weighting;
        }
      }
    }
    return new Reliability(best, weights(best, length, resemblance, context));
  }

  private static float[] weights(Weighting weighting, double[] length, double[] resemblance, int[] context) {
    float[] w = new float[length.length];
    for (int r = 0; r < w.length; r++) {
      w[r] = (float) weighting.of(length[r], resemblance[context[r]]);
    }
    return w;
  }

  /** Mean cosine between a context's effects and the means over the other contexts, relative to all contexts together. */
  private static double[] resemblance(float[][] x, int[] context, int contexts, int[][] ofPerturbation, Workers workers) {
    float[] alike = new float[x.length];
    Arrays.fill(alike, 1);
    double[] cosine = new double[x.length];
    others(x, alike, ofPerturbation, workers, (r, own, product, square) ->
        cosine[r] = own > 0 && square > 0 ? product / Math.sqrt(own * square) : 0);
    double[] sum = new double[contexts];
    int[] n = new int[contexts];
    double all = 0;
    int count = 0;
    for (int[] of : ofPerturbation) {
      for (int r : of) {
        if (of.length > 1) {
          sum[context[r]] += cosine[r];
          n[context[r]]++;
          all += cosine[r];
          count++;
        }
      }
    }
    double typical = count == 0 ? 0 : all / count;
    double[] q = new double[contexts];
    for (int c = 0; c < contexts; c++) {
      q[c] = typical <= 0 ? 1
          : Math.max(LEAST, (sum[c] + PRIOR_PERTURBATIONS * typical) / (n[c] + PRIOR_PERTURBATIONS) / typical);
    }
    return q;
  }

  /** Mean over contexts of the mean cosine, or what the best common factor leaves of the squared error, negative. */
  private static double score(float[][] x, float[] weights, int[] context, int contexts, int[][] ofPerturbation,
      TrainOptions.Criterion criterion, Workers workers) {
    double[] of = new double[x.length];
    double[] square = new double[x.length];
    boolean byCosine = criterion == TrainOptions.Criterion.PEARSON;
    others(x, weights, ofPerturbation, workers, (r, own, product, s) -> {
      of[r] = byCosine ? own > 0 && s > 0 ? product / Math.sqrt(own * s) : 0 : product;
      square[r] = s;
    });
    if (!byCosine) {
      double product = Arrays.stream(of).sum();
      double squares = Arrays.stream(square).sum();
      return squares > 0 && product > 0 ? product * product / squares : 0;
    }
    double[] sum = new double[contexts];
    int[] n = new int[contexts];
    for (int[] rows : ofPerturbation) {
      for (int r : rows) {
        if (rows.length > 1) {
          sum[context[r]] += of[r];
          n[context[r]]++;
        }
      }
    }
    double mean = 0;
    int measured = 0;
    for (int c = 0; c < contexts; c++) {
      if (n[c] > 0) {
        mean += sum[c] / n[c];
        measured++;
      }
    }
    return measured == 0 ? 0 : mean / measured;
  }

  /** Takes the inner products of a row with itself and with the mean m of the others, and of m with itself. */
  private interface Sink {
    void accept(int row, double own, double product, double square);
  }

  private static void others(float[][] x, float[] weights, int[][] ofPerturbation, Workers workers, Sink sink) {
    workers.run(ofPerturbation.length, (p, s) -> {
      int[] rows = ofPerturbation[p];
      if (rows.length < 2) {
        return;
      }
      int width = x[rows[0]].length;
      float[] total = new float[width];
      double all = 0;
      for (int r : rows) {
        float w = weights[r];
        float[] v = x[r];
        for (int j = 0; j < width; j++) {
          total[j] += w * v[j];
        }
        all += w;
      }
      for (int r : rows) {
        float w = weights[r];
        float[] v = x[r];
        double own = 0;
        double product = 0;
        double square = 0;
        for (int j = 0; j < width; j++) {
          double m = total[j] - w * v[j];
          own += (double) v[j] * v[j];
          product += v[j] * m;
          square += m * m;
        }
        sink.accept(r, own, product / (all - w), square / ((all - w) * (all - w)));
      }
    });
  }
}

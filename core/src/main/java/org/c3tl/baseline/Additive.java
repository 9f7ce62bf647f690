package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;

/**
 * {@code additive}: mean over the other contexts plus what is special about the wanted context, x̂_pc = m_p + w · s_c. This
 * class is stateless.
 *
 * <p>s_c is the mean, over the n known perturbations k of the context, of d_k = x_kc − m_k (m_k: mean over the other
 * contexts). It is a noisy estimate of a shift that may not be there, hence shrunken by w = n / (n + κ). κ, the variance of
 * the d_k about the shift over that of the shift itself, comes from the known perturbations alone: the weight that predicts
 * each d_k best from the mean of the other n − 1 is (n − 1) / (n − 1 + κ). With a single known perturbation nothing is left
 * to judge the shift by, and κ is pooled over the other contexts.
 *
 * <p>Additive model as in Ahlmann-Eltze, Huber and Anders, Nature Methods 2025 (github
 * const-ae/linear_perturbation_prediction-Paper, {@code run_additive_model.py}), here of perturbation and context; empirical
 * Bayes shrinkage after James and Stein 1961.
 */
public final class Additive implements Predictor {
  @Override
  public String name() {
    return "additive";
  }

  @Override
  public EffectTable predict(Task task) {
    Measured measured = new Measured(task);
    Map<String, double[]> shifts = new HashMap<>();
    return measured.predict(name(), cell ->
        predict(measured, cell, shifts.computeIfAbsent(cell.context(), c -> shift(measured, c))));
  }

  private static float[] predict(Measured measured, Cell cell, double[] shift) {
    double[] x = measured.meanElsewhere(cell.perturbation(), cell.context());
    if (x == null) {
      return null;
    }
    for (int g = 0; g < x.length; g++) {
      x[g] += shift[g];
    }
    return Measured.narrow(x);
  }

  /** The shrunken shift of a context; zero where none of its perturbations was measured elsewhere. */
  private static double[] shift(Measured measured, String context) {
    List<double[]> deviations = deviations(measured, context);
    int n = deviations.size();
    double[] shift = sum(deviations, measured.genes());
    if (n == 0) {
      return shift;
    }
    LeaveOneOut estimate = n == 1 ? pooled(measured, context) : new LeaveOneOut(deviations);
    double weight = shrinkage(n, estimate.kappa());
    for (int g = 0; g < shift.length; g++) {
      shift[g] *= weight / n;
    }
    return shift;
  }

  private static LeaveOneOut pooled(Measured measured, String except) {
    LeaveOneOut all = new LeaveOneOut();
    for (String other : measured.table().contexts().names()) {
      if (!other.equals(except)) {
        all.add(deviations(measured, other));
      }
    }
    return all;
  }

  private static double shrinkage(int n, double kappa) {
    return Double.isInfinite(kappa) ? 0 : n / (n + kappa);
  }

  private static List<double[]> deviations(Measured measured, String context) {
    EffectTable table = measured.table();
    List<double[]> deviations = new ArrayList<>();
    int c = table.contexts().indexOf(context);
    for (int p = 0; c >= 0 && p < table.perturbations().size(); p++) {
      int row = table.rowOf(p, c);
      double[] mean = row < 0 ? null : measured.meanElsewhere(table.perturbations().name(p), context);
      if (mean != null) {
        double[] d = measured.values(row);
        for (int g = 0; g < d.length; g++) {
          d[g] -= mean[g];
        }
        deviations.add(d);
      }
    }
    return deviations;
  }

  private static double[] sum(List<double[]> rows, int genes) {
    double[] sum = new double[genes];
    for (double[] row : rows) {
      for (int g = 0; g < genes; g++) {
        sum[g] += row[g];
      }
    }
    return sum;
  }

  /** Variance of the shift (signal) and of the deviations about it (noise), from leaving one deviation out at a time. */
  private static final class LeaveOneOut {
    private double signal;
    private double noise;

    LeaveOneOut() { }

    LeaveOneOut(List<double[]> deviations) {
      add(deviations);
    }

    /** Adds a context; one with fewer than two deviations tells nothing. */
    void add(List<double[]> deviations) {
      int n = deviations.size();
      if (n < 2) {
        return;
      }
      int genes = deviations.get(0).length;
      double[] sum = sum(deviations, genes);
      double within = 0;
      double between = 0;
      for (double[] d : deviations) {
        for (int g = 0; g < genes; g++) {
          double rest = (sum[g] - d[g]) / (n - 1);
          within += d[g] * rest;
          between += rest * rest;
        }
      }
      // E[d_k · rest] is the signal, E[|rest|²] the signal and its share of the noise.
      signal += within / n;
      noise += (between - within) / n * (n - 1);
    }

    /** Noise over signal; infinite where there is no sign of a shift. */
    double kappa() {
      return signal <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, noise) / signal;
    }
  }
}

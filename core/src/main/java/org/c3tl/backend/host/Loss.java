package org.c3tl.backend.host;

import java.util.Arrays;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Residual;
import org.c3tl.parallel.Workers;

/** The pass between the decoder's last product and the backward pass: reads output and features once and writes the gradient. */
final class Loss {
  private Loss() { }

  static double take(HostMatrix out, HostMatrix x, Batch batch, Backend.Head head, Workers workers) {
    int n = batch.rows();
    int width = out.columns();
    float[] bias = head.bias().value().toArray();
    float[] gate = head.gate() == null ? null : head.gate().value().toArray();
    float[][] total = head.residual() == Residual.OFF ? null : totals(x, batch, workers);
    int targets = batch.targets(head.leaveOneOut());
    float factor = (float) (2.0 / ((double) targets * width));
    float[] weights = batch.weights();
    int blocks = Workers.blocks(n, width);
    double[] loss = new double[blocks];
    float[][] biasPartial = new float[blocks][];
    float[][] gatePartial = new float[blocks][];
    workers.rows(n, width, (block, from, to, s) -> {
      float[] o = s.array(0, width);
      float[] m = s.array(1, width);
      float[] truth = s.array(2, width);
      float[] forBias = new float[width];
      float[] forGate = gate == null ? null : new float[width];
      float[] squares = s.array(3, width);
      Arrays.fill(squares, 0, width, 0f);
      for (int r = from; r < to; r++) {
        if (!batch.isTarget(r, head.leaveOneOut())) {
          Arrays.fill(o, 0, width, 0f);
          out.put(r, o, 0, 1);
          continue;
        }
        out.get(r, o, 0, 1);
        x.get(r, truth, 0, 1);
        if (total != null) {
          mean(batch, r, total, truth, head.leaveOneOut(), m, width);
          for (int j = 0; j < width; j++) {
            o[j] += gate == null ? m[j] : gate[j] * m[j];
          }
        }
        float weighted = factor * (weights == null ? 1 : weights[r]);
        // One sum per column: a single one would be a chain of dependent additions.
        for (int j = 0; j < width; j++) {
          float e = o[j] + bias[j] - truth[j];
          squares[j] += e * e;
          forBias[j] += e * weighted;
          o[j] = e * weighted;
        }
        if (forGate != null) {
          for (int j = 0; j < width; j++) {
            forGate[j] += o[j] * m[j];
          }
        }
        out.put(r, o, 0, 1);
      }
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += squares[j];
      }
      loss[block] = sum;
      biasPartial[block] = forBias;
      gatePartial[block] = forGate;
    });
    head.bias().gradient().set(Passes.total(biasPartial, width));
    if (gate != null) {
      head.gate().gradient().set(Passes.total(gatePartial, width));
    }
    double sum = 0;
    for (double l : loss) {
      sum += l;
    }
    return sum / ((double) targets * width);
  }

  private static float reliability(Batch batch, int row) {
    return batch.reliability() == null ? 1 : batch.reliability()[row];
  }

  /** Weighted sums of each perturbation's rows, and the sum of the weights behind them. */
  private static float[][] totals(HostMatrix x, Batch batch, Workers workers) {
    Groups groups = batch.byPerturbation();
    int width = x.columns();
    float[][] total = new float[groups.count()][];
    workers.run(groups.count(), (g, s) -> {
      float[] sum = new float[width + 1];
      float[] row = s.array(0, width);
      for (int i = groups.from(g); i < groups.from(g + 1); i++) {
        float weight = reliability(batch, groups.row(i));
        x.get(groups.row(i), row, 0, 1);
        for (int j = 0; j < width; j++) {
          sum[j] += weight * row[j];
        }
        sum[width] += weight;
      }
      total[g] = sum;
    });
    return total;
  }

  private static void mean(Batch batch, int row, float[][] total, float[] own, boolean leaveOneOut, float[] target, int width) {
    float[] sum = total[batch.byPerturbation().of(row)];
    float weight = leaveOneOut ? reliability(batch, row) : 0;
    float factor = 1 / (sum[width] - weight);
    for (int j = 0; j < width; j++) {
      target[j] = (sum[j] - weight * own[j]) * factor;
    }
  }
}

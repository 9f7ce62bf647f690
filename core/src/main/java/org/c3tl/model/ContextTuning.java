package org.c3tl.model;

import org.c3tl.backend.Backend;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Residual;

/**
 * Refines the representation ψ̂ of new contexts on their few measured effects by gradient descent (Adam), the network held
 * fixed. Plain arrays, since a handful of rows is all there is.
 */
final class ContextTuning {
  private static final double RATE = 0.01;

  private ContextTuning() { }

  /**
   * @param net the network, with its weights set
   * @param z ẑ of each perturbation
   * @param mean mean features of each perturbation, or null
   * @param x measured features
   * @param p perturbation of each row
   * @param c new context of each row
   * @param psi ψ̂ of each new context, changed in place
   * @param epochs number of full-batch steps
   */
  static void tune(Network net, float[][] z, float[][] mean, float[][] x, int[] p, int[] c, float[][] psi, int epochs) {
    int latent = net.options().latent();
    int[] rows = java.util.stream.IntStream.range(0, x.length).filter(r -> z[p[r]] != null).toArray();
    if (rows.length == 0) {
      return;
    }
    int n = rows.length;
    float[] bias = net.outputBias.value().toArray();
    float[] gate = net.gate == null ? null : net.gate.value().toArray();
    double[][] m = new double[psi.length][latent];
    double[][] v = new double[psi.length][latent];
    int hidden = net.options().hidden();
    Backend backend = net.backend();
    try (DecoderPass pass = new DecoderPass(net, n); Matrix in = backend.matrix(n, latent); Matrix dIn = backend.matrix(n, latent);
        Matrix d1 = backend.matrix(n, hidden); Matrix d2 = backend.matrix(n, hidden)) {
      float[] sum = new float[latent];
      float[] o = new float[net.inputs()];
      for (int step = 1; step <= epochs; step++) {
        for (int i = 0; i < n; i++) {
          int r = rows[i];
          for (int j = 0; j < latent; j++) {
            sum[j] = z[p[r]][j] + psi[c[r]][j];
          }
          in.put(i, sum, 0, 1);
        }
        backend.product(in, net.decode[0].value(), pass.hidden(0), n, 0);
        backend.activate(pass.hidden(0), n, net.decodeBias[0].value(), null, net.options().activation(), pass.slope(0),
            Dropout.NONE);
        Matrix out = pass.forwardFromFirst(n, Dropout.NONE);
        for (int i = 0; i < n; i++) {
          int r = rows[i];
          out.get(i, o, 0, 1);
          for (int j = 0; j < o.length; j++) {
            float add = net.options().residual() == Residual.OFF ? 0 : gate == null ? mean[p[r]][j] : gate[j] * mean[p[r]][j];
            o[j] = (o[j] + bias[j] + add - x[r][j]) * 2 / o.length;
          }
          out.put(i, o, 0, 1);
        }
        Matrix d = pass.backwardToFirst(n, d1, d2, 1);
        backend.productWithTransposed(d, net.decode[0].value(), dIn, n, 0);
        double[][] g = new double[psi.length][latent];
        int[] count = new int[psi.length];
        for (int i = 0; i < n; i++) {
          dIn.get(i, sum, 0, 1);
          int at = c[rows[i]];
          count[at]++;
          for (int j = 0; j < latent; j++) {
            g[at][j] += sum[j];
          }
        }
        for (int k = 0; k < psi.length; k++) {
          if (count[k] > 0) {
            step(psi[k], g[k], count[k], m[k], v[k], step);
          }
        }
      }
    }
  }

  private static void step(float[] psi, double[] g, int count, double[] m, double[] v, int step) {
    double c1 = 1 - Math.pow(0.9, step);
    double c2 = 1 - Math.pow(0.999, step);
    for (int j = 0; j < psi.length; j++) {
      double gj = g[j] / count;
      m[j] = 0.9 * m[j] + 0.1 * gj;
      v[j] = 0.999 * v[j] + 0.001 * gj * gj;
      psi[j] -= (float) (RATE * m[j] / c1 / (Math.sqrt(v[j] / c2) + 1e-10));
    }
  }
}

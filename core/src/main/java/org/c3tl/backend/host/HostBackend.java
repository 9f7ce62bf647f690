package org.c3tl.backend.host;

import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Samples;
import org.c3tl.parallel.Workers;

/** Computes on the CPU. Results have the same bits for any number of threads. */
public final class HostBackend implements Backend {
  /** Values in a block of Adam, which reads three arrays and writes three. */
  private static final int BLOCK = 1 << 15;

  private final Workers workers;
  private double loss;

  /**
   * @param workers threads; stay the caller's
   */
  public HostBackend(Workers workers) {
    this.workers = workers;
  }

  @Override
  public String description() {
    return "CPU";
  }

  @Override
  public Matrix matrix(int rows, int columns) {
    return new HostMatrix(rows, columns);
  }

  @Override
  public Samples samples(float[][] values, float factor) {
    return new HostSamples(values, values.length == 0 ? 0 : values[0].length, factor);
  }

  private static HostMatrix host(Matrix m) {
    return (HostMatrix) m;
  }

  @Override
  public void gather(Samples samples, int[] rows, Matrix target) {
    HostSamples all = (HostSamples) samples;
    workers.rows(rows.length, all.columns(), (block, from, to, s) -> {
      float[] scratch = s.array(0, all.columns());
      for (int r = from; r < to; r++) {
        target.put(r, all.features(rows[r], scratch), 0, 1);
      }
    });
  }

  @Override
  public void product(Matrix a, Matrix b, Matrix c, int used, float beta) {
    HostMatrix.product(host(a), host(b), host(c), used, beta, workers);
  }

  @Override
  public void productOfTransposed(Matrix a, Matrix b, Matrix c, int used, float beta) {
    HostMatrix.productOfTransposed(host(a), host(b), host(c), used, beta, workers);
  }

  @Override
  public void productWithTransposed(Matrix a, Matrix b, Matrix c, int used, float beta) {
    HostMatrix.productWithTransposed(host(a), host(b), host(c), used, beta, workers);
  }

  @Override
  public void activate(Matrix u, int n, Matrix bias, int[] biasRow, Activation f, Matrix slope, Dropout dropout) {
    Passes.activate(host(u), n, host(bias), biasRow, f, host(slope), dropout, workers);
  }

  @Override
  public void activateSum(Matrix target, Batch batch, Matrix ofPerturbation, Matrix ofContext, Matrix bias, Activation f,
      Matrix slope, Dropout dropout) {
    Passes.activateSum(host(target), batch, host(ofPerturbation), host(ofContext), host(bias), f, host(slope), dropout, workers);
  }

  @Override
  public void backActivate(Matrix d, int n, Matrix a, Matrix slope, float scale) {
    Passes.backActivate(host(d), n, host(a), host(slope), scale, workers);
  }

  @Override
  public void backMeans(Matrix ofGroups, Groups groups, int n, Matrix d, Matrix a, Matrix slope, float scale) {
    Passes.backMeans(host(ofGroups), groups, n, host(d), host(a), host(slope), scale, workers);
  }

  @Override
  public void sums(Matrix a, Groups groups, Matrix sums) {
    Passes.sums(host(a), groups, false, host(sums), workers);
  }

  @Override
  public void means(Matrix a, Groups groups, Matrix means) {
    Passes.sums(host(a), groups, true, host(means), workers);
  }

  @Override
  public void meansOfOthers(Matrix a, int n, Groups groups, Matrix sums, Matrix means) {
    Passes.meansOfOthers(host(a), n, groups, host(sums), host(means), workers);
  }

  @Override
  public void addRow(Matrix a, int n, Matrix row, Matrix second) {
    float[] sum = row.toArray();
    if (second != null) {
      Passes.add(sum, second.toArray(), sum.length);
    }
    Passes.addRow(host(a), n, sum, workers);
  }

  @Override
  public void columnSums(Matrix a, int n, Matrix sums) {
    sums.set(Passes.columnSums(host(a), n, workers));
  }

  @Override
  public void loss(Matrix out, Matrix x, Batch batch, Head head) {
    loss = Loss.take(host(out), host(x), batch, head, workers);
  }

  @Override
  public double lastLoss() {
    return loss;
  }

  @Override
  public void adam(Parameter parameter, Matrix mean, Matrix square, AdamStep step) {
    HostMatrix weights = host(parameter.value());
    HostMatrix gradient = host(parameter.gradient());
    int length = weights.rows() * weights.columns();
    workers.run((length + BLOCK - 1) / BLOCK, (block, scratch) -> {
      int from = block * BLOCK;
      int n = Math.min(BLOCK, length - from);
      // Copies, so that all four are indexed from 0: the JIT vectorises x[j] but not x[from + j].
      float[] w = scratch.array(0, n);
      float[] g = scratch.array(1, n);
      float[] m = scratch.array(2, n);
      float[] v = scratch.array(3, n);
      weights.getFlat(from, w, n);
      gradient.getFlat(from, g, n);
      host(mean).getFlat(from, m, n);
      host(square).getFlat(from, v, n);
      update(w, g, m, v, n, step);
      host(mean).putFlat(from, m, n);
      host(square).putFlat(from, v, n);
      weights.putFlat(from, w, n);
    });
  }

  private static void update(float[] w, float[] g, float[] m, float[] v, int n, AdamStep step) {
    float b1 = (float) step.beta1();
    float b2 = (float) step.beta2();
    float c1 = (float) (1 - step.beta1());
    float c2 = (float) (1 - step.beta2());
    float size = step.size();
    float root = step.root();
    float keep = step.keep();
    float eps = step.epsilon();
    for (int j = 0; j < n; j++) {
      float mj = b1 * m[j] + c1 * g[j];
      float vj = b2 * v[j] + c2 * g[j] * g[j];
      m[j] = mj;
      v[j] = vj;
      w[j] = keep * w[j] - size * mj / ((float) Math.sqrt(vj) * root + eps);
    }
  }

  @Override
  public void close() {
    // Matrices release themselves; the threads are the caller's.
  }
}

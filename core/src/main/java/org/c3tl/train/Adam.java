package org.c3tl.train;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.model.Parameter;
import org.c3tl.model.Workers;

/**
 * Adam with decoupled weight decay, one pass over the memory per step. Epsilon is added after the bias correction, as in
 * PyTorch.
 *
 * <h2>References</h2>
 * Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Loshchilov and Hutter, "Decoupled
 * weight decay regularization", ICLR 2019, algorithm 2.
 */
final class Adam {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-10;
  private static final int BLOCK = 1 << 15;

  private final List<Parameter> parameters;
  private final List<float[]> mean = new ArrayList<>();
  private final List<float[]> square = new ArrayList<>();
  private long steps;

  /**
   * @param parameters what is optimised
   */
  Adam(List<Parameter> parameters) {
    this.parameters = parameters;
    for (Parameter p : parameters) {
      int length = p.value().rows() * p.value().columns();
      mean.add(new float[length]);
      square.add(new float[length]);
    }
  }

  /**
   * Applies the parameters' gradients.
   *
   * @param rate learning rate
   * @param decay weight decay per unit of learning rate
   * @param workers threads
   */
  void step(double rate, double decay, Workers workers) {
    steps++;
    double correction1 = 1 - Math.pow(BETA1, steps);
    double correction2 = Math.sqrt(1 - Math.pow(BETA2, steps));
    float size = (float) (rate / correction1);
    float root = (float) (1 / correction2);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      float[] m = mean.get(i);
      float[] v = square.get(i);
      float keep = p.decays() ? (float) (1 - rate * decay) : 1;
      int blocks = (m.length + BLOCK - 1) / BLOCK;
      workers.run(blocks, (block, scratch) -> {
        int from = block * BLOCK;
        int n = Math.min(BLOCK, m.length - from);
        float[] w = scratch.array(0, n);
        float[] g = scratch.array(1, n);
        p.value().getFlat(from, w, n);
        p.gradient().getFlat(from, g, n);
        // Copies, so that all four are indexed from 0: the JIT vectorises x[j] but not x[from + j].
        float[] mb = scratch.array(2, n);
        float[] vb = scratch.array(3, n);
        System.arraycopy(m, from, mb, 0, n);
        System.arraycopy(v, from, vb, 0, n);
        update(w, g, mb, vb, n, size, root, keep);
        System.arraycopy(mb, 0, m, from, n);
        System.arraycopy(vb, 0, v, from, n);
        p.value().putFlat(from, w, n);
      });
    }
  }

  private static void update(float[] w, float[] g, float[] m, float[] v, int n, float size, float root, float keep) {
    float b1 = (float) BETA1;
    float b2 = (float) BETA2;
    float c1 = (float) (1 - BETA1);
    float c2 = (float) (1 - BETA2);
    float eps = (float) EPSILON;
    for (int j = 0; j < n; j++) {
      float mj = b1 * m[j] + c1 * g[j];
      float vj = b2 * v[j] + c2 * g[j] * g[j];
      m[j] = mj;
      v[j] = vj;
      w[j] = keep * w[j] - size * mj / ((float) Math.sqrt(vj) * root + eps);
    }
  }

  long steps() {
    return steps;
  }

  List<float[]> means() {
    return mean;
  }

  List<float[]> squares() {
    return square;
  }

  void restore(long atSteps, List<float[]> means, List<float[]> squares) {
    steps = atSteps;
    for (int i = 0; i < mean.size(); i++) {
      System.arraycopy(means.get(i), 0, mean.get(i), 0, mean.get(i).length);
      System.arraycopy(squares.get(i), 0, square.get(i), 0, square.get(i).length);
    }
  }
}

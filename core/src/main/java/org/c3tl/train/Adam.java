package org.c3tl.train;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;

/**
 * Adam with decoupled weight decay, one pass over the memory per step. Epsilon is added after the bias correction, as in
 * PyTorch. Holds its state where the backend computes; close it.
 *
 * <h2>References</h2>
 * Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Loshchilov and Hutter, "Decoupled
 * weight decay regularization", ICLR 2019, algorithm 2.
 */
public final class Adam implements AutoCloseable {
  static final double BETA1 = 0.9;
  static final double BETA2 = 0.999;
  static final double EPSILON = 1e-10;

  private final List<Parameter> parameters;
  private final Backend backend;
  private final float epsilon;
  private final List<Matrix> mean = new ArrayList<>();
  private final List<Matrix> square = new ArrayList<>();
  private long steps;

  /**
   * @param parameters what is optimised
   * @param backend where they stand
   * @param epsilon ε, positive
   */
  public Adam(List<Parameter> parameters, Backend backend, double epsilon) {
    this.parameters = parameters;
    this.backend = backend;
    this.epsilon = (float) epsilon;
    for (Parameter p : parameters) {
      mean.add(backend.matrix(p.value().rows(), p.value().columns()));
      square.add(backend.matrix(p.value().rows(), p.value().columns()));
    }
  }

  /**
   * Applies the parameters' gradients.
   *
   * @param rate learning rate
   * @param decay weight decay per unit of learning rate
   */
  public void step(double rate, double decay) {
    steps++;
    float size = (float) (rate / (1 - Math.pow(BETA1, steps)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, steps)));
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      float keep = p.decays() ? (float) (1 - rate * decay) : 1;
      backend.adam(p, mean.get(i), square.get(i), new Backend.AdamStep(BETA1, BETA2, epsilon, size, root, keep));
    }
  }

  long steps() {
    return steps;
  }

  List<float[]> means() {
    return mean.stream().map(Matrix::toArray).toList();
  }

  List<float[]> squares() {
    return square.stream().map(Matrix::toArray).toList();
  }

  void restore(long atSteps, List<float[]> means, List<float[]> squares) {
    steps = atSteps;
    for (int i = 0; i < mean.size(); i++) {
      mean.get(i).set(means.get(i));
      square.get(i).set(squares.get(i));
    }
  }

  @Override
  public void close() {
    mean.forEach(Matrix::close);
    square.forEach(Matrix::close);
  }
}

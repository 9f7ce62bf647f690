package org.c3tl.backend;

import java.util.SplittableRandom;

/** A weight matrix or bias row and its gradient. */
public final class Parameter implements AutoCloseable {
  private final String name;
  private final boolean decays;
  private final double bound;
  private final Matrix value;
  private final Matrix gradient;

  /**
   * @param name name in the model file
   * @param rows rows of the matrix
   * @param columns its columns
   * @param bound initial values are uniform in ±bound
   * @param decays whether weight decay applies (matrices, not biases)
   * @param backend where it stands
   */
  public Parameter(String name, int rows, int columns, double bound, boolean decays, Backend backend) {
    this.name = name;
    this.decays = decays;
    this.bound = bound;
    this.value = backend.matrix(rows, columns);
    this.gradient = backend.matrix(rows, columns);
  }

  /**
   * @return name in the model file
   */
  public String name() {
    return name;
  }

  /**
   * @return whether weight decay applies
   */
  public boolean decays() {
    return decays;
  }

  /**
   * @return the weights
   */
  public Matrix value() {
    return value;
  }

  /**
   * @return derivative of the loss after a backward pass
   */
  public Matrix gradient() {
    return gradient;
  }

  /**
   * Draws initial values, uniform in ±bound.
   *
   * @param random where from
   */
  public void draw(SplittableRandom random) {
    float[] w = new float[value.rows() * value.columns()];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    value.set(w);
  }

  @Override
  public void close() {
    value.close();
    gradient.close();
  }
}

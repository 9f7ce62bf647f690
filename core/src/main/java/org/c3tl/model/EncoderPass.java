package org.c3tl.model;

import org.c3tl.backend.Backend;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Matrix;

/** Buffers of one encoder for a batch, and its passes up to the last hidden layer. */
final class EncoderPass implements AutoCloseable {
  private final Network.EncoderWeights weights;
  private final NetworkOptions options;
  private final Backend backend;
  private final Matrix[] hidden;
  private final Matrix[] slope;

  EncoderPass(Network.EncoderWeights weights, int rows, NetworkOptions options, Backend backend) {
    this.weights = weights;
    this.options = options;
    this.backend = backend;
    this.hidden = new Matrix[options.depth()];
    this.slope = new Matrix[options.depth()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = backend.matrix(rows, options.hidden());
      slope[i] = options.activation().slopeFromValue() ? null : backend.matrix(rows, options.hidden());
    }
  }

  /**
   * @param x features
   * @param n rows that count
   * @param oneHot bias row of each row
   * @param dropout zeroing of activations
   * @return activations of the last hidden layer, valid until the next call
   */
  Matrix forward(Matrix x, int n, int[] oneHot, Dropout dropout) {
    backend.product(x, weights.first.value(), hidden[0], n, 0);
    backend.activate(hidden[0], n, weights.oneHot.value(), oneHot, options.activation(), slope[0], dropout.layer(0));
    for (int i = 1; i < hidden.length; i++) {
      backend.product(hidden[i - 1], weights.hidden[i - 1].value(), hidden[i], n, 0);
      backend.activate(hidden[i], n, weights.hiddenBias[i - 1].value(), null, options.activation(), slope[i], dropout.layer(i));
    }
    return last();
  }

  Matrix last() {
    return hidden[hidden.length - 1];
  }

  Matrix lastSlope() {
    return slope[slope.length - 1];
  }

  /**
   * Fills the gradients of everything below the last hidden layer's activation.
   *
   * @param x features
   * @param n rows that count
   * @param oneHot bias row of each row, grouped
   * @param d gradient with respect to the last hidden layer's pre-activations; overwritten
   * @param other buffer of the same size
   * @param scale factor of kept activations under dropout
   */
  void backward(Matrix x, int n, Groups oneHot, Matrix d, Matrix other, float scale) {
    Matrix current = d;
    Matrix next = other;
    for (int i = hidden.length - 1; i > 0; i--) {
      backend.productOfTransposed(hidden[i - 1], current, weights.hidden[i - 1].gradient(), n, 0);
      backend.columnSums(current, n, weights.hiddenBias[i - 1].gradient());
      backend.productWithTransposed(current, weights.hidden[i - 1].value(), next, n, 0);
      backend.backActivate(next, n, hidden[i - 1], slope[i - 1], scale);
      Matrix swap = current;
      current = next;
      next = swap;
    }
    backend.productOfTransposed(x, current, weights.first.gradient(), n, 0);
    backend.sums(current, oneHot, weights.oneHot.gradient());
  }

  @Override
  public void close() {
    for (int i = 0; i < hidden.length; i++) {
      hidden[i].close();
      if (slope[i] != null) {
        slope[i].close();
      }
    }
  }
}

package org.c3tl.model;

import org.c3tl.backend.Backend;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Matrix;

/** Buffers of the decoder for a batch, and its passes from the first hidden layer's activation on. */
final class DecoderPass implements AutoCloseable {
  private final Network network;
  private final Backend backend;
  private final Matrix[] hidden;
  private final Matrix[] slope;
  private final Matrix out;

  DecoderPass(Network network, int rows) {
    this.network = network;
    this.backend = network.backend();
    NetworkOptions options = network.options();
    this.hidden = new Matrix[options.depth()];
    this.slope = new Matrix[options.depth()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = backend.matrix(rows, options.hidden());
      slope[i] = options.activation().slopeFromValue() ? null : backend.matrix(rows, options.hidden());
    }
    this.out = backend.matrix(rows, network.inputs());
  }

  Matrix hidden(int layer) {
    return hidden[layer];
  }

  Matrix slope(int layer) {
    return slope[layer];
  }

  Matrix out() {
    return out;
  }

  /**
   * @param n rows that count
   * @param dropout zeroing of activations
   * @return the last product, without its bias; valid until the next call
   */
  Matrix forwardFromFirst(int n, Dropout dropout) {
    for (int i = 1; i < hidden.length; i++) {
      backend.product(hidden[i - 1], network.decode[i].value(), hidden[i], n, 0);
      backend.activate(hidden[i], n, network.decodeBias[i].value(), null, network.options().activation(), slope[i],
          dropout.layer(i));
    }
    backend.product(hidden[hidden.length - 1], network.output.value(), out, n, 0);
    return out;
  }

  /**
   * Fills the gradients of the output layer and of all hidden layers but the first's weights. {@link #out()} must hold the
   * gradient of the output, whose bias gradient the caller sets.
   *
   * @param n rows that count
   * @param d buffer, rows × hidden
   * @param other buffer of the same size
   * @param scale factor of kept activations under dropout
   * @return gradient with respect to the first hidden layer's pre-activations, one of the two buffers
   */
  Matrix backwardToFirst(int n, Matrix d, Matrix other, float scale) {
    int top = hidden.length - 1;
    backend.productOfTransposed(hidden[top], out, network.output.gradient(), n, 0);
    backend.productWithTransposed(out, network.output.value(), d, n, 0);
    backend.backActivate(d, n, hidden[top], slope[top], scale);
    Matrix current = d;
    Matrix next = other;
    for (int i = top; i > 0; i--) {
      backend.productOfTransposed(hidden[i - 1], current, network.decode[i].gradient(), n, 0);
      backend.columnSums(current, n, network.decodeBias[i].gradient());
      backend.productWithTransposed(current, network.decode[i].value(), next, n, 0);
      backend.backActivate(next, n, hidden[i - 1], slope[i - 1], scale);
      Matrix swap = current;
      current = next;
      next = swap;
    }
    backend.columnSums(current, n, network.decodeBias[0].gradient());
    return current;
  }

  @Override
  public void close() {
    for (int i = 0; i < hidden.length; i++) {
      hidden[i].close();
      if (slope[i] != null) {
        slope[i].close();
      }
    }
    out.close();
  }
}

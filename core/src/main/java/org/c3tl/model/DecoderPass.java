package org.c3tl.model;

/** Buffers of the decoder for a batch, and its passes from the first hidden layer's activation on. */
final class DecoderPass implements AutoCloseable {
  private final Network network;
  private final Matrix[] hidden;
  private final Matrix[] slope;
  private final Matrix out;

  DecoderPass(Network network, int rows) {
    this.network = network;
    NetworkOptions options = network.options();
    this.hidden = new Matrix[options.depth()];
    this.slope = new Matrix[options.depth()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = new Matrix(rows, options.hidden());
      slope[i] = options.activation().slopeFromValue() ? null : new Matrix(rows, options.hidden());
    }
    this.out = new Matrix(rows, network.inputs());
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
      Matrix.product(hidden[i - 1], network.decode[i].value(), hidden[i], n, 0, network.workers());
      Passes.activate(hidden[i], n, network.decodeBias[i].value(), null, network.options().activation(), slope[i],
          dropout.layer(i), network.workers());
    }
    Matrix.product(hidden[hidden.length - 1], network.output.value(), out, n, 0, network.workers());
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
    Workers workers = network.workers();
    int top = hidden.length - 1;
    Matrix.productOfTransposed(hidden[top], out, network.output.gradient(), n, 0, network.workers());
    Matrix.productWithTransposed(out, network.output.value(), d, n, 0, network.workers());
    Passes.backActivate(d, n, hidden[top], slope[top], scale, workers);
    Matrix current = d;
    Matrix next = other;
    for (int i = top; i > 0; i--) {
      Matrix.productOfTransposed(hidden[i - 1], current, network.decode[i].gradient(), n, 0, network.workers());
      network.decodeBias[i].gradient().set(Passes.columnSums(current, n, workers));
      Matrix.productWithTransposed(current, network.decode[i].value(), next, n, 0, network.workers());
      Passes.backActivate(next, n, hidden[i - 1], slope[i - 1], scale, workers);
      Matrix swap = current;
      current = next;
      next = swap;
    }
    network.decodeBias[0].gradient().set(Passes.columnSums(current, n, workers));
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

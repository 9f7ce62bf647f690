package org.c3tl.backend;

/**
 * Where a network's arithmetic runs: matrix products, fused elementwise passes, and Adam. Everything it hands out stays where
 * it computes, so that a training moves only row numbers in and one loss per step out. All sides give the same results up to
 * rounding; dropout's masks are the same everywhere.
 *
 * <p>Matrices and samples of one backend must not be given to another. Arrays that are given to it must not change afterwards.
 * Not for use by several threads; use and close it on the thread that opened it.
 */
public interface Backend extends AutoCloseable {
  /**
   * @return what computes, for the user and the provenance, such as {@code CPU}
   */
  String description();

  /**
   * @param rows at least 1
   * @param columns at least 1; {@code rows × columns} below 2^29
   * @return a matrix of zeros
   */
  Matrix matrix(int rows, int columns);

  /**
   * @param values one row per filled cell, all of one length; not written to, and must not change while in use
   * @param factor what values are multiplied by to give features
   * @return the rows, where {@link #gather} can reach them
   */
  Samples samples(float[][] values, float factor);

  /**
   * Copies features of some rows.
   *
   * @param samples all rows
   * @param rows which ones
   * @param target receives them in that order, from its first row on
   */
  void gather(Samples samples, int[] rows, Matrix target);

  /**
   * {@code c = a · b + beta · c}, over the first rows of a and c.
   *
   * @param a {@code rows × k}
   * @param b {@code k × n}
   * @param c {@code rows × n}
   * @param used number of rows of a and c that take part
   * @param beta 0 to overwrite, 1 to add
   */
  void product(Matrix a, Matrix b, Matrix c, int used, float beta);

  /**
   * {@code c = aᵀ · b + beta · c}, over the first rows of a and b.
   *
   * @param a {@code rows × m}
   * @param b {@code rows × n}
   * @param c {@code m × n}
   * @param used number of rows of a and b that take part
   * @param beta 0 to overwrite, 1 to add
   */
  void productOfTransposed(Matrix a, Matrix b, Matrix c, int used, float beta);

  /**
   * {@code c = a · bᵀ + beta · c}, over the first rows of a and c.
   *
   * @param a {@code rows × n}
   * @param b {@code k × n}
   * @param c {@code rows × k}
   * @param used number of rows of a and c that take part
   * @param beta 0 to overwrite, 1 to add
   */
  void productWithTransposed(Matrix a, Matrix b, Matrix c, int used, float beta);

  /**
   * Adds a bias row, applies the activation and dropout, in place.
   *
   * @param u pre-activations, become activations
   * @param n rows that count
   * @param bias one or several rows of biases
   * @param biasRow which bias row belongs to which row; null for the first everywhere
   * @param f the activation
   * @param slope receives the derivative where the activation stores it, else null
   * @param dropout zeroing of activations
   */
  void activate(Matrix u, int n, Matrix bias, int[] biasRow, Activation f, Matrix slope, Dropout dropout);

  /**
   * As {@link #activate}, but the pre-activation of a row is the sum of its perturbation's, its context's and a bias row.
   *
   * @param target receives the activations, one row per row of the batch
   * @param batch tells which row belongs to what
   * @param ofPerturbation one row per perturbation of the batch
   * @param ofContext one row per context
   * @param bias one row
   * @param f the activation
   * @param slope receives the derivative where the activation stores it, else null
   * @param dropout zeroing of activations
   */
  void activateSum(Matrix target, Batch batch, Matrix ofPerturbation, Matrix ofContext, Matrix bias, Activation f, Matrix slope,
      Dropout dropout);

  /**
   * Multiplies a gradient by the activation's derivative, in place.
   *
   * @param d gradient with respect to activations, becomes that with respect to pre-activations
   * @param n rows that count
   * @param a the activations
   * @param slope their stored derivatives, or null where they follow from the activations
   * @param scale factor of kept activations under dropout
   */
  void backActivate(Matrix d, int n, Matrix a, Matrix slope, float scale);

  /**
   * Spreads the gradient of group means over their rows and multiplies by the activation's derivative.
   *
   * @param ofGroups gradient with respect to each group's mean
   * @param groups which rows belong together
   * @param n rows that count
   * @param d receives the gradient with respect to the rows' pre-activations
   * @param a the activations
   * @param slope their stored derivatives, or null where they follow from the activations
   * @param scale factor of kept activations under dropout
   */
  void backMeans(Matrix ofGroups, Groups groups, int n, Matrix d, Matrix a, Matrix slope, float scale);

  /**
   * Sums rows by group.
   *
   * @param a one value per row and column
   * @param groups which rows belong together
   * @param sums receives one row per group
   */
  void sums(Matrix a, Groups groups, Matrix sums);

  /**
   * Mean of each group; 0 for an empty group.
   *
   * @param a one value per row and column
   * @param groups which rows belong together
   * @param means receives one row per group
   */
  void means(Matrix a, Groups groups, Matrix means);

  /**
   * Mean of each row's group without the row itself; 0 where it is alone. The map is its own transpose, so the same pass
   * carries gradients back.
   *
   * @param a one value per row and column
   * @param n rows that count
   * @param groups which rows belong together
   * @param sums scratch, one row per group
   * @param means receives one row per row
   */
  void meansOfOthers(Matrix a, int n, Groups groups, Matrix sums, Matrix means);

  /**
   * Adds {@code row + second} to every row, in place.
   *
   * @param a rows to add to
   * @param n rows that count
   * @param row one row
   * @param second another, or null
   */
  void addRow(Matrix a, int n, Matrix row, Matrix second);

  /**
   * @param a one value per row and column
   * @param n rows that count
   * @param sums receives one row, the sum of each column
   */
  void columnSums(Matrix a, int n, Matrix sums);

  /**
   * Adds bias and residual to the output, takes the loss, leaves the loss's gradient in the output's place, and sets the
   * gradients of bias and gate.
   *
   * @param out last product of the decoder, one row per row of the batch; becomes the gradient with respect to it
   * @param x features of the batch's rows, which are the targets
   * @param batch which rows are targets and how much they count; at least one is a target
   * @param head what stands between product and loss
   */
  void loss(Matrix out, Matrix x, Batch batch, Head head);

  /**
   * Waits for the last {@link #loss}; asked for after the backward pass, so that a GPU need not pause before it.
   *
   * @return mean squared error over the targets' entries, all alike, in squared feature units
   */
  double lastLoss();

  /**
   * One step of Adam with decoupled weight decay: {@code m ← β1·m + (1-β1)·g}, {@code v ← β2·v + (1-β2)·g²},
   * {@code w ← keep·w - size·m / (√v·root + ε)}.
   *
   * @param parameter the weights w and their gradient g
   * @param mean m, as large as the weights
   * @param square v, as large
   * @param step the factors
   */
  void adam(Parameter parameter, Matrix mean, Matrix square, AdamStep step);

  @Override
  void close();

  /**
   * What stands between the decoder's last product and the loss.
   *
   * @param residual what is added to the output
   * @param leaveOneOut whether an effect is left out of the mean that is added for it
   * @param bias bias of the last layer
   * @param gate gate of the residual, or null
   */
  record Head(Residual residual, boolean leaveOneOut, Parameter bias, Parameter gate) { }

  /**
   * Factors of a step of Adam.
   *
   * @param beta1 β1
   * @param beta2 β2
   * @param epsilon ε
   * @param size learning rate over the first bias correction
   * @param root one over the square root of the second bias correction
   * @param keep what is left of a weight that decays
   */
  record AdamStep(double beta1, double beta2, float epsilon, float size, float root, float keep) { }
}

package org.c3tl.model;

import org.c3tl.backend.Activation;
import org.c3tl.backend.Residual;
import org.c3tl.data.Problems;

/**
 * Shape of the network.
 *
 * @param hidden width of every hidden layer, 1 to 65536
 * @param depth number of hidden layers in each encoder and in the decoder, 1 to 8; the paper's is 1
 * @param latent dimension of ẑ and ψ̂, 1 to 65536
 * @param activation nonlinearity after every hidden layer
 * @param residual what the decoder's output is added to
 */
public record NetworkOptions(int hidden, int depth, int latent, Activation activation, Residual residual) {
  /** Hidden 256, depth 1, latent 64, ReLU, gated residual. */
  public static final NetworkOptions DEFAULT = new NetworkOptions(256, 1, 64, Activation.RELU, Residual.GATED);

  /** Checks the ranges. */
  public NetworkOptions {
    Problems problems = new Problems();
    problems.require(hidden >= 1 && hidden <= 65536, "The hidden width is " + hidden + "; allowed are 1 to 65536.");
    problems.require(depth >= 1 && depth <= 8, "The depth is " + depth + "; allowed are 1 to 8 hidden layers.");
    problems.require(latent >= 1 && latent <= 65536, "The latent size is " + latent + "; allowed are 1 to 65536.");
    problems.throwIfAny();
  }
}

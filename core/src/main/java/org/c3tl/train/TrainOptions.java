package org.c3tl.train;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.c3tl.backend.Compute;
import org.c3tl.data.Problems;
import org.c3tl.model.NetworkOptions;

/**
 * Everything that decides a training, beside the data. Defaults ({@link #DEFAULT}) need no tuning on the data sets of the
 * paper.
 *
 * @param network shape of the network
 * @param basisRank number of basis vectors that effects are projected on, or 0 to train on genes; 0 to 4096
 * @param learningRate Adam's, above 0 and at most 1
 * @param weightDecay decoupled weight decay per unit of learning rate, 0 to 10
 * @param dropout probability that a hidden activation is zeroed in training, 0 to below 0.95
 * @param batch perturbations per mini-batch, each in all its contexts, or 0 to choose it from the data; 0 to 65536
 * @param epochs most epochs, 1 to 100000; exactly as many are run where nothing validates
 * @param patience epochs without a better validation score after which training stops, 1 to 100000
 * @param criterion what the best epoch is chosen by
 * @param validation what is held out to choose the number of epochs
 * @param leaveOneOut whether an effect is left out of the two means that predict it; off is the paper's form
 * @param ensemble number of networks with different seeds whose predictions are averaged, 1 to 100
 * @param seed seed of everything random
 * @param compute with what; changes results by no more than rounding
 */
public record TrainOptions(NetworkOptions network, int basisRank, double learningRate, double weightDecay, double dropout,
    int batch, int epochs, int patience, Criterion criterion, Validation validation, boolean leaveOneOut, int ensemble,
    long seed, @JsonIgnore Compute compute) {

  /** What the best epoch is chosen by. */
  public enum Criterion {
    /** Pearson correlation over genes, averaged over validation cells; higher is better. */
    PEARSON,
    /** Mean squared error over validation cells and genes; lower is better. */
    MSE
  }

  /** What is held out to choose the number of epochs. */
  public enum Validation {
    /** {@link #CONTEXTS} where at least three contexts beside the targets are measured well enough, else {@link #TARGET}. */
    AUTO,
    /**
     * Some other contexts play the target: all but as many perturbations as the target has are hidden in them. The network is
     * then trained once more on everything, for as many epochs as were best.
     */
    CONTEXTS,
    /** The validation part of the target's known perturbations, as in section 5 of the paper; it never trains. */
    TARGET,
    /** Nothing; all epochs are run. */
    NONE
  }

  /** The defaults. */
  public static final TrainOptions DEFAULT = new TrainOptions(NetworkOptions.DEFAULT, 64, 2e-3, 0, 0.4, 0, 200, 15,
      Criterion.PEARSON, Validation.AUTO, true, 5, 1, Compute.DEFAULT);

  /** Checks the ranges. */
  public TrainOptions {
    Problems problems = new Problems();
    problems.require(basisRank >= 0 && basisRank <= 4096, "The basis rank is " + basisRank + "; allowed are 0 (off) to 4096.");
    problems.require(learningRate > 0 && learningRate <= 1, "The learning rate is " + learningRate
        + "; it must be above 0 and at most 1.");
    problems.require(weightDecay >= 0 && weightDecay <= 10, "The weight decay is " + weightDecay + "; allowed are 0 to 10.");
    problems.require(dropout >= 0 && dropout < 0.95, "The dropout is " + dropout + "; it must be at least 0 and below 0.95.");
    problems.require(batch >= 0 && batch <= 65536, "The batch size is " + batch + "; allowed are 0 (automatic) to 65536.");
    problems.require(epochs >= 1 && epochs <= 100_000, "The number of epochs is " + epochs + "; allowed are 1 to 100000.");
    problems.require(patience >= 1 && patience <= 100_000, "The patience is " + patience + "; allowed are 1 to 100000 epochs.");
    problems.require(ensemble >= 1 && ensemble <= 100, "The ensemble size is " + ensemble + "; allowed are 1 to 100.");
    problems.throwIfAny();
  }

  /**
   * @return number of threads to use, at least 1
   */
  public int threadCount() {
    return compute.threadCount();
  }

  /**
   * @param other another seed
   * @return the same options with it
   */
  public TrainOptions withSeed(long other) {
    return new TrainOptions(network, basisRank, learningRate, weightDecay, dropout, batch, epochs, patience, criterion,
        validation, leaveOneOut, ensemble, other, compute);
  }

  /**
   * @param exactly number of epochs to run
   * @return the same options with nothing held out and that many epochs
   */
  TrainOptions withEpochs(int exactly) {
    return new TrainOptions(network, basisRank, learningRate, weightDecay, dropout, batch, exactly, patience, criterion,
        Validation.NONE, leaveOneOut, ensemble, seed, compute);
  }
}

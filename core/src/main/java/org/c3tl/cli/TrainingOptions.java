package org.c3tl.cli;

import java.util.Locale;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.backend.Residual;
import org.c3tl.model.NetworkOptions;
import org.c3tl.train.TrainOptions;
import picocli.CommandLine.Option;

/** Options of the network and its training; every one has a default that needs no tuning. */
final class TrainingOptions {
  @Option(names = "--hidden", paramLabel = "N", description = "Width of the hidden layers (default: ${DEFAULT-VALUE}).")
  int hidden = TrainOptions.DEFAULT.network().hidden();

  @Option(names = "--depth", paramLabel = "N",
      description = "Hidden layers in each encoder and in the decoder (default: ${DEFAULT-VALUE}).")
  int depth = TrainOptions.DEFAULT.network().depth();

  @Option(names = "--latent", paramLabel = "N",
      description = "Dimension of the representations of perturbations and contexts (default: ${DEFAULT-VALUE}).")
  int latent = TrainOptions.DEFAULT.network().latent();

  @Option(names = "--activation", paramLabel = "NAME",
      description = "Nonlinearity: relu, gelu or tanh (default: ${DEFAULT-VALUE}).")
  String activation = TrainOptions.DEFAULT.network().activation().id();

  @Option(names = "--residual", paramLabel = "NAME",
      description = "What the network adds to: off (nothing, as in the paper), mean (the mean over contexts) or gated (that "
          + "mean times a learned gate) (default: ${DEFAULT-VALUE}).")
  String residual = TrainOptions.DEFAULT.network().residual().id();

  @Option(names = "--basis-rank", paramLabel = "N",
      description = "Train on the first N singular vectors of the effects instead of genes; 0 trains on genes, as in the "
          + "paper (default: ${DEFAULT-VALUE}).")
  int basisRank = TrainOptions.DEFAULT.basisRank();

  @Option(names = "--leave-one-out", negatable = true, defaultValue = "true", fallbackValue = "true",
      description = "Leave an effect out of the means that predict it in training; --no-leave-one-out is the paper's form "
          + "(default: on).")
  boolean leaveOneOut;

  @Option(names = "--dropout", paramLabel = "F",
      description = "Part of the hidden activations that is zeroed in training (default: ${DEFAULT-VALUE}).")
  double dropout = TrainOptions.DEFAULT.dropout();

  @Option(names = "--weight-decay", paramLabel = "F", description = "Decoupled weight decay (default: ${DEFAULT-VALUE}).")
  double weightDecay = TrainOptions.DEFAULT.weightDecay();

  @Option(names = "--learning-rate", paramLabel = "F", description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
  double learningRate = TrainOptions.DEFAULT.learningRate();

  @Option(names = "--batch", paramLabel = "N",
      description = "Perturbations per mini-batch, each in all its contexts; 0 chooses (default: ${DEFAULT-VALUE}).")
  int batch = TrainOptions.DEFAULT.batch();

  @Option(names = "--epochs", paramLabel = "N", description = "Most epochs (default: ${DEFAULT-VALUE}).")
  int epochs = TrainOptions.DEFAULT.epochs();

  @Option(names = "--patience", paramLabel = "N",
      description = "Epochs without a better validation score before stopping (default: ${DEFAULT-VALUE}).")
  int patience = TrainOptions.DEFAULT.patience();

  @Option(names = "--criterion", paramLabel = "NAME",
      description = "What the best epoch is chosen by: pearson or mse (default: ${DEFAULT-VALUE}).")
  String criterion = TrainOptions.DEFAULT.criterion().name().toLowerCase(Locale.ROOT);

  @Option(names = "--validation", paramLabel = "NAME",
      description = "What chooses the number of epochs: contexts (hidden effects of other contexts that play the target), "
          + "target (part of the target's known perturbations), none (run all epochs) or auto (default: ${DEFAULT-VALUE}).")
  String validation = TrainOptions.DEFAULT.validation().name().toLowerCase(Locale.ROOT);

  @Option(names = "--ensemble", paramLabel = "N",
      description = "Networks of different seeds whose predictions are averaged (default: ${DEFAULT-VALUE}).")
  int ensemble = TrainOptions.DEFAULT.ensemble();

  @Option(names = "--threads", paramLabel = "N", description = "Threads; 0 uses all cores (default: ${DEFAULT-VALUE}).")
  int threads = Compute.DEFAULT.threads();

  @Option(names = "--device", paramLabel = "NAME",
      description = "Where networks are trained: cpu, cuda (an NVIDIA GPU, or stop) or auto (a GPU that can be used, else the "
          + "CPU; default: ${DEFAULT-VALUE}).")
  String device = Compute.DEFAULT.device().id();

  /**
   * @param seed seed of the training
   * @return the options, checked
   */
  TrainOptions options(long seed) {
    return options(seed, threads);
  }

  /**
   * @param seed seed of the training
   * @param threadsEach threads of each training, whatever {@code --threads} says
   * @return the options, checked
   */
  TrainOptions options(long seed, int threadsEach) {
    return new TrainOptions(new NetworkOptions(hidden, depth, latent, Choice.of("--activation", Activation.class, activation),
        Choice.of("--residual", Residual.class, residual)), basisRank, learningRate, weightDecay, dropout, batch, epochs, patience,
        Choice.of("--criterion", TrainOptions.Criterion.class, criterion),
        Choice.of("--validation", TrainOptions.Validation.class, validation), leaveOneOut, ensemble, seed,
        new Compute(Choice.of("--device", Device.class, device), threadsEach));
  }
}

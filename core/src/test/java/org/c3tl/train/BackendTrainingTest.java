package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Residual;
import org.c3tl.backend.Samples;
import org.c3tl.backend.Sides;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.model.NetworkOptions;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twenty epochs of training on every side against the CPU's. */
class BackendTrainingTest {
  private static final int EPOCHS = 20;

  /** Losses of the epochs, and the finished network's representations. */
  private record Trained(List<LearningCurve.Point> curve, float[][] z, float[][] psi) { }

  private static Trained train(Backend backend, Workers workers, TrainOptions options) throws IOException {
    EffectTable table = Grids.grid(60, 9, 120, 7, 3);
    FeatureMap map = FeatureMap.fit(Trainer.values(table), options.basisRank(), 1, workers);
    Rows rows = new Rows(table, map, Trainer.weightedBy(options), workers);
    try (Samples samples = rows.samples(backend);
        Network network = new Network(options.network(), map.features(), table.perturbations().size(), table.contexts().size(),
            backend)) {
      Fit.Result fitted = new Fit("fit", 0, options, table, map, rows, null, samples, backend).run(Checkpoints.NONE, Progress.NONE);
      network.setWeights(fitted.weights());
      return new Trained(fitted.points(), rows.z(network, samples), rows.psi(network, samples));
    }
  }

  @ParameterizedTest
  @CsvSource({"ND4J,PAPER", "ND4J,DEFAULT", "ND4J,DEEP", "CUDA,PAPER", "CUDA,DEFAULT", "CUDA,DEEP"})
  void lossesAndRepresentationsAreTheCpus(Sides side, String form) throws IOException {
    TrainOptions d = TrainOptions.DEFAULT;
    TrainOptions options = switch (form) {
      case "PAPER" -> options(new NetworkOptions(48, 1, 16, Activation.RELU, Residual.OFF), 0, 0, false);
      case "DEFAULT" -> options(new NetworkOptions(48, 1, 16, d.network().activation(), d.network().residual()), 8, d.dropout(),
          true);
      default -> options(new NetworkOptions(32, 2, 16, Activation.GELU, Residual.MEAN), 0, 0.2, true);
    };
    try (Workers workers = new Workers(2); Backend cpu = new HostBackend(workers); Backend other = side.open()) {
      Trained expected = train(cpu, workers, options);
      Trained found = train(other, workers, options);
      for (int e = 0; e < EPOCHS; e++) {
        double loss = expected.curve.get(e).trainMse();
        assertEquals(loss, found.curve.get(e).trainMse(), 1e-4 * loss, "loss of epoch " + e);
      }
      assertTrue(expected.curve.get(EPOCHS - 1).trainMse() < 0.9 * expected.curve.get(0).trainMse(), "it learns something");
      close(expected.z, found.z);
      close(expected.psi, found.psi);
    }
  }

  private static TrainOptions options(NetworkOptions network, int rank, double dropout, boolean leaveOneOut) {
    TrainOptions d = TrainOptions.DEFAULT;
    return new TrainOptions(network, rank, 1e-3, 0.01, dropout, 0, EPOCHS, 5, d.criterion(), TrainOptions.Validation.NONE,
        leaveOneOut, 1, 3, d.compute());
  }

  private static void close(float[][] expected, float[][] found) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < expected[i].length; j++) {
        difference += Math.pow(expected[i][j] - found[i][j], 2);
        size += Math.pow(expected[i][j], 2);
      }
    }
    assertTrue(Math.sqrt(difference / size) < 1e-3, "representations differ by " + Math.sqrt(difference / size));
  }
}

package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.c3tl.backend.Activation;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Residual;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the residual adds in training: with all parameters 0 it is the whole prediction. */
class ResidualMeanTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isTheWeightedMeanWithoutTheRowItself(boolean leaveOneOut) {
    float[][] x = {{1, 5}, {2, -3}, {4, 0.5f}};
    float[] reliability = {0.5f, 1, 3};
    NetworkOptions options = new NetworkOptions(4, 1, 3, Activation.TANH, Residual.MEAN);
    try (Workers workers = new Workers(1); Network network = new Network(options, 2, 1, 3, new HostBackend(workers));
        TrainingPass pass = new TrainingPass(network, 3, 1, leaveOneOut)) {
      Batch batch = new Batch(network.backend().samples(x, 1), new int[] {0, 1, 2}, 3, null, reliability, new int[3],
          new int[] {0, 1, 2}, 1, 3);
      network.parameters().forEach(p -> p.value().set(new float[p.value().toArray().length]));
      double expected = 0;
      for (int r = 0; r < 3; r++) {
        for (int g = 0; g < 2; g++) {
          double sum = 0;
          double all = 0;
          for (int i = 0; i < 3; i++) {
            double w = leaveOneOut && i == r ? 0 : reliability[i];
            sum += w * x[i][g];
            all += w;
          }
          expected += Math.pow(sum / all - x[r][g], 2) / 6;
        }
      }
      assertEquals(expected, pass.run(batch, 0, 1), 1e-5 * expected);
    }
  }
}

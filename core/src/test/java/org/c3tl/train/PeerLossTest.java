package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.model.Network;
import org.c3tl.model.NetworkOptions;
import org.c3tl.model.TrainingPass;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;

/** The loss curve follows PyTorch's from the same weights, on inputs that both draw from the same generator. */
class PeerLossTest {
  private static final int CONTEXTS = 5;
  private static final int PERTURBATIONS = 23;
  private static final int GENES = 40;
  private static final int BATCH = 6;

  private long state = 99;

  @Test
  void followsPyTorch() throws IOException {
    List<String> recorded;
    try (var in = getClass().getResourceAsStream("peer-losses.txt")) {
      recorded = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    float[] effects = uniform(CONTEXTS * PERTURBATIONS * GENES, 2);
    NetworkOptions options = new NetworkOptions(16, 1, 8, Activation.RELU, Residual.OFF);
    try (Workers workers = new Workers(2); Backend backend = new HostBackend(workers);
        Network network = new Network(options, GENES, PERTURBATIONS, CONTEXTS, backend);
        TrainingPass pass = new TrainingPass(network, CONTEXTS * BATCH, BATCH, false);
        Adam adam = new Adam(network.parameters(), backend, Adam.EPSILON)) {
      Map<String, float[]> weights = new LinkedHashMap<>();
      for (Parameter p : network.parameters()) {
        String name = p.name();
        double fanIn = switch (name) {
          case "z.first", "z.context", "psi.first", "psi.perturbation" -> GENES;
          case "decoder.hidden1", "decoder.hidden1.bias" -> 8;
          default -> 16;
        };
        weights.put(name, null);
        fans.put(name, fanIn);
      }
      for (String name : List.of("z.first", "z.context", "psi.first", "psi.perturbation", "z.last", "z.last.bias", "psi.last",
          "psi.last.bias", "decoder.hidden1", "decoder.hidden1.bias", "decoder.last", "decoder.last.bias")) {
        Parameter p = network.parameters().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
        weights.put(name, uniform(p.value().rows() * p.value().columns(), Math.pow(fans.get(name), -0.5)));
      }
      network.setWeights(weights);
      Order order = new Order(PERTURBATIONS, 12345);
      for (String expected : recorded) {
        int[] epoch = order.next();
        double total = 0;
        for (int from = 0; from < PERTURBATIONS; from += BATCH) {
          int n = Math.min(BATCH, PERTURBATIONS - from);
          float[][] x = new float[n * CONTEXTS][];
          int[] p = new int[x.length];
          int[] c = new int[x.length];
          for (int r = 0; r < x.length; r++) {
            p[r] = epoch[from + r / CONTEXTS];
            c[r] = r % CONTEXTS;
            int at = (c[r] * PERTURBATIONS + p[r]) * GENES;
            x[r] = java.util.Arrays.copyOfRange(effects, at, at + GENES);
          }
          total += n * pass.run(Batch.ofAll(backend.samples(x, 1), p, c, PERTURBATIONS, CONTEXTS), 0, 0);
          adam.step(1e-3, 0);
        }
        double loss = Double.parseDouble(expected);
        assertEquals(loss, total / PERTURBATIONS, 1e-5 * loss);
      }
    }
  }

  private final Map<String, Double> fans = new LinkedHashMap<>();

  private float[] uniform(int n, double bound) {
    float[] v = new float[n];
    for (int i = 0; i < n; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      v[i] = (float) (((state >>> 40) / (double) (1 << 23) - 1) * bound);
    }
    return v;
  }
}

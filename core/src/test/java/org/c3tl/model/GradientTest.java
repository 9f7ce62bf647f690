package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against central finite differences of the loss, on a sparse grid. */
class GradientTest {
  private static final int GENES = 7;
  private static final int PERTURBATIONS = 6;
  private static final int CONTEXTS = 4;

  static Stream<Arguments> forms() {
    List<Arguments> all = new ArrayList<>();
    for (Activation f : Activation.values()) {
      for (Residual residual : Residual.values()) {
        for (boolean leaveOneOut : new boolean[] {false, true}) {
          for (int depth = 1; depth <= 3; depth++) {
            all.add(Arguments.of(new NetworkOptions(5, depth, 3, f, residual), leaveOneOut, depth == 2 ? 0.3 : 0));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void equalsFiniteDifferences(NetworkOptions options, boolean leaveOneOut, double dropout) {
    SplittableRandom random = new SplittableRandom(7);
    try (Workers workers = new Workers(2); Backend backend = new HostBackend(workers);
        Network network = new Network(options, GENES, PERTURBATIONS, CONTEXTS, backend)) {
      Batch batch = sparseBatch(random, backend);
      equalsFiniteDifferences(network, batch, leaveOneOut, dropout);
    }
  }

  private static void equalsFiniteDifferences(Network network, Batch batch, boolean leaveOneOut, double dropout) {
    try (TrainingPass pass = new TrainingPass(network, batch.rows(), batch.perturbations(), leaveOneOut)) {
      network.initialise(3);
      for (Parameter p : network.parameters()) {
        pass.run(batch, dropout, 11);
        float[] analytic = p.gradient().toArray();
        float[] w = p.value().toArray();
        List<Double> errors = new ArrayList<>();
        double size = 0;
        for (int i = 0; i < w.length; i++) {
          // float32 losses: a step large enough to rise above rounding, small enough to stay on one side of most kinks.
          float step = 2e-3f;
          double numeric = (lossAt(p, w, i, step, pass, batch, dropout) - lossAt(p, w, i, -step, pass, batch, dropout))
              / (2.0 * step);
          double error = Math.abs(numeric - analytic[i]);
          size = Math.max(size, Math.abs(analytic[i]));
          errors.add(error);
        }
        p.value().set(w);
        // The kink of ReLU lies inside the step for a few weights; a wrong gradient is wrong for most of them.
        errors.sort(null);
        double worst = errors.get((int) ((errors.size() - 1) * (network.options().activation() == Activation.RELU ? 0.9 : 1)));
        assertTrue(worst < 6e-4 + 0.01 * size, p.name() + ": off by " + worst + " at gradients up to " + size);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void doesNotDependOnThreads(NetworkOptions options, boolean leaveOneOut, double dropout) {
    double[] losses = new double[2];
    for (int i = 0; i < 2; i++) {
      try (Workers workers = new Workers(1 + 2 * i); Backend backend = new HostBackend(workers)) {
        Batch batch = sparseBatch(new SplittableRandom(7), backend);
        try (Network network = new Network(options, GENES, PERTURBATIONS, CONTEXTS, backend);
            TrainingPass pass = new TrainingPass(network, batch.rows(), batch.perturbations(), leaveOneOut)) {
          network.initialise(3);
          losses[i] = pass.run(batch, dropout, 11);
        }
      }
    }
    assertEquals(losses[0], losses[1], 1e-7 * losses[0]);
  }

  private static double lossAt(Parameter p, float[] w, int i, float step, TrainingPass pass, Batch batch, double dropout) {
    float[] changed = w.clone();
    changed[i] += step;
    p.value().set(changed);
    return pass.run(batch, dropout, 11);
  }

  /** Perturbation 5 occurs in one context only, perturbation 2 nowhere, context 3 with a single perturbation. */
  private static Batch sparseBatch(SplittableRandom random, Backend backend) {
    List<int[]> filled = new ArrayList<>();
    for (int p = 0; p < PERTURBATIONS; p++) {
      for (int c = 0; c < CONTEXTS; c++) {
        boolean there = switch (p) {
          case 2 -> false;
          case 5 -> c == 1;
          default -> c < 3 && (p + c) % 4 != 3 || p == 4 && c == 3;
        };
        if (there) {
          filled.add(new int[] {p, c});
        }
      }
    }
    float[][] x = new float[filled.size()][GENES];
    for (float[] row : x) {
      for (int g = 0; g < GENES; g++) {
        row[g] = (float) (2 * random.nextDouble() - 1);
      }
    }
    float[] weights = new float[x.length];
    float[] reliability = new float[x.length];
    for (int r = 0; r < x.length; r++) {
      weights[r] = 1;
      reliability[r] = 0.2f + random.nextFloat();
    }
    return new Batch(backend.samples(x, 1), IntStream.range(0, x.length).toArray(), x.length - 1, weights, reliability,
        filled.stream().mapToInt(f -> f[0]).toArray(),
        filled.stream().mapToInt(f -> f[1]).toArray(), PERTURBATIONS, CONTEXTS);
  }
}

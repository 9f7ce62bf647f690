package org.c3tl.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Samples;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.backend.host.Nd4jSetup;
import org.c3tl.parallel.Workers;
import org.deeplearning4j.config.DL4JClassLoading;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The network of the latent-additive baseline against one of Deeplearning4j's layers, with the same weights and steps. */
class LatentNetworkTest {
  private static final int PERTURBATIONS = 9;
  private static final int CONTEXTS = 4;
  private static final int FEATURES = 6;
  private static final int BATCH = 12;
  private static final int STEPS = 20;
  private static final double RATE = 2e-3;
  private static final double DECAY = 0.1;
  private static final int HIDDEN = LatentNetwork.HIDDEN;
  private static final int LATENT = LatentNetwork.LATENT;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void trainsAsDeeplearning4jsLayersDo(boolean oneHot) {
    SplittableRandom random = new SplittableRandom(7);
    int n = PERTURBATIONS * CONTEXTS;
    int[] p = IntStream.range(0, n).map(i -> i / CONTEXTS).toArray();
    int[] c = IntStream.range(0, n).map(i -> i % CONTEXTS).toArray();
    float[][] effects = random(random, n);
    float[][] description = oneHot ? null : random(random, CONTEXTS);
    try (Workers workers = new Workers(2); HostBackend backend = new HostBackend(workers);
        Samples samples = backend.samples(effects, 1);
        LatentNetwork ours = new LatentNetwork(backend, PERTURBATIONS, CONTEXTS, description, FEATURES, BATCH, RATE, DECAY, 3)) {
      ComputationGraph theirs = graph(oneHot);
      copy(ours.parameters(), theirs);
      int[] all = IntStream.range(0, n).toArray();
      int[] start = Arrays.copyOf(all, BATCH);
      double atFirst = loss(theirs, all, p, c, description, effects);
      double expectedLoss = loss(theirs, start, p, c, description, effects);
      double before = ours.step(batch(samples, start, p, c));
      assertEquals(expectedLoss, before, 1e-5 * before, "loss");
      assertGradients(theirs, inputs(start, p, c, description), labels(start, effects), ours.parameters());
      theirs.fit(new MultiDataSet(inputs(start, p, c, description), labels(start, effects)));
      for (int step = 1; step < STEPS; step++) {
        int[] rows = random.ints(n, 0, n).distinct().limit(BATCH).toArray();
        double expected = loss(theirs, rows, p, c, description, effects);
        double loss = ours.step(batch(samples, rows, p, c));
        theirs.fit(new MultiDataSet(inputs(rows, p, c, description), labels(rows, effects)));
        // Adam's first steps are the gradients' signs, so that rounding decides where a gradient is almost 0.
        assertEquals(expected, loss, 5e-3 * expected, "loss of step " + step);
      }
      float[][] predicted = ours.predict(p, c);
      double mse = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < FEATURES; j++) {
          mse += Math.pow(predicted[i][j] - effects[i][j], 2) / n / FEATURES;
        }
      }
      double expected = loss(theirs, all, p, c, description, effects);
      assertEquals(expected, mse, 5e-3 * expected, "predictions");
      assertTrue(mse < 0.95 * atFirst, "the loss falls");
      theirs.close();
    }
  }

  @Test
  void isTheSameForAnyNumberOfThreads() {
    float[][][] predicted = new float[2][][];
    for (int threads = 1; threads <= 2; threads++) {
      SplittableRandom random = new SplittableRandom(7);
      float[][] effects = random(random, 2000);
      int[] p = IntStream.range(0, 2000).map(i -> i % PERTURBATIONS).toArray();
      int[] c = IntStream.range(0, 2000).map(i -> i % CONTEXTS).toArray();
      try (Workers workers = new Workers(threads); HostBackend backend = new HostBackend(workers);
          Samples samples = backend.samples(effects, 1);
          LatentNetwork network = new LatentNetwork(backend, PERTURBATIONS, CONTEXTS, null, FEATURES, 2000, RATE, DECAY, 3)) {
        for (int step = 0; step < 3; step++) {
          network.step(batch(samples, IntStream.range(0, 2000).toArray(), p, c));
        }
        predicted[threads - 1] = network.predict(p, c);
      }
    }
    assertTrue(Arrays.deepEquals(predicted[0], predicted[1]));
  }

  @Test
  @Timeout(60)
  void networksOfTwoThreadsDoNotWaitForEachOther() throws Exception {
    try (Workers workers = new Workers(1); LatentNetwork open = network(workers)) {
      // While one is open here, as of a fold, another is trained there.
      double loss = CompletableFuture.supplyAsync(() -> {
        try (Workers others = new Workers(1); HostBackend backend = new HostBackend(others);
            Samples samples = backend.samples(random(new SplittableRandom(1), BATCH), 1); LatentNetwork other = network(others)) {
          return other.step(batch(samples, IntStream.range(0, BATCH).toArray(), new int[BATCH], new int[BATCH]));
        }
      }).get(30, TimeUnit.SECONDS);
      assertTrue(loss > 0);
      assertEquals(BATCH, open.predict(new int[BATCH], new int[BATCH]).length);
    }
  }

  private static LatentNetwork network(Workers workers) {
    return new LatentNetwork(new HostBackend(workers), PERTURBATIONS, CONTEXTS, null, FEATURES, BATCH, RATE, DECAY, 3);
  }

  private static float[][] random(SplittableRandom random, int rows) {
    float[][] x = new float[rows][FEATURES];
    for (float[] row : x) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return x;
  }

  private static Batch batch(Samples samples, int[] rows, int[] p, int[] c) {
    return new Batch(samples, rows, rows.length, null, null, Arrays.stream(rows).map(r -> p[r]).toArray(),
        Arrays.stream(rows).map(r -> c[r]).toArray(), PERTURBATIONS, CONTEXTS);
  }

  private static ComputationGraph graph(boolean oneHot) {
    Nd4jSetup.load();
    DL4JClassLoading.setDl4jClassloaderFromClass(LatentNetworkTest.class);
    ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
        .updater(new Adam(RATE, 0.9, 0.999, 1e-10)).weightDecay(DECAY).graphBuilder()
        .addInputs("perturbation", "context")
        .addLayer("perturbation.hidden", embedding(PERTURBATIONS), "perturbation")
        .addLayer("perturbation.latent", dense(HIDDEN, LATENT, Activation.IDENTITY), "perturbation.hidden")
        .addLayer("context.hidden", oneHot ? embedding(CONTEXTS) : dense(FEATURES, HIDDEN, Activation.RELU), "context")
        .addLayer("context.latent", dense(HIDDEN, LATENT, Activation.IDENTITY), "context.hidden")
        .addVertex("latent", new ElementWiseVertex(ElementWiseVertex.Op.Add), "perturbation.latent", "context.latent")
        .addLayer("decoder.hidden", dense(LATENT, HIDDEN, Activation.RELU), "latent")
        .addLayer("decoder.out", new OutputLayer.Builder(LossFunction.MSE).nIn(HIDDEN).nOut(FEATURES)
            .activation(Activation.IDENTITY).build(), "decoder.hidden")
        .setOutputs("decoder.out").build());
    graph.init();
    return graph;
  }

  private static EmbeddingLayer embedding(int count) {
    return new EmbeddingLayer.Builder().nIn(count).nOut(HIDDEN).hasBias(true).activation(Activation.RELU).build();
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  private static void copy(List<Parameter> from, ComputationGraph to) {
    Map<String, INDArray> table = to.paramTable();
    assertEquals(table.size(), from.size());
    for (Parameter p : from) {
      INDArray target = table.get(p.name().replace(".weights", "_W").replace(".bias", "_b"));
      target.assign(Nd4j.createFromArray(p.value().toArray()).reshape(target.shape()));
    }
  }

  private static double loss(ComputationGraph graph, int[] rows, int[] p, int[] c, float[][] description, float[][] effects) {
    float[][] out = graph.outputSingle(inputs(rows, p, c, description)).toFloatMatrix();
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < FEATURES; j++) {
        sum += Math.pow(out[i][j] - effects[rows[i]][j], 2);
      }
    }
    return sum / rows.length / FEATURES;
  }

  private static void assertGradients(ComputationGraph theirs, INDArray[] inputs, INDArray[] labels, List<Parameter> ours) {
    theirs.setInputs(inputs);
    theirs.setLabels(labels);
    theirs.computeGradientAndScore();
    Map<String, INDArray> gradients = theirs.gradient().gradientForVariable();
    for (Parameter p : ours) {
      INDArray g = gradients.get(p.name().replace(".weights", "_W").replace(".bias", "_b"));
      // Deeplearning4j divides by the rows only when it applies the gradient.
      float[] expected = g.div(BATCH).dup('c').data().asFloat();
      float largest = g.amaxNumber().floatValue() / BATCH;
      assertTrue(largest > 0, p.name());
      assertArrayEquals(expected, p.gradient().toArray(), 1e-5f * largest, p.name());
    }
  }

  private static INDArray[] inputs(int[] rows, int[] p, int[] c, float[][] description) {
    return new INDArray[] {column(Arrays.stream(rows).map(r -> p[r]).toArray()),
        contexts(Arrays.stream(rows).map(r -> c[r]).toArray(), description)};
  }

  private static INDArray[] labels(int[] rows, float[][] effects) {
    return new INDArray[] {Nd4j.createFromArray(Arrays.stream(rows).mapToObj(r -> effects[r]).toArray(float[][]::new))};
  }

  private static INDArray contexts(int[] c, float[][] description) {
    return description == null ? column(c)
        : Nd4j.createFromArray(Arrays.stream(c).mapToObj(i -> description[i]).toArray(float[][]::new));
  }

  private static INDArray column(int[] of) {
    return Nd4j.createFromArray(Arrays.stream(of).mapToObj(i -> new float[] {i}).toArray(float[][]::new));
  }
}

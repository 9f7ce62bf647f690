package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.backend.host.Nd4jSetup;
import org.c3tl.parallel.Workers;
import org.deeplearning4j.config.DL4JClassLoading;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The hand-written passes against Deeplearning4j's, in float64, on the same network with the same weights. Each row has a
 * perturbation and a context of its own, so that the means are over one row and the network is one that layers can express:
 * decoder(MLP(x, one-hot c) + MLP(x, one-hot p)).
 */
class Dl4jGradientTest {
  private static final int GENES = 11;
  private static final int ROWS = 6;
  private static final int HIDDEN = 7;
  private static final int LATENT = 4;

  @ParameterizedTest
  @CsvSource({"RELU,1", "RELU,3", "TANH,1", "TANH,2", "GELU,2"})
  void lossAndEveryGradientAreDeeplearning4js(Activation activation, int depth) {
    float[][] x = random(new SplittableRandom(5), ROWS, GENES);
    int[] own = IntStream.range(0, ROWS).toArray();
    NetworkOptions options = new NetworkOptions(HIDDEN, depth, LATENT, activation, Residual.OFF);
    try (Workers workers = new Workers(2); Network network = new Network(options, GENES, ROWS, ROWS, new HostBackend(workers));
        TrainingPass pass = new TrainingPass(network, ROWS, ROWS, false)) {
      network.initialise(3);
      // Larger weights than those that training starts from, lest gradients fade with depth.
      for (Parameter p : network.parameters()) {
        float[] w = p.value().toArray();
        for (int i = 0; i < w.length; i++) {
          w[i] *= 1.5f;
        }
        p.value().set(w);
      }
      double loss = pass.run(Batch.ofAll(network.backend().samples(x, 1), own, own, ROWS, ROWS), 0, 1);
      Map<String, float[]> gradients = new LinkedHashMap<>();
      network.parameters().forEach(p -> gradients.put(p.name(), p.gradient().toArray()));

      ComputationGraph graph = graph(activation, depth);
      Map<String, Parameter> parameters = new LinkedHashMap<>();
      network.parameters().forEach(p -> parameters.put(p.name(), p));
      setWeights(graph, parameters);
      INDArray effects = Nd4j.createFromArray(x).castTo(DataType.DOUBLE);
      INDArray withOneHot = Nd4j.hstack(effects, Nd4j.eye(ROWS).castTo(DataType.DOUBLE));
      graph.setInputs(withOneHot, withOneHot);
      graph.setLabels(effects);
      graph.computeGradientAndScore();

      assertEquals(graph.score(), loss, 1e-6 * loss);
      int compared = 0;
      for (Map.Entry<String, INDArray> e : graph.gradient().gradientForVariable().entrySet()) {
        float[] ours = ours(e.getKey(), gradients);
        // Deeplearning4j divides by the rows only when it applies the gradient.
        double[] theirs = e.getValue().div(ROWS).dup('c').data().asDouble();
        assertEquals(theirs.length, ours.length, e.getKey());
        double largest = 0;
        for (int i = 0; i < ours.length; i++) {
          assertEquals(theirs[i], ours[i], 1e-5, e.getKey() + ", " + i);
          largest = Math.max(largest, Math.abs(theirs[i]));
        }
        assertTrue(largest > 1e-3, e.getKey() + " has gradients that could not be told from 0");
        compared += ours.length;
      }
      assertEquals(network.weightCount(), compared, "every weight is compared");
      graph.close();
    }
  }

  private static ComputationGraph graph(Activation activation, int depth) {
    Nd4jSetup.load();
    DL4JClassLoading.setDl4jClassloaderFromClass(Dl4jGradientTest.class);
    var f = switch (activation) {
      case RELU -> org.nd4j.linalg.activations.Activation.RELU;
      case GELU -> org.nd4j.linalg.activations.Activation.GELU;
      case TANH -> org.nd4j.linalg.activations.Activation.TANH;
    };
    var identity = org.nd4j.linalg.activations.Activation.IDENTITY;
    ComputationGraphConfiguration.GraphBuilder b = new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE)
        .updater(new NoOp()).graphBuilder().addInputs("c", "p");
    for (String encoder : new String[] {"z", "psi"}) {
      String below = encoder.equals("z") ? "c" : "p";
      for (int i = 1; i <= depth; i++) {
        int in = i == 1 ? GENES + ROWS : HIDDEN;
        b.addLayer(encoder + i, new DenseLayer.Builder().nIn(in).nOut(HIDDEN).hasBias(i > 1).activation(f).build(), below);
        below = encoder + i;
      }
      b.addLayer(encoder + "Last", new DenseLayer.Builder().nIn(HIDDEN).nOut(LATENT).activation(identity).build(), below);
    }
    b.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "zLast", "psiLast");
    String below = "sum";
    for (int i = 1; i <= depth; i++) {
      b.addLayer("decoder" + i, new DenseLayer.Builder().nIn(i == 1 ? LATENT : HIDDEN).nOut(HIDDEN).activation(f).build(), below);
      below = "decoder" + i;
    }
    b.addLayer("out", new OutputLayer.Builder(LossFunction.MSE).nIn(HIDDEN).nOut(GENES).activation(identity).build(), below);
    ComputationGraph graph = new ComputationGraph(b.setOutputs("out").build());
    graph.init();
    return graph;
  }

  private static void setWeights(ComputationGraph graph, Map<String, Parameter> parameters) {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters.forEach((name, p) -> values.put(name, p.value().toArray()));
    graph.paramTable().forEach((name, array) ->
        array.assign(Nd4j.createFromArray(ours(name, values)).reshape('c', array.shape()).castTo(DataType.DOUBLE)));
  }

  /** Our values for a parameter of the graph, row by row. */
  private static float[] ours(String theirs, Map<String, float[]> of) {
    String layer = theirs.substring(0, theirs.indexOf('_'));
    boolean bias = theirs.endsWith("_b");
    if (layer.equals("out")) {
      return of.get("decoder.last" + (bias ? ".bias" : ""));
    }
    if (layer.endsWith("Last")) {
      return of.get(layer.replace("Last", "") + ".last" + (bias ? ".bias" : ""));
    }
    String part = layer.substring(0, layer.length() - 1);
    int number = Integer.parseInt(layer.substring(part.length()));
    if (number > 1 || part.equals("decoder")) {
      return of.get(part + ".hidden" + number + (bias ? ".bias" : ""));
    }
    float[] first = of.get(part + ".first");
    float[] oneHot = of.get(part + (part.equals("z") ? ".context" : ".perturbation"));
    float[] both = new float[first.length + oneHot.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(oneHot, 0, both, first.length, oneHot.length);
    return both;
  }

  private static float[][] random(SplittableRandom random, int rows, int columns) {
    float[][] x = new float[rows][columns];
    for (float[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) (4 * random.nextDouble() - 2);
      }
    }
    return x;
  }
}

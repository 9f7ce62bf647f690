package org.c3tl.baseline;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.c3tl.backend.host.Nd4jSetup;
import org.deeplearning4j.config.DL4JClassLoading;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The network of {@link LatentAdditive}, of Deeplearning4j's layers: decoder(MLP(one-hot perturbation) + MLP(context)), every
 * MLP with one hidden layer. Reproducible: weights are drawn from the seed, not by ND4J's global generator. Not for use by
 * several threads; create, use and close it in one. Another thread waits until it is closed before it gets its own, because
 * Deeplearning4j's native operations crashed the virtual machine where several networks trained at the same time.
 */
final class LatentNetwork implements AutoCloseable {
  static final int HIDDEN = 128;
  static final int LATENT = 32;

  static {
    Nd4jSetup.load();
    DL4JClassLoading.setDl4jClassloaderFromClass(LatentNetwork.class);
  }

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  private final NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
  private final int threadsBefore;
  private final ComputationGraph graph;
  private final boolean contextIsIndex;

  /**
   * @param perturbations number of perturbations
   * @param contexts number of contexts, or 0 where a context is described by numbers
   * @param description length of these numbers; ignored where contexts are counted
   * @param features number of values to predict
   * @param learningRate Adam's
   * @param weightDecay decoupled, per unit of learning rate
   * @param seed seed of the weights
   */
  LatentNetwork(int perturbations, int contexts, int description, int features, double learningRate, double weightDecay,
      long seed) {
    contextIsIndex = contexts > 0;
    ONE_AT_A_TIME.lock();
    boolean made = false;
    try {
      threadsBefore = ops.ompGetMaxThreads();
      // OpenMP's threads wait for each other actively, after passes as short as these for most of the time.
      ops.setOmpNumThreads(1);
      ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
          .updater(new Adam(learningRate)).weightDecay(weightDecay).weightInit(WeightInit.ZERO).graphBuilder()
          .addInputs("perturbation", "context")
          .addLayer("perturbation.hidden", new EmbeddingLayer.Builder().nIn(perturbations).nOut(HIDDEN).hasBias(true)
              .activation(Activation.RELU).build(), "perturbation")
          .addLayer("perturbation.latent", dense(HIDDEN, LATENT, Activation.IDENTITY), "perturbation.hidden")
          .addLayer("context.hidden", contextIsIndex
              ? new EmbeddingLayer.Builder().nIn(contexts).nOut(HIDDEN).hasBias(true).activation(Activation.RELU).build()
              : dense(description, HIDDEN, Activation.RELU), "context")
          .addLayer("context.latent", dense(HIDDEN, LATENT, Activation.IDENTITY), "context.hidden")
          .addVertex("latent", new ElementWiseVertex(ElementWiseVertex.Op.Add), "perturbation.latent", "context.latent")
          .addLayer("decoder.hidden", dense(LATENT, HIDDEN, Activation.RELU), "latent")
          .addLayer("decoder.out", new OutputLayer.Builder(LossFunction.MSE).nIn(HIDDEN).nOut(features)
              .activation(Activation.IDENTITY).build(), "decoder.hidden")
          .setOutputs("decoder.out").build();
      graph = new ComputationGraph(configuration);
      graph.init();
      draw(seed);
      made = true;
    } finally {
      if (!made) {
        ONE_AT_A_TIME.unlock();
      }
    }
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  /** Uniform in ±1/√(fan in), as C3TL's and PyTorch's linear layers; one-hot inputs have a fan in of their hidden layer. */
  private void draw(long seed) {
    SplittableRandom root = new SplittableRandom(seed);
    for (Map.Entry<String, INDArray> e : new java.util.TreeMap<>(graph.paramTable()).entrySet()) {
      SplittableRandom random = root.split();
      INDArray parameter = e.getValue();
      boolean bias = e.getKey().endsWith("_b");
      boolean oneHot = e.getKey().startsWith("perturbation.hidden") || contextIsIndex && e.getKey().startsWith("context.hidden");
      double bound = 1 / Math.sqrt(oneHot ? HIDDEN : parameter.size(0));
      float[] w = new float[(int) parameter.length()];
      for (int i = 0; i < w.length; i++) {
        w[i] = bias ? 0 : (float) ((2 * random.nextDouble() - 1) * bound);
      }
      try (INDArray values = Nd4j.createFromArray(w)) {
        parameter.assign(values.reshape(parameter.shape()));
      }
    }
  }

  /** One step of Adam. */
  void step(int[] perturbation, float[][] context, float[][] target) {
    try (INDArray p = indices(perturbation); INDArray c = Nd4j.createFromArray(context);
        INDArray y = Nd4j.createFromArray(target)) {
      graph.fit(new MultiDataSet(new INDArray[] {p, c}, new INDArray[] {y}));
    }
  }

  /** Predictions, one row per row. */
  float[][] predict(int[] perturbation, float[][] context) {
    try (INDArray p = indices(perturbation); INDArray c = Nd4j.createFromArray(context)) {
      INDArray out = graph.outputSingle(p, c);
      return out.toFloatMatrix();
    }
  }

  private static INDArray indices(int[] of) {
    float[][] f = new float[of.length][1];
    for (int i = 0; i < f.length; i++) {
      f[i][0] = of[i];
    }
    return Nd4j.createFromArray(f);
  }

  @Override
  public void close() {
    try {
      graph.close();
    } finally {
      ops.setOmpNumThreads(threadsBefore);
      ONE_AT_A_TIME.unlock();
    }
  }
}

package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.train.Adam;

/**
 * The network of {@link LatentAdditive}: decoder(MLP(one-hot perturbation) + MLP(context)), every MLP with one hidden layer.
 * Each perturbation and context of a batch passes its MLP once, however many rows it has. Not for use by several threads.
 */
final class LatentNetwork implements AutoCloseable {
  static final int HIDDEN = 128;
  static final int LATENT = 32;
  /** As PyTorch's. */
  private static final double EPSILON = 1e-8;
  private static final Activation RELU = Activation.RELU;

  private final Backend backend;
  private final int mostRows;
  private final double learningRate;
  private final double weightDecay;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final Branch perturbation;
  private final Branch context;
  private final int[] allContexts;
  private final Parameter fromLatent;
  private final Parameter fromLatentBias;
  private final Parameter output;
  private final Parameter outputBias;
  private final Matrix target;
  private final Matrix hidden;
  private final Matrix gradient;
  private final Matrix out;
  private final Adam adam;

  /**
   * @param backend where it computes
   * @param perturbations number of perturbations
   * @param contexts number of contexts
   * @param description numbers that describe each context, {@code contexts × any}; null where its one-hot does
   * @param features number of values to predict
   * @param mostRows most rows of a step
   * @param learningRate Adam's
   * @param weightDecay decoupled, per unit of learning rate
   * @param seed seed of the weights
   */
  LatentNetwork(Backend backend, int perturbations, int contexts, float[][] description, int features, int mostRows,
      double learningRate, double weightDecay, long seed) {
    this.backend = backend;
    this.mostRows = mostRows;
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
    perturbation = new Branch("perturbation", perturbations, Math.min(perturbations, mostRows), null);
    context = new Branch("context", contexts, contexts, description);
    allContexts = IntStream.range(0, contexts).toArray();
    fromLatent = matrix("decoder.hidden", LATENT, HIDDEN, LATENT);
    fromLatentBias = bias("decoder.hidden", HIDDEN);
    output = matrix("decoder.out", HIDDEN, features, HIDDEN);
    outputBias = bias("decoder.out", features);
    target = own(backend.matrix(mostRows, features));
    hidden = own(backend.matrix(mostRows, HIDDEN));
    gradient = own(backend.matrix(mostRows, HIDDEN));
    out = own(backend.matrix(mostRows, features));
    adam = own(new Adam(parameters, backend, EPSILON));
    draw(seed);
  }

  private <T extends AutoCloseable> T own(T resource) {
    owned.add(resource);
    return resource;
  }

  private Parameter matrix(String name, int rows, int columns, int fanIn) {
    return add(new Parameter(name + ".weights", rows, columns, 1 / Math.sqrt(fanIn), true, backend));
  }

  private Parameter bias(String name, int columns) {
    return add(new Parameter(name + ".bias", 1, columns, 0, false, backend));
  }

  private Parameter add(Parameter parameter) {
    parameters.add(parameter);
    return own(parameter);
  }

  /** Uniform in ±1/√(fan in), biases 0; one-hot inputs have a fan in of their hidden layer. */
  private void draw(long seed) {
    SplittableRandom root = new SplittableRandom(seed);
    parameters.forEach(p -> p.draw(root.split()));
  }

  /**
   * @return weights and biases, in a fixed order
   */
  List<Parameter> parameters() {
    return parameters;
  }

  /**
   * One step of Adam.
   *
   * @param batch at most {@code mostRows} rows, all of which are targets
   * @return mean squared error before the step
   */
  double step(Batch batch) {
    int n = batch.rows();
    int[] seen = seen(batch);
    backend.gather(batch.samples(), batch.sampleRows(), target);
    perturbation.forward(seen);
    context.forward(allContexts);
    decode(batch);
    backend.loss(out, target, batch, new Backend.Head(Residual.OFF, false, outputBias, null));
    backend.productOfTransposed(hidden, out, output.gradient(), n, 0);
    backend.productWithTransposed(out, output.value(), gradient, n, 0);
    backend.backActivate(gradient, n, hidden, null, 1);
    backend.columnSums(gradient, n, fromLatentBias.gradient());
    perturbation.backward(gradient, batch.byPerturbation(), seen, 0);
    context.backward(gradient, batch.byContext(), allContexts, 1);
    adam.step(learningRate, weightDecay);
    return backend.lastLoss();
  }

  /** Perturbations of a batch, in the order of its groups. */
  private static int[] seen(Batch batch) {
    Groups groups = batch.byPerturbation();
    return IntStream.range(0, groups.count()).map(g -> batch.perturbation()[groups.row(groups.from(g))]).toArray();
  }

  /** From the branches' shares to the last product, without its bias. */
  private void decode(Batch batch) {
    backend.activateSum(hidden, batch, perturbation.share, context.share, fromLatentBias.value(), RELU, null, Dropout.NONE);
    backend.product(hidden, output.value(), out, batch.rows(), 0);
  }

  /**
   * @param p perturbation of each row
   * @param c context of each row
   * @return predictions, one row per row
   */
  float[][] predict(int[] p, int[] c) {
    float[][] all = new float[p.length][output.value().columns()];
    context.forward(allContexts);
    for (int from = 0; from < p.length; from += mostRows) {
      int to = Math.min(p.length, from + mostRows);
      Batch batch = new Batch(null, IntStream.range(from, to).toArray(), 0, null, null, Arrays.copyOfRange(p, from, to),
          Arrays.copyOfRange(c, from, to), perturbation.first.value().rows(), allContexts.length);
      perturbation.forward(seen(batch));
      decode(batch);
      backend.addRow(out, to - from, outputBias.value(), null);
      for (int r = from; r < to; r++) {
        out.get(r - from, all[r], 0, 1);
      }
    }
    return all;
  }

  @Override
  public void close() {
    for (AutoCloseable resource : owned) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** One of the two MLPs, and what it adds to the decoder's hidden layer. */
  private final class Branch {
    private final Matrix description;
    private final Parameter first;
    private final Parameter bias;
    private final Parameter last;
    private final Parameter lastBias;
    private final Matrix hidden;
    private final Matrix latent;
    private final Matrix share;

    Branch(String name, int count, int most, float[][] described) {
      if (described == null) {
        description = null;
        first = matrix(name + ".hidden", count, HIDDEN, HIDDEN);
      } else {
        description = own(backend.matrix(count, described[0].length));
        for (int i = 0; i < count; i++) {
          description.put(i, described[i], 0, 1);
        }
        first = matrix(name + ".hidden", described[0].length, HIDDEN, described[0].length);
      }
      bias = bias(name + ".hidden", HIDDEN);
      last = matrix(name + ".latent", HIDDEN, LATENT, HIDDEN);
      lastBias = bias(name + ".latent", LATENT);
      hidden = own(backend.matrix(most, HIDDEN));
      latent = own(backend.matrix(most, LATENT));
      share = own(backend.matrix(most, HIDDEN));
    }

    /** Fills {@code share}, one row for each that is asked for; those with a description are always all. */
    void forward(int[] which) {
      int n = which.length;
      if (description == null) {
        hidden.clear();
        backend.addRow(hidden, n, bias.value(), null);
        backend.activate(hidden, n, first.value(), which, RELU, null, Dropout.NONE);
      } else {
        backend.product(description, first.value(), hidden, n, 0);
        backend.activate(hidden, n, bias.value(), null, RELU, null, Dropout.NONE);
      }
      backend.product(hidden, last.value(), latent, n, 0);
      backend.addRow(latent, n, lastBias.value(), null);
      backend.product(latent, fromLatent.value(), share, n, 0);
    }

    /** Fills the branch's gradients, and adds ({@code beta} 1) to or sets (0) that of the decoder's first weights. */
    void backward(Matrix rows, Groups groups, int[] which, float beta) {
      int n = which.length;
      backend.sums(rows, groups, share);
      backend.productOfTransposed(latent, share, fromLatent.gradient(), n, beta);
      backend.productWithTransposed(share, fromLatent.value(), latent, n, 0);
      backend.columnSums(latent, n, lastBias.gradient());
      backend.productOfTransposed(hidden, latent, last.gradient(), n, 0);
      backend.productWithTransposed(latent, last.value(), share, n, 0);
      backend.backActivate(share, n, hidden, null, 1);
      backend.columnSums(share, n, bias.gradient());
      if (description == null) {
        backend.sums(share, new Groups(which, n, first.value().rows()), first.gradient());
      } else {
        backend.productOfTransposed(description, share, first.gradient(), n, 0);
      }
    }
  }
}

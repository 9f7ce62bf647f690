package org.c3tl.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Forward and backward pass of one batch over buffers that are allocated once: fills every parameter's gradient and returns
 * the loss. Not for use by several threads.
 *
 * <p>With leave-one-out means the effect x_p^c is in neither of the two means that predict it. A row whose perturbation
 * stands alone in the batch's grid (no other context measured it) then predicts nothing and is no target; it still speaks for
 * its context.
 */
public final class TrainingPass implements AutoCloseable {
  private final Network network;
  private final boolean leaveOneOut;
  private final Workers workers;
  private final List<Runnable> owned = new ArrayList<>();
  private final Matrix x;
  private final EncoderPass z;
  private final EncoderPass psi;
  private final DecoderPass decoder;
  private final Matrix d1;
  private final Matrix d2;
  private final Matrix sums;
  private final Means means;

  /** Buffers between the encoders' hidden layers and the decoder's first. */
  private record Means(Matrix z, Matrix psi, Matrix latent, Matrix latentPsi, Matrix first, Matrix firstPsi) { }

  /**
   * @param network the network to train
   * @param maxRows most filled cells of a batch
   * @param maxPerturbations most perturbations of a batch
   * @param leaveOneOut whether an effect is left out of the means that predict it
   */
  public TrainingPass(Network network, int maxRows, int maxPerturbations, boolean leaveOneOut) {
    this.network = network;
    this.leaveOneOut = leaveOneOut;
    this.workers = network.workers();
    NetworkOptions options = network.options();
    int h = options.hidden();
    int latent = options.latent();
    int contexts = network.contexts();
    x = own(new Matrix(maxRows, network.inputs()));
    z = new EncoderPass(network.z, maxRows, options);
    owned.add(z::close);
    psi = new EncoderPass(network.psi, maxRows, options);
    owned.add(psi::close);
    decoder = new DecoderPass(network, maxRows);
    owned.add(decoder::close);
    d1 = own(new Matrix(maxRows, h));
    d2 = own(new Matrix(maxRows, h));
    sums = own(new Matrix(Math.max(maxPerturbations, contexts), h));
    means = leaveOneOut
        ? new Means(own(new Matrix(maxRows, h)), own(new Matrix(maxRows, h)), own(new Matrix(maxRows, latent)),
            own(new Matrix(maxRows, latent)), null, null)
        : new Means(own(new Matrix(maxPerturbations, h)), own(new Matrix(contexts, h)),
            own(new Matrix(maxPerturbations, latent)), own(new Matrix(contexts, latent)),
            own(new Matrix(maxPerturbations, h)), own(new Matrix(contexts, h)));
  }

  private Matrix own(Matrix buffer) {
    owned.add(buffer::close);
    return buffer;
  }

  /**
   * @param batch the filled cells; they are inputs and targets
   * @param dropoutRate probability that a hidden activation is zeroed, in [0, 1)
   * @param dropoutKey decides the masks; another for every step
   * @return mean squared error over the targets' entries, all alike, in squared feature units; NaN (and zero gradients) if no
   *     row is a target
   */
  public double run(Batch batch, double dropoutRate, long dropoutKey) {
    Dropout dropout = dropoutRate == 0 ? Dropout.NONE : new Dropout(dropoutRate, dropoutKey);
    int n = batch.rows();
    gather(batch);
    Dropout forZ = dropout.layer(100);
    Dropout forPsi = dropout.layer(200);
    Dropout forDecoder = dropout.layer(300);
    Matrix az = z.forward(x, n, batch.context(), forZ, workers);
    Matrix apsi = psi.forward(x, n, batch.perturbation(), forPsi, workers);
    if (leaveOneOut) {
      meansOfOthers(batch, az, apsi, forDecoder);
    } else {
      groupMeans(batch, az, apsi, forDecoder);
    }
    decoder.forwardFromFirst(n, forDecoder);
    double loss = lossAndItsGradient(batch);
    if (Double.isNaN(loss)) {
      network.parameters().forEach(p -> p.gradient().clear());
      return loss;
    }
    float scale = dropoutRate == 0 ? 1 : dropout.scale();
    Matrix d = decoder.backwardToFirst(n, d1, d2, scale);
    if (leaveOneOut) {
      backwardOfOthers(batch, d, scale);
    } else {
      backwardOfGroups(batch, d, scale);
    }
    return loss;
  }

  private void gather(Batch batch) {
    workers.rows(batch.rows(), network.inputs(), (block, from, to, s) -> {
      float[] scratch = s.array(0, network.inputs());
      for (int r = from; r < to; r++) {
        x.put(r, batch.features(r, scratch), 0, 1);
      }
    });
  }

  private void meansOfOthers(Batch batch, Matrix az, Matrix apsi, Dropout dropout) {
    int n = batch.rows();
    Passes.meansOfOthers(az, n, batch.byPerturbation(), sums, means.z, workers);
    Passes.meansOfOthers(apsi, n, batch.byContext(), sums, means.psi, workers);
    Matrix.product(means.z, network.z.last.value(), means.latent, n, 0, workers);
    Matrix.product(means.psi, network.psi.last.value(), means.latent, n, 1, workers);
    float[] bias = network.z.lastBias.value().toArray();
    Passes.add(bias, network.psi.lastBias.value().toArray(), bias.length);
    Passes.addRow(means.latent, n, bias, workers);
    Matrix.product(means.latent, network.decode[0].value(), decoder.hidden(0), n, 0, workers);
    Passes.activate(decoder.hidden(0), n, network.decodeBias[0].value(), null, network.options().activation(),
        decoder.slope(0), dropout.layer(0), workers);
  }

  private void groupMeans(Batch batch, Matrix az, Matrix apsi, Dropout dropout) {
    int groups = batch.perturbations();
    int contexts = network.contexts();
    Passes.means(az, batch.byPerturbation(), means.z, workers);
    Passes.means(apsi, batch.byContext(), means.psi, workers);
    Matrix.product(means.z, network.z.last.value(), means.latent, groups, 0, workers);
    Passes.addRow(means.latent, groups, network.z.lastBias.value().toArray(), workers);
    Matrix.product(means.psi, network.psi.last.value(), means.latentPsi, contexts, 0, workers);
    Passes.addRow(means.latentPsi, contexts, network.psi.lastBias.value().toArray(), workers);
    Matrix.product(means.latent, network.decode[0].value(), means.first, groups, 0, workers);
    Matrix.product(means.latentPsi, network.decode[0].value(), means.firstPsi, contexts, 0, workers);
    Passes.activateSum(decoder.hidden(0), batch, means.first, means.firstPsi, network.decodeBias[0].value(),
        network.options().activation(), decoder.slope(0), dropout.layer(0), workers);
  }

  /** Adds bias and residual to the output, takes the loss, and leaves the loss's gradient in the output's place. */
  private double lossAndItsGradient(Batch batch) {
    int n = batch.rows();
    int width = network.inputs();
    Residual residual = network.options().residual();
    float[] bias = network.outputBias.value().toArray();
    float[] gate = network.gate == null ? null : network.gate.value().toArray();
    float[][] total = residual == Residual.OFF ? null : totals(batch);
    int targets = 0;
    for (int r = 0; r < n; r++) {
      targets += isTarget(batch, r) ? 1 : 0;
    }
    if (targets == 0) {
      return Double.NaN;
    }
    float factor = (float) (2.0 / ((double) targets * width));
    int blocks = Workers.blocks(n, width);
    double[] loss = new double[blocks];
    float[][] biasPartial = new float[blocks][];
    float[][] gatePartial = new float[blocks][];
    Matrix out = decoder.out();
    workers.rows(n, width, (block, from, to, s) -> {
      float[] o = s.array(0, width);
      float[] m = s.array(1, width);
      float[] scratch = s.array(2, width);
      float[] forBias = new float[width];
      float[] forGate = gate == null ? null : new float[width];
      float[] squares = s.array(3, width);
      java.util.Arrays.fill(squares, 0, width, 0f);
      for (int r = from; r < to; r++) {
        if (!isTarget(batch, r)) {
          java.util.Arrays.fill(o, 0, width, 0f);
          out.put(r, o, 0, 1);
          continue;
        }
        out.get(r, o, 0, 1);
        float[] truth = batch.features(r, scratch);
        if (total != null) {
          mean(batch, r, total, truth, m);
          for (int j = 0; j < width; j++) {
            o[j] += gate == null ? m[j] : gate[j] * m[j];
          }
        }
        float weighted = factor * batch.weight(r);
        // One sum per column: a single one would be a chain of dependent additions.
        for (int j = 0; j < width; j++) {
          float e = o[j] + bias[j] - truth[j];
          squares[j] += e * e;
          forBias[j] += e * weighted;
          o[j] = e * weighted;
        }
        if (forGate != null) {
          for (int j = 0; j < width; j++) {
            forGate[j] += o[j] * m[j];
          }
        }
        out.put(r, o, 0, 1);
      }
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += squares[j];
      }
      loss[block] = sum;
      biasPartial[block] = forBias;
      gatePartial[block] = forGate;
    });
    network.outputBias.gradient().set(Passes.total(biasPartial, width));
    if (gate != null) {
      network.gate.gradient().set(Passes.total(gatePartial, width));
    }
    double sum = 0;
    for (double l : loss) {
      sum += l;
    }
    return sum / ((double) targets * width);
  }

  private boolean isTarget(Batch batch, int row) {
    return row < batch.targets() && (!leaveOneOut || batch.byPerturbation().size(batch.byPerturbation().of(row)) > 1);
  }

  /** Weighted sums of each perturbation's rows, and the sum of the weights behind them. */
  private float[][] totals(Batch batch) {
    Groups groups = batch.byPerturbation();
    float[][] total = new float[groups.count()][];
    workers.run(groups.count(), (g, s) -> {
      int width = network.inputs();
      float[] sum = new float[width + 1];
      float[] scratch = s.array(0, width);
      for (int i = groups.from(g); i < groups.from(g + 1); i++) {
        float weight = batch.reliability(groups.row(i));
        float[] row = batch.features(groups.row(i), scratch);
        for (int j = 0; j < width; j++) {
          sum[j] += weight * row[j];
        }
        sum[width] += weight;
      }
      total[g] = sum;
    });
    return total;
  }

  private void mean(Batch batch, int row, float[][] total, float[] own, float[] target) {
    float[] sum = total[batch.byPerturbation().of(row)];
    int width = network.inputs();
    float weight = leaveOneOut ? batch.reliability(row) : 0;
    float factor = 1 / (sum[width] - weight);
    for (int j = 0; j < width; j++) {
      target[j] = (sum[j] - weight * own[j]) * factor;
    }
  }

  private void backwardOfOthers(Batch batch, Matrix d, float scale) {
    int n = batch.rows();
    Matrix first = network.decode[0].value();
    Matrix.productOfTransposed(means.latent, d, network.decode[0].gradient(), n, 0, workers);
    Matrix dLatent = means.latentPsi;
    Matrix.productWithTransposed(d, first, dLatent, n, 0, workers);
    float[] bias = Passes.columnSums(dLatent, n, workers);
    network.z.lastBias.gradient().set(bias);
    network.psi.lastBias.gradient().set(bias);
    backwardOfEncoder(batch, network.z, z, means.z, dLatent, batch.byPerturbation(), batch.byContext(), scale);
    backwardOfEncoder(batch, network.psi, psi, means.psi, dLatent, batch.byContext(), oneHotOfPsi(batch), scale);
  }

  private void backwardOfEncoder(Batch batch, Network.EncoderWeights weights, EncoderPass pass, Matrix mean, Matrix dLatent,
      Groups pooled, Groups oneHot, float scale) {
    int n = batch.rows();
    Matrix.productOfTransposed(mean, dLatent, weights.last.gradient(), n, 0, workers);
    Matrix.productWithTransposed(dLatent, weights.last.value(), mean, n, 0, workers);
    Passes.meansOfOthers(mean, n, pooled, sums, d1, workers);
    Passes.backActivate(d1, n, pass.last(), pass.lastSlope(), scale, workers);
    pass.backward(x, n, oneHot, d1, d2, scale, workers);
  }

  private void backwardOfGroups(Batch batch, Matrix d, float scale) {
    int groups = batch.perturbations();
    int contexts = network.contexts();
    Parameter first = network.decode[0];
    Passes.sums(d, batch.byPerturbation(), means.first, workers);
    Passes.sums(d, batch.byContext(), means.firstPsi, workers);
    Matrix.productOfTransposed(means.latent, means.first, first.gradient(), groups, 0, workers);
    Matrix.productOfTransposed(means.latentPsi, means.firstPsi, first.gradient(), contexts, 1, workers);
    backwardOfEncoder(batch, network.z, z, means.z, means.first, means.latent, groups, batch.byPerturbation(),
        batch.byContext(), scale);
    backwardOfEncoder(batch, network.psi, psi, means.psi, means.firstPsi, means.latentPsi, contexts, batch.byContext(),
        oneHotOfPsi(batch), scale);
  }

  private void backwardOfEncoder(Batch batch, Network.EncoderWeights weights, EncoderPass pass, Matrix mean, Matrix dFirst,
      Matrix dLatent, int groups, Groups pooled, Groups oneHot, float scale) {
    Matrix.productWithTransposed(dFirst, network.decode[0].value(), dLatent, groups, 0, workers);
    weights.lastBias.gradient().set(Passes.columnSums(dLatent, groups, workers));
    Matrix.productOfTransposed(mean, dLatent, weights.last.gradient(), groups, 0, workers);
    Matrix.productWithTransposed(dLatent, weights.last.value(), mean, groups, 0, workers);
    Passes.backMeans(mean, pooled, batch.rows(), d1, pass.last(), pass.lastSlope(), scale, workers);
    pass.backward(x, batch.rows(), oneHot, d1, d2, scale, workers);
  }

  private Groups oneHotOfPsi(Batch batch) {
    return new Groups(batch.perturbation(), batch.rows(), network.perturbations());
  }

  @Override
  public void close() {
    owned.forEach(Runnable::run);
  }
}

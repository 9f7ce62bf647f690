package org.c3tl.model;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;

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
  private final Backend backend;
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
    this.backend = network.backend();
    NetworkOptions options = network.options();
    int h = options.hidden();
    int latent = options.latent();
    int contexts = network.contexts();
    x = own(backend.matrix(maxRows, network.inputs()));
    z = new EncoderPass(network.z, maxRows, options, backend);
    owned.add(z::close);
    psi = new EncoderPass(network.psi, maxRows, options, backend);
    owned.add(psi::close);
    decoder = new DecoderPass(network, maxRows);
    owned.add(decoder::close);
    d1 = own(backend.matrix(maxRows, h));
    d2 = own(backend.matrix(maxRows, h));
    sums = own(backend.matrix(Math.max(maxPerturbations, contexts), h));
    means = leaveOneOut
        ? new Means(own(backend.matrix(maxRows, h)), own(backend.matrix(maxRows, h)), own(backend.matrix(maxRows, latent)),
            own(backend.matrix(maxRows, latent)), null, null)
        : new Means(own(backend.matrix(maxPerturbations, h)), own(backend.matrix(contexts, h)),
            own(backend.matrix(maxPerturbations, latent)), own(backend.matrix(contexts, latent)),
            own(backend.matrix(maxPerturbations, h)), own(backend.matrix(contexts, h)));
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
    if (batch.targets(leaveOneOut) == 0) {
      network.parameters().forEach(p -> p.gradient().clear());
      return Double.NaN;
    }
    backend.gather(batch.samples(), batch.sampleRows(), x);
    Dropout forZ = dropout.layer(100);
    Dropout forPsi = dropout.layer(200);
    Dropout forDecoder = dropout.layer(300);
    Matrix az = z.forward(x, n, batch.context(), forZ);
    Matrix apsi = psi.forward(x, n, batch.perturbation(), forPsi);
    if (leaveOneOut) {
      meansOfOthers(batch, az, apsi, forDecoder);
    } else {
      groupMeans(batch, az, apsi, forDecoder);
    }
    decoder.forwardFromFirst(n, forDecoder);
    backend.loss(decoder.out(), x, batch, new Backend.Head(network.options().residual(), leaveOneOut,
        network.outputBias, network.gate));
    float scale = dropoutRate == 0 ? 1 : dropout.scale();
    Matrix d = decoder.backwardToFirst(n, d1, d2, scale);
    if (leaveOneOut) {
      backwardOfOthers(batch, d, scale);
    } else {
      backwardOfGroups(batch, d, scale);
    }
    return backend.lastLoss();
  }

  private void meansOfOthers(Batch batch, Matrix az, Matrix apsi, Dropout dropout) {
    int n = batch.rows();
    backend.meansOfOthers(az, n, batch.byPerturbation(), sums, means.z);
    backend.meansOfOthers(apsi, n, batch.byContext(), sums, means.psi);
    backend.product(means.z, network.z.last.value(), means.latent, n, 0);
    backend.product(means.psi, network.psi.last.value(), means.latent, n, 1);
    backend.addRow(means.latent, n, network.z.lastBias.value(), network.psi.lastBias.value());
    backend.product(means.latent, network.decode[0].value(), decoder.hidden(0), n, 0);
    backend.activate(decoder.hidden(0), n, network.decodeBias[0].value(), null, network.options().activation(),
        decoder.slope(0), dropout.layer(0));
  }

  private void groupMeans(Batch batch, Matrix az, Matrix apsi, Dropout dropout) {
    int groups = batch.perturbations();
    int contexts = network.contexts();
    backend.means(az, batch.byPerturbation(), means.z);
    backend.means(apsi, batch.byContext(), means.psi);
    backend.product(means.z, network.z.last.value(), means.latent, groups, 0);
    backend.addRow(means.latent, groups, network.z.lastBias.value(), null);
    backend.product(means.psi, network.psi.last.value(), means.latentPsi, contexts, 0);
    backend.addRow(means.latentPsi, contexts, network.psi.lastBias.value(), null);
    backend.product(means.latent, network.decode[0].value(), means.first, groups, 0);
    backend.product(means.latentPsi, network.decode[0].value(), means.firstPsi, contexts, 0);
    backend.activateSum(decoder.hidden(0), batch, means.first, means.firstPsi, network.decodeBias[0].value(),
        network.options().activation(), decoder.slope(0), dropout.layer(0));
  }

  private void backwardOfOthers(Batch batch, Matrix d, float scale) {
    int n = batch.rows();
    Matrix first = network.decode[0].value();
    backend.productOfTransposed(means.latent, d, network.decode[0].gradient(), n, 0);
    Matrix dLatent = means.latentPsi;
    backend.productWithTransposed(d, first, dLatent, n, 0);
    backend.columnSums(dLatent, n, network.z.lastBias.gradient());
    backend.columnSums(dLatent, n, network.psi.lastBias.gradient());
    backwardOfEncoder(batch, network.z, z, means.z, dLatent, batch.byPerturbation(), batch.byContext(), scale);
    backwardOfEncoder(batch, network.psi, psi, means.psi, dLatent, batch.byContext(), oneHotOfPsi(batch), scale);
  }

  private void backwardOfEncoder(Batch batch, Network.EncoderWeights weights, EncoderPass pass, Matrix mean, Matrix dLatent,
      Groups pooled, Groups oneHot, float scale) {
    int n = batch.rows();
    backend.productOfTransposed(mean, dLatent, weights.last.gradient(), n, 0);
    backend.productWithTransposed(dLatent, weights.last.value(), mean, n, 0);
    backend.meansOfOthers(mean, n, pooled, sums, d1);
    backend.backActivate(d1, n, pass.last(), pass.lastSlope(), scale);
    pass.backward(x, n, oneHot, d1, d2, scale);
  }

  private void backwardOfGroups(Batch batch, Matrix d, float scale) {
    int groups = batch.perturbations();
    int contexts = network.contexts();
    Parameter first = network.decode[0];
    backend.sums(d, batch.byPerturbation(), means.first);
    backend.sums(d, batch.byContext(), means.firstPsi);
    backend.productOfTransposed(means.latent, means.first, first.gradient(), groups, 0);
    backend.productOfTransposed(means.latentPsi, means.firstPsi, first.gradient(), contexts, 1);
    backwardOfEncoder(batch, network.z, z, means.z, means.first, means.latent, groups, batch.byPerturbation(),
        batch.byContext(), scale);
    backwardOfEncoder(batch, network.psi, psi, means.psi, means.firstPsi, means.latentPsi, contexts, batch.byContext(),
        oneHotOfPsi(batch), scale);
  }

  private void backwardOfEncoder(Batch batch, Network.EncoderWeights weights, EncoderPass pass, Matrix mean, Matrix dFirst,
      Matrix dLatent, int groups, Groups pooled, Groups oneHot, float scale) {
    backend.productWithTransposed(dFirst, network.decode[0].value(), dLatent, groups, 0);
    backend.columnSums(dLatent, groups, weights.lastBias.gradient());
    backend.productOfTransposed(mean, dLatent, weights.last.gradient(), groups, 0);
    backend.productWithTransposed(dLatent, weights.last.value(), mean, groups, 0);
    backend.backMeans(mean, pooled, batch.rows(), d1, pass.last(), pass.lastSlope(), scale);
    pass.backward(x, batch.rows(), oneHot, d1, d2, scale);
  }

  private Groups oneHotOfPsi(Batch batch) {
    return new Groups(batch.perturbation(), batch.rows(), network.perturbations());
  }

  @Override
  public void close() {
    owned.forEach(Runnable::run);
  }
}

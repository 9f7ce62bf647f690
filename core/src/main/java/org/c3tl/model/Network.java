package org.c3tl.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.Samples;

/**
 * The network of section 4: ẑ_p = mean over contexts of Θz(x_p^γ, γ), ψ̂_c = mean over perturbations of Θψ(x_π^c, π),
 * x̂_p^c = Γ(ẑ_p + ψ̂_c). A one-hot input is the same as a learned bias row. The mean commutes with the encoders' last,
 * linear, layer and is taken before it.
 *
 * <p>Works on features: effects in units of their standard deviation, possibly in a gene basis. Holds the
 * weights where its backend computes; close it.
 */
public final class Network implements AutoCloseable {
  private static final int CHUNK = 2048;
  /** Values that are copied out at a time. */
  private static final int SLICE = 1 << 20;

  private final NetworkOptions options;
  private final int inputs;
  private final int perturbations;
  private final int contexts;
  private final Backend backend;
  private final List<Parameter> parameters = new ArrayList<>();

  /** Encoder of the perturbation, with a bias row per context. */
  final EncoderWeights z;
  /** Encoder of the context, with a bias row per perturbation. */
  final EncoderWeights psi;
  /** Weights of the decoder's hidden layers, the first from the latent space. */
  final Parameter[] decode;
  /** Biases of the decoder's hidden layers. */
  final Parameter[] decodeBias;
  /** Last layer, linear. */
  final Parameter output;
  /** Its bias. */
  final Parameter outputBias;
  /** Gate of the residual, or null. */
  final Parameter gate;

  /** Weights of one encoder. */
  final class EncoderWeights {
    final Parameter first;
    final Parameter oneHot;
    final Parameter[] hidden;
    final Parameter[] hiddenBias;
    final Parameter last;
    final Parameter lastBias;

    EncoderWeights(String name, String group, int groups) {
      int h = options.hidden();
      first = matrix(name + ".first", inputs, h);
      oneHot = add(new Parameter(name + "." + group, groups, h, 1 / Math.sqrt(inputs), false, backend));
      hidden = new Parameter[options.depth() - 1];
      hiddenBias = new Parameter[options.depth() - 1];
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] = matrix(name + ".hidden" + (i + 2), h, h);
        hiddenBias[i] = bias(name + ".hidden" + (i + 2) + ".bias", h, h);
      }
      last = matrix(name + ".last", h, options.latent());
      lastBias = bias(name + ".last.bias", options.latent(), h);
    }
  }

  /**
   * @param options shape
   * @param inputs number of features
   * @param perturbations number of perturbations
   * @param contexts number of contexts
   * @param backend where it computes; stays the caller's
   */
  public Network(NetworkOptions options, int inputs, int perturbations, int contexts, Backend backend) {
    this.options = options;
    this.inputs = inputs;
    this.perturbations = perturbations;
    this.contexts = contexts;
    this.backend = backend;
    int h = options.hidden();
    z = new EncoderWeights("z", "context", contexts);
    psi = new EncoderWeights("psi", "perturbation", perturbations);
    decode = new Parameter[options.depth()];
    decodeBias = new Parameter[options.depth()];
    for (int i = 0; i < decode.length; i++) {
      int from = i == 0 ? options.latent() : h;
      decode[i] = matrix("decoder.hidden" + (i + 1), from, h);
      decodeBias[i] = bias("decoder.hidden" + (i + 1) + ".bias", h, from);
    }
    output = matrix("decoder.last", h, inputs);
    outputBias = bias("decoder.last.bias", inputs, h);
    gate = options.residual() == Residual.GATED ? bias("gate", inputs, inputs) : null;
    if (gate != null) {
      fill(gate.value(), 0.5f);
    }
  }

  private Parameter matrix(String name, int rows, int columns) {
    return add(new Parameter(name, rows, columns, 1 / Math.sqrt(rows), true, backend));
  }

  private Parameter bias(String name, int columns, int fanIn) {
    return add(new Parameter(name, 1, columns, 1 / Math.sqrt(fanIn), false, backend));
  }

  private Parameter add(Parameter p) {
    parameters.add(p);
    return p;
  }

  private static void fill(Matrix m, float value) {
    float[] v = new float[m.rows() * m.columns()];
    Arrays.fill(v, value);
    m.set(v);
  }

  /**
   * Draws initial weights: uniform in ±1/√(fan in), as PyTorch's linear layers; the gate starts at 0.5.
   *
   * @param seed seed of the draw
   */
  public void initialise(long seed) {
    SplittableRandom root = new SplittableRandom(seed);
    for (Parameter p : parameters) {
      SplittableRandom random = root.split();
      if (p != gate) {
        p.draw(random);
      }
    }
  }

  /**
   * @return shape
   */
  public NetworkOptions options() {
    return options;
  }

  /**
   * @return number of features
   */
  public int inputs() {
    return inputs;
  }

  /**
   * @return number of perturbations
   */
  public int perturbations() {
    return perturbations;
  }

  /**
   * @return number of contexts
   */
  public int contexts() {
    return contexts;
  }

  /**
   * @return all weights and biases, in a fixed order
   */
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /**
   * @return number of weights
   */
  public long weightCount() {
    return parameters.stream().mapToLong(p -> (long) p.value().rows() * p.value().columns()).sum();
  }

  Backend backend() {
    return backend;
  }

  /**
   * @return copy of every weight, by parameter name
   */
  public Map<String, float[]> weights() {
    Map<String, float[]> w = new LinkedHashMap<>();
    parameters.forEach(p -> w.put(p.name(), p.value().toArray()));
    return w;
  }

  /**
   * @param weights values for every parameter, by name, as from {@link #weights()}
   * @throws IllegalArgumentException if one is missing or has the wrong length
   */
  public void setWeights(Map<String, float[]> weights) {
    for (Parameter p : parameters) {
      float[] w = weights.get(p.name());
      if (w == null) {
        throw new IllegalArgumentException("no weights for " + p.name());
      }
      p.value().set(w);
    }
  }

  /**
   * Latent representations ẑ of perturbations: means over the rows that are given for each.
   *
   * @param samples features
   * @param rows which of them are used
   * @param p perturbation of each of those
   * @param c context of each
   * @return {@code perturbations × latent}; null for a perturbation without rows
   */
  public float[][] representPerturbations(Samples samples, int[] rows, int[] p, int[] c) {
    return represent(z, samples, rows, c, p, perturbations);
  }

  /**
   * Latent representations ψ̂ of contexts: means over the rows that are given for each. The contexts need not be those of the
   * training, since Θψ sees the perturbation's one-hot only.
   *
   * @param samples features
   * @param rows which of them are used
   * @param p perturbation of each of those
   * @param c context of each, from 0
   * @param count number of contexts
   * @return {@code count × latent}; null for a context without rows
   */
  public float[][] representContexts(Samples samples, int[] rows, int[] p, int[] c, int count) {
    return represent(psi, samples, rows, p, c, count);
  }

  private float[][] represent(EncoderWeights e, Samples samples, int[] rows, int[] oneHot, int[] group, int groups) {
    int h = options.hidden();
    double[][] sums = new double[groups][];
    int[] counts = new int[groups];
    int chunk = Math.min(CHUNK, Math.max(1, rows.length));
    try (Matrix in = backend.matrix(chunk, inputs); EncoderPass pass = new EncoderPass(e, chunk, options, backend)) {
      float[] activations = new float[chunk * h];
      for (int start = 0; start < rows.length; start += chunk) {
        int n = Math.min(chunk, rows.length - start);
        backend.gather(samples, Arrays.copyOfRange(rows, start, start + n), in);
        pass.forward(in, n, Arrays.copyOfRange(oneHot, start, start + n), Dropout.NONE).get(0, activations, 0, n);
        for (int r = 0; r < n; r++) {
          int g = group[start + r];
          if (sums[g] == null) {
            sums[g] = new double[h];
          }
          for (int j = 0; j < h; j++) {
            sums[g][j] += activations[r * h + j];
          }
          counts[g]++;
        }
      }
    }
    float[][] out = new float[groups][];
    try (Matrix mean = backend.matrix(groups, h); Matrix latent = backend.matrix(groups, options.latent())) {
      float[] means = new float[groups * h];
      for (int g = 0; g < groups; g++) {
        for (int j = 0; j < h; j++) {
          means[g * h + j] = sums[g] == null ? 0 : (float) (sums[g][j] / counts[g]);
        }
      }
      mean.set(means);
      backend.product(mean, e.last.value(), latent, groups, 0);
      backend.addRow(latent, groups, e.lastBias.value(), null);
      float[] all = latent.toArray();
      for (int g = 0; g < groups; g++) {
        if (sums[g] != null) {
          out[g] = Arrays.copyOfRange(all, g * options.latent(), (g + 1) * options.latent());
        }
      }
    }
    return out;
  }

  /**
   * The decoder Γ with its residual.
   *
   * @param ofPerturbation ẑ of each row
   * @param ofContext ψ̂ of each row
   * @param mean mean effect of each row's perturbation, in features; ignored when the network has no residual
   * @return features, one row per row
   */
  public float[][] decode(float[][] ofPerturbation, float[][] ofContext, float[][] mean) {
    int rows = ofPerturbation.length;
    float[][] out = new float[rows][inputs];
    int chunk = Math.min(CHUNK, Math.max(1, rows));
    int latent = options.latent();
    float[] g = gate == null ? null : gate.value().toArray();
    float[] bias = outputBias.value().toArray();
    try (DecoderPass pass = new DecoderPass(this, chunk); Matrix in = backend.matrix(chunk, latent)) {
      float[] sums = new float[chunk * latent];
      int slice = Math.min(chunk, Math.max(1, SLICE / inputs));
      float[] read = new float[slice * inputs];
      for (int start = 0; start < rows; start += chunk) {
        int n = Math.min(chunk, rows - start);
        for (int r = 0; r < n; r++) {
          for (int j = 0; j < latent; j++) {
            sums[r * latent + j] = ofPerturbation[start + r][j] + ofContext[start + r][j];
          }
        }
        in.put(0, sums, 0, n);
        backend.product(in, decode[0].value(), pass.hidden(0), n, 0);
        backend.activate(pass.hidden(0), n, decodeBias[0].value(), null, options.activation(), pass.slope(0), Dropout.NONE);
        Matrix last = pass.forwardFromFirst(n, Dropout.NONE);
        for (int r = 0; r < n; r++) {
          if (r % slice == 0) {
            last.get(r, read, 0, Math.min(slice, n - r));
          }
          float[] o = out[start + r];
          for (int j = 0; j < inputs; j++) {
            o[j] = read[r % slice * inputs + j] + bias[j];
          }
          if (options.residual() != Residual.OFF) {
            float[] m = mean[start + r];
            for (int j = 0; j < inputs; j++) {
              o[j] += g == null ? m[j] : g[j] * m[j];
            }
          }
        }
      }
    }
    return out;
  }

  @Override
  public void close() {
    parameters.forEach(Parameter::close);
  }
}

package org.c3tl.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Backends;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Device;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.Samples;
import org.c3tl.backend.host.ProductRate;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.model.NetworkOptions;
import org.c3tl.model.TrainingPass;
import org.c3tl.parallel.Workers;

/**
 * Trains on the inputs of {@code shared/peer/make_inputs.py} and prints what {@code c3tl_torch.py} prints: loss, seconds per
 * epoch and peak memory. Run by {@code core/src/jmh/scripts/training.sh}.
 *
 * <p>{@code exact} takes the very steps of {@code c3tl_torch.py fused}; {@code default} is what {@code train} does without
 * options: a gene basis, whose time is printed first, leave-one-out means, dropout, a gated residual.
 */
public final class PeerBenchmark {
  private PeerBenchmark() { }

  /** Sizes of a data set and of its batches. */
  private record Shape(int contexts, int perturbations, int batch) {
    private static final Map<String, Shape> ALL = Map.of("replogle", new Shape(4, 1677, 256), "parse", new Shape(24, 90, 30),
        "tahoe", new Shape(48, 1138, 64));
  }

  /**
   * @param args folder, {@code replogle|parse|tahoe}, {@code exact|default}, epochs; or {@code rate}
   * @throws IOException if the inputs cannot be read
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("rate")) {
      System.out.printf("product of 3072 × 2000 and 2000 × 512: %.0f GFLOP/s%n", ProductRate.measure(3072, 2000, 512, 30));
      return;
    }
    Path folder = Path.of(args[0]);
    String name = args[1];
    boolean exact = args[2].equals("exact");
    int epochs = Integer.parseInt(args[3]);
    Shape shape = Shape.ALL.get(name);
    float[][] x = new float[shape.contexts * shape.perturbations][2000];
    read(folder.resolve(name + ".x"), x);
    Device device = Device.valueOf(System.getProperty("device", "cpu").toUpperCase(java.util.Locale.ROOT));
    try (Workers workers = new Workers(Integer.getInteger("threads", Runtime.getRuntime().availableProcessors()));
        Backend backend = Backends.open(device, workers, System.out::println)) {
      if (exact) {
        NetworkOptions options = new NetworkOptions(512, 1, 128, Activation.RELU, Residual.OFF);
        try (Network network = new Network(options, 2000, shape.perturbations, shape.contexts, backend)) {
          network.setWeights(weights(folder.resolve(name + ".w"), network, 2000, 512));
          run(name, network, shape, shape.batch, x, 1, false, 0, 1e-3, epochs, backend);
        }
      } else {
        long start = System.nanoTime();
        FeatureMap map = FeatureMap.fit(java.util.Arrays.asList(x), TrainOptions.DEFAULT.basisRank(), 1, workers);
        float[][] features = map.toFeatures(x, workers);
        System.out.printf("c3tl %s basis time %.3f s%n", name, (System.nanoTime() - start) / 1e9);
        try (Network network = new Network(NetworkOptions.DEFAULT, map.features(), shape.perturbations, shape.contexts, backend)) {
          network.initialise(1);
          run(name, network, shape, Fit.automaticBatch(shape.perturbations), features, 1, true,
              TrainOptions.DEFAULT.dropout(), TrainOptions.DEFAULT.learningRate(), epochs, backend);
        }
      }
    }
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).forEach(System.out::println);
    }
  }

  private static void run(String name, Network network, Shape shape, int batch, float[][] x, float factor, boolean leaveOneOut,
      double dropout, double rate, int epochs, Backend backend) {
    int contexts = shape.contexts;
    int perturbations = shape.perturbations;
    try (Samples samples = backend.samples(x, factor);
        TrainingPass pass = new TrainingPass(network, contexts * batch, batch, leaveOneOut);
        Adam adam = new Adam(network.parameters(), backend, Adam.EPSILON)) {
      Order order = new Order(perturbations, 12345);
      for (int epoch = 0; epoch < epochs; epoch++) {
        long start = System.nanoTime();
        int[] visit = order.next();
        double total = 0;
        for (int from = 0; from < perturbations; from += batch) {
          int n = Math.min(batch, perturbations - from);
          int[] rows = new int[n * contexts];
          int[] p = new int[rows.length];
          int[] c = new int[rows.length];
          for (int r = 0; r < rows.length; r++) {
            p[r] = visit[from + r / contexts];
            c[r] = r % contexts;
            rows[r] = c[r] * perturbations + p[r];
          }
          total += n * pass.run(new Batch(samples, rows, rows.length, null, null, p, c, perturbations, contexts), dropout,
              Fit.mix(1, adam.steps()));
          adam.step(rate, 0);
        }
        System.out.printf("c3tl %s epoch %d loss %.7f time %.3f s%n", name, epoch, total / perturbations,
            (System.nanoTime() - start) / 1e9);
      }
    }
  }

  private static void read(Path file, float[][] rows) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer row = ByteBuffer.allocateDirect(rows[0].length * 4).order(ByteOrder.LITTLE_ENDIAN);
      for (float[] r : rows) {
        row.clear();
        while (row.hasRemaining() && in.read(row) >= 0) {
          continue;
        }
        row.flip();
        row.asFloatBuffer().get(r);
      }
    }
  }

  private static Map<String, float[]> weights(Path file, Network network, int genes, int hidden) throws IOException {
    float[][] all = new float[1][(int) (Files.size(file) / 4)];
    read(file, all);
    Map<String, float[]> weights = new LinkedHashMap<>();
    float[] z = new float[genes * hidden];
    float[] psi = new float[genes * hidden];
    for (int g = 0; g < genes; g++) {
      System.arraycopy(all[0], g * 2 * hidden, z, g * hidden, hidden);
      System.arraycopy(all[0], g * 2 * hidden + hidden, psi, g * hidden, hidden);
    }
    weights.put("z.first", z);
    weights.put("psi.first", psi);
    int at = 2 * genes * hidden;
    for (String name : List.of("z.context", "psi.perturbation", "z.last", "z.last.bias", "psi.last", "psi.last.bias",
        "decoder.hidden1", "decoder.hidden1.bias", "decoder.last", "decoder.last.bias")) {
      Parameter p = network.parameters().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
      int n = p.value().rows() * p.value().columns();
      weights.put(name, java.util.Arrays.copyOfRange(all[0], at, at + n));
      at += n;
    }
    return weights;
  }
}

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
import org.c3tl.model.Activation;
import org.c3tl.model.Batch;
import org.c3tl.model.Network;
import org.c3tl.model.NetworkOptions;
import org.c3tl.model.Parameter;
import org.c3tl.model.Residual;
import org.c3tl.model.TrainingPass;
import org.c3tl.model.Workers;

/**
 * Trains on the inputs of {@code shared/peer/make_inputs.py} exactly as {@code c3tl_torch.py fused} does and prints the same
 * lines: loss, seconds per epoch and peak memory. Run by {@code core/src/test/bench/training.sh}.
 */
public final class PeerBenchmark {
  private PeerBenchmark() { }

  /**
   * @param args folder, {@code replogle|parse|tahoe}, epochs
   * @throws IOException if the inputs cannot be read
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String name = args[1];
    int epochs = Integer.parseInt(args[2]);
    boolean leaveOneOut = args.length > 3 && args[3].equals("leave-one-out");
    int[] shape = Map.of("replogle", new int[] {4, 1677, 256}, "parse", new int[] {24, 90, 30}, "tahoe",
        new int[] {48, 1138, 64}).get(name);
    int contexts = shape[0];
    int perturbations = shape[1];
    int batch = shape[2];
    int genes = 2000;
    int hidden = 512;
    float[][] x = new float[contexts * perturbations][genes];
    read(folder.resolve(name + ".x"), x);
    int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
    NetworkOptions options = new NetworkOptions(hidden, 1, 128, Activation.RELU, Residual.OFF);
    try (Workers workers = new Workers(threads);
        Network network = new Network(options, genes, perturbations, contexts, workers);
        TrainingPass pass = new TrainingPass(network, contexts * batch, batch, leaveOneOut)) {
      network.setWeights(weights(folder.resolve(name + ".w"), network, genes, hidden));
      Adam adam = new Adam(network.parameters());
      Order order = new Order(perturbations, 12345);
      for (int epoch = 0; epoch < epochs; epoch++) {
        long start = System.nanoTime();
        int[] visit = order.next();
        double total = 0;
        for (int from = 0; from < perturbations; from += batch) {
          int n = Math.min(batch, perturbations - from);
          float[][] rows = new float[n * contexts][];
          int[] p = new int[rows.length];
          int[] c = new int[rows.length];
          for (int r = 0; r < rows.length; r++) {
            p[r] = visit[from + r / contexts];
            c[r] = r % contexts;
            rows[r] = x[c[r] * perturbations + p[r]];
          }
          total += n * pass.run(new Batch(rows, rows.length, null, null, 1, p, c, perturbations, contexts), 0, 0);
          adam.step(1e-3, 0, workers);
        }
        System.out.printf("c3tl %s epoch %d loss %.7f time %.3f s%n", name, epoch, total / perturbations,
            (System.nanoTime() - start) / 1e9);
      }
    }
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).forEach(System.out::println);
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

package org.c3tl.backend.host;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.parallel.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Products and elementwise passes of one training step at the shape of Tahoe: 64 perturbations × 48 contexts, and either 2000
 * genes with 512 hidden units (the exact form) or 64 features with 256 (the default).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelBenchmark {
  private static final int ROWS = 64 * 48;

  /** Features × hidden units. */
  @Param({"2000x512", "64x256"})
  public String shape;
  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  private Workers workers;
  private HostMatrix x;
  private HostMatrix weights;
  private HostMatrix activations;
  private HostMatrix gradients;
  private HostMatrix weightGradients;
  private HostMatrix bias;
  private HostMatrix sums;
  private HostMatrix means;
  private Groups groups;

  /** Allocates and fills the buffers. */
  @Setup
  public void allocate() {
    int features = Integer.parseInt(shape.split("x")[0]);
    int hidden = Integer.parseInt(shape.split("x")[1]);
    workers = new Workers(threads);
    x = random(ROWS, features);
    weights = random(features, hidden);
    activations = random(ROWS, hidden);
    gradients = random(ROWS, hidden);
    weightGradients = random(features, hidden);
    bias = random(48, hidden);
    sums = new HostMatrix(64, hidden);
    means = new HostMatrix(ROWS, hidden);
    int[] group = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      group[r] = r / 48;
    }
    groups = new Groups(group, ROWS, 64);
  }

  private static HostMatrix random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    HostMatrix m = new HostMatrix(rows, columns);
    m.set(values);
    return m;
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** Forward product of an encoder's first layer. */
  @Benchmark
  public void product() {
    HostMatrix.product(x, weights, activations, ROWS, 0, workers);
  }

  /** Gradient of the same layer's weights. */
  @Benchmark
  public void productOfTransposed() {
    HostMatrix.productOfTransposed(x, gradients, weightGradients, ROWS, 0, workers);
  }

  /** Bias, activation and dropout in one pass. */
  @Benchmark
  public void activate() {
    Passes.activate(activations, ROWS, bias, null, Activation.RELU, null, new Dropout(0.4, 1), workers);
  }

  /** Means of each perturbation without the row itself. */
  @Benchmark
  public void meansOfOthers() {
    Passes.meansOfOthers(activations, ROWS, groups, sums, means, workers);
  }

  /** Gradient through the activation. */
  @Benchmark
  public void backActivate() {
    Passes.backActivate(gradients, ROWS, activations, null, 1, workers);
  }
}

package org.c3tl.backend.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostMatrixTest {
  private static final int[] THREADS = {3, 7, 16};

  private static HostMatrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    HostMatrix m = new HostMatrix(rows, columns);
    m.set(values);
    return m;
  }

  /** All three products of a m × k and k × n matrix, one after the other. */
  private static float[] products(int m, int n, int k, int threads) {
    try (Workers workers = new Workers(threads); HostMatrix a = random(m, k, 1); HostMatrix b = random(k, n, 2);
        HostMatrix at = random(k, m, 3); HostMatrix bt = random(n, k, 4); HostMatrix c = random(m, n, 5)) {
      HostMatrix.product(a, b, c, m, 1, workers);
      float[] all = java.util.Arrays.copyOf(c.toArray(), 3 * m * n);
      HostMatrix.productOfTransposed(at, b, c, k, 0, workers);
      System.arraycopy(c.toArray(), 0, all, m * n, m * n);
      HostMatrix.productWithTransposed(a, bt, c, m, 0, workers);
      System.arraycopy(c.toArray(), 0, all, 2 * m * n, m * n);
      return all;
    }
  }

  @Test
  void productsHaveTheSameBitsForAnyNumberOfThreads() {
    SplittableRandom random = new SplittableRandom(7);
    int[][] shapes = {{100, 978, 80}, {512, 256, 64}, {65, 256, 256}, {256, 64, 700}, {17, 700, 400}, {1, 3000, 1500},
        {64, 256, 3072}, {5, 3001, 700}, {30, 2000, 512}, {512, 2000, 96}};
    for (int i = 0; i < shapes.length + 4; i++) {
      int[] s = i < shapes.length ? shapes[i]
          : new int[] {1 + random.nextInt(600), 1 + random.nextInt(600), 1 + random.nextInt(300)};
      float[] one = products(s[0], s[1], s[2], 1);
      for (int threads : THREADS) {
        assertArrayEquals(one, products(s[0], s[1], s[2], threads), java.util.Arrays.toString(s) + " on " + threads);
      }
    }
  }

  /** Other processors get other kernels, which OpenBLAS also runs here if it is told to. */
  @ParameterizedTest
  @ValueSource(strings = {"Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX", "Cooperlake"})
  void kernelsOfOtherProcessorsToo(String kernel) throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/cpuinfo")), "needs Linux");
    String flags = Files.readString(Path.of("/proc/cpuinfo"));
    Map<String, String> needs = Map.of("Nehalem", "sse4_2", "Sandybridge", "avx", "Haswell", "avx2", "Zen", "avx2", "SkylakeX",
        "avx512bw", "Cooperlake", "avx512_bf16");
    assumeTrue(flags.contains(" " + needs.get(kernel) + " "), "this processor has no " + needs.get(kernel));
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), HostMatrixTest.class.getName()).redirectErrorStream(true);
    builder.environment().put("OPENBLAS_CORETYPE", kernel);
    builder.environment().put("OPENBLAS_VERBOSE", "2");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("Core: " + kernel), said);
  }

  /**
   * Runs the first test in a process of its own.
   *
   * @param args none
   */
  public static void main(String[] args) {
    new HostMatrixTest().productsHaveTheSameBitsForAnyNumberOfThreads();
  }
}

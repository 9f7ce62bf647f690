package org.c3tl.backend.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;

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
    int[][] shapes = {{100, 978, 80}, {512, 256, 64}, {65, 256, 256}, {256, 64, 700}, {17, 700, 400}, {1, 3000, 1500}};
    for (int i = 0; i < 9; i++) {
      int[] s = i < shapes.length ? shapes[i]
          : new int[] {1 + random.nextInt(600), 1 + random.nextInt(300), 1 + random.nextInt(300)};
      float[] one = products(s[0], s[1], s[2], 1);
      for (int threads : THREADS) {
        assertArrayEquals(one, products(s[0], s[1], s[2], threads), java.util.Arrays.toString(s) + " on " + threads);
      }
    }
  }

  @Test
  void partsCoverAllRowsAndNoneIsSmall() {
    SplittableRandom random = new SplittableRandom(3);
    int cut = 0;
    for (int i = 0; i < 20_000; i++) {
      int m = 1 + random.nextInt(1 << random.nextInt(1, 13));
      double perRow = 1 + random.nextInt(1 << 18);
      int parts = HostMatrix.parts(m, perRow, 1 + random.nextInt(64));
      assertEquals(0, HostMatrix.cut(m, 0, parts));
      assertEquals(m, HostMatrix.cut(m, parts, parts));
      for (int p = 0; parts > 1 && p < parts; p++) {
        double work = (HostMatrix.cut(m, p + 1, parts) - HostMatrix.cut(m, p, parts)) * perRow;
        assertTrue(work > 1_000_000, work + " of " + m * perRow);
        cut++;
      }
    }
    assertTrue(cut > 1000, "the test cuts something");
  }
}

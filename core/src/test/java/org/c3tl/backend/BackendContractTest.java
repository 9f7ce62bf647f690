package org.c3tl.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every pass of every side against the CPU's, on matrices that are larger than what takes part, with groups that are empty or
 * single.
 */
class BackendContractTest {
  private static final int ROWS = 301;
  private static final int USED = 293;
  private static final int WIDTH = 67;
  private static final int GROUPS = 23;

  /** What the matrices of a try hold afterwards, and what was returned. */
  private static List<float[]> on(Backend backend, Function<Try, List<float[]>> passes) {
    try (Try t = new Try(backend)) {
      return passes.apply(t);
    }
  }

  private static void agree(Sides side, Function<Try, List<float[]>> passes) {
    List<float[]> expected;
    try (Workers workers = new Workers(2); Backend cpu = new HostBackend(workers)) {
      expected = on(cpu, passes);
    }
    try (Backend other = side.open()) {
      List<float[]> found = on(other, passes);
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < expected.size(); i++) {
        float size = 0;
        for (float v : expected.get(i)) {
          size = Math.max(size, Math.abs(v));
        }
        assertArrayEquals(expected.get(i), found.get(i), 2e-5f * size, "matrix " + i + " on " + other.description());
      }
    }
  }

  /** Matrices of random values, the same on every backend. */
  private static final class Try implements AutoCloseable {
    final Backend backend;
    final SplittableRandom random = new SplittableRandom(5);
    private final List<AutoCloseable> owned = new ArrayList<>();

    Try(Backend backend) {
      this.backend = backend;
    }

    Matrix random(int rows, int columns) {
      Matrix m = backend.matrix(rows, columns);
      owned.add(m);
      m.set(values(rows * columns));
      return m;
    }

    float[] values(int n) {
      float[] v = new float[n];
      for (int i = 0; i < n; i++) {
        v[i] = (float) (2 * random.nextDouble() - 1);
      }
      return v;
    }

    Parameter parameter(int rows, int columns) {
      Parameter p = new Parameter("p", rows, columns, 1, true, backend);
      owned.add(p);
      p.value().set(values(rows * columns));
      p.gradient().set(values(rows * columns));
      return p;
    }

    /** Group 3 is empty, group 4 has one row, those of the others are scattered. */
    int[] groupOfRows() {
      int[] of = new int[USED];
      for (int r = 0; r < USED; r++) {
        int g = random.nextInt(GROUPS);
        of[r] = g == 3 || g == 4 ? 5 : g;
      }
      of[17] = 4;
      return of;
    }

    Groups groups() {
      return new Groups(groupOfRows(), USED, GROUPS);
    }

    /** A batch of some rows of some samples, in disorder, the last five of them no targets. */
    Batch batch(boolean weighted) {
      float[][] values = new float[400][];
      for (int r = 0; r < values.length; r++) {
        values[r] = values(WIDTH);
      }
      Samples samples = backend.samples(values, 1.75f);
      owned.add(samples);
      int[] rows = new int[USED];
      int[] context = new int[USED];
      float[] weights = new float[USED];
      float[] reliability = new float[USED];
      for (int r = 0; r < USED; r++) {
        rows[r] = random.nextInt(values.length);
        context[r] = random.nextInt(7);
        weights[r] = 0.2f + random.nextFloat();
        reliability[r] = 0.2f + random.nextFloat();
      }
      return new Batch(samples, rows, USED - 5, weighted ? weights : null, weighted ? reliability : null, groupOfRows(), context,
          GROUPS, 7);
    }

    @Override
    public void close() {
      for (AutoCloseable c : owned) {
        try {
          c.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static float[] used(Matrix m, int rows) {
    float[] v = new float[rows * m.columns()];
    m.get(0, v, 0, rows);
    return v;
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void matricesKeepWhatIsPut(Sides side) {
    agree(side, t -> {
      Matrix m = t.backend.matrix(ROWS, WIDTH);
      List<float[]> seen = new ArrayList<>(List.of(m.toArray()));
      m.put(11, t.values(3 * WIDTH + 2), 2, 3);
      seen.add(m.toArray());
      float[] some = new float[2 * WIDTH + 9];
      m.get(12, some, 4, 2);
      seen.add(some);
      m.clear();
      seen.add(m.toArray());
      m.close();
      return seen;
    });
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void largeMatricesTravelInPieces(Sides side) {
    agree(side, t -> List.of(t.random(4099, 2053).toArray()));
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void products(Sides side) {
    agree(side, t -> {
      Matrix a = t.random(ROWS, 41);
      Matrix b = t.random(41, WIDTH);
      Matrix c = t.random(ROWS, WIDTH);
      Matrix d = t.random(41, WIDTH);
      Matrix e = t.random(ROWS, 41);
      t.backend.product(a, b, c, USED, 0);
      t.backend.product(a, b, c, USED, 1);
      t.backend.productOfTransposed(a, c, d, USED, 1);
      t.backend.productWithTransposed(c, b, e, USED, 0);
      return List.of(c.toArray(), d.toArray(), e.toArray());
    });
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void activations(Sides side) {
    for (Activation f : Activation.values()) {
      for (double rate : new double[] {0, 0.3}) {
        agree(side, t -> {
          Dropout dropout = rate == 0 ? Dropout.NONE : new Dropout(rate, -77).layer(2);
          Batch batch = t.batch(false);
          Matrix u = t.random(ROWS, WIDTH);
          Matrix slope = f.slopeFromValue() ? null : t.random(ROWS, WIDTH);
          t.backend.activate(u, USED, t.random(7, WIDTH), batch.context(), f, slope, dropout);
          List<float[]> seen = new ArrayList<>(List.of(u.toArray()));
          t.backend.activate(u, USED, t.random(1, WIDTH), null, f, slope, dropout);
          t.backend.activateSum(u, batch, t.random(GROUPS, WIDTH), t.random(7, WIDTH), t.random(1, WIDTH), f, slope, dropout);
          Matrix d = t.random(ROWS, WIDTH);
          t.backend.backActivate(d, USED, u, slope, rate == 0 ? 1 : dropout.scale());
          seen.add(u.toArray());
          seen.add(d.toArray());
          t.backend.backMeans(t.random(GROUPS, WIDTH), t.groups(), USED, d, u, slope, 1.25f);
          seen.add(d.toArray());
          return seen;
        });
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void sumsOverRows(Sides side) {
    agree(side, t -> {
      Groups groups = t.groups();
      Matrix a = t.random(ROWS, WIDTH);
      Matrix sums = t.random(GROUPS + 2, WIDTH);
      Matrix means = t.random(GROUPS, WIDTH);
      Matrix others = t.random(ROWS, WIDTH);
      Matrix columns = t.random(1, WIDTH);
      t.backend.sums(a, groups, sums);
      t.backend.means(a, groups, means);
      List<float[]> seen = new ArrayList<>(List.of(used(sums, GROUPS), means.toArray()));
      t.backend.meansOfOthers(a, USED, groups, sums, others);
      t.backend.addRow(others, USED, t.random(1, WIDTH), null);
      t.backend.addRow(others, USED, t.random(1, WIDTH), t.random(1, WIDTH));
      t.backend.columnSums(others, USED, columns);
      seen.add(others.toArray());
      seen.add(columns.toArray());
      return seen;
    });
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void gatherAndLoss(Sides side) {
    for (Residual residual : Residual.values()) {
      for (boolean leaveOneOut : new boolean[] {false, true}) {
        for (boolean weighted : new boolean[] {false, true}) {
          agree(side, t -> {
            Batch batch = t.batch(weighted);
            Matrix x = t.random(ROWS, WIDTH);
            Matrix out = t.random(ROWS, WIDTH);
            t.backend.gather(batch.samples(), batch.sampleRows(), x);
            Parameter bias = t.parameter(1, WIDTH);
            Parameter gate = residual == Residual.GATED ? t.parameter(1, WIDTH) : null;
            t.backend.loss(out, x, batch, new Backend.Head(residual, leaveOneOut, bias, gate));
            return List.of(x.toArray(), used(out, USED), new float[] {(float) t.backend.lastLoss()}, bias.gradient().toArray(),
                gate == null ? new float[0] : gate.gradient().toArray());
          });
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void adam(Sides side) {
    agree(side, t -> {
      Parameter p = t.parameter(ROWS, WIDTH);
      Matrix mean = t.random(ROWS, WIDTH);
      Matrix square = t.backend.matrix(ROWS, WIDTH);
      for (int step = 1; step <= 3; step++) {
        t.backend.adam(p, mean, square, new Backend.AdamStep(0.9, 0.999, 1e-8f, 0.01f * step, 3, 0.99f));
      }
      List<float[]> seen = List.of(p.value().toArray(), mean.toArray(), square.toArray());
      square.close();
      return seen;
    });
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void manyStepsOfManyRowsReuseTheRoomForRowNumbers(Sides side) {
    agree(side, t -> {
      float[][] values = new float[50_000][];
      for (int r = 0; r < values.length; r++) {
        values[r] = new float[] {r};
      }
      List<float[]> seen = new ArrayList<>();
      try (Samples samples = t.backend.samples(values, 1); Matrix x = t.backend.matrix(50_000, 1);
          Matrix sums = t.backend.matrix(10, 1)) {
        int[] first = null;
        for (int step = 0; step < 30; step++) {
          int[] rows = new int[50_000];
          int[] of = new int[rows.length];
          for (int r = 0; r < rows.length; r++) {
            rows[r] = t.random.nextInt(rows.length);
            of[r] = t.random.nextInt(10);
          }
          t.backend.gather(samples, rows, x);
          t.backend.sums(x, new Groups(of, of.length, 10), sums);
          seen.add(sums.toArray());
          first = first == null ? rows : first;
        }
        // Long overwritten where it once stood.
        t.backend.gather(samples, first, x);
        seen.add(x.toArray());
      }
      return seen;
    });
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void noSamplesAreNoTrouble(Sides side) {
    try (Backend backend = side.open(); Samples none = backend.samples(new float[0][], 1)) {
      assertTrue(none.columns() <= 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Sides.class)
  void matricesOfTwoGibibytesAreRefused(Sides side) {
    try (Backend backend = side.open()) {
      assertThrows(IllegalArgumentException.class, () -> backend.matrix(1 << 15, 1 << 14));
    }
  }
}

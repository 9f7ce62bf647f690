package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.c3tl.data.InvalidInputException;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files written by jHDF, whose content is known. */
class AnnDataFileTest {
  private static final DatasetCreationOptions GZIP =
      DatasetCreationOptions.builder().chunkDimensions(1000).shuffle().deflate().build();

  @TempDir Path folder;

  /** Sparse rows 0 2 0 / 0 0 0 / 1 0 3. */
  private Path small(Object data, Object indices, Object indptr) {
    Path p = folder.resolve("small.h5ad");
    H5adBuilder.write(p, 3, 3, f -> H5adBuilder.csr(f, data, indices, indptr, new long[] {3, 3}, null));
    return p;
  }

  private static double[][] dense(StoredMatrix m, int entries) throws IOException {
    double[][] all = new double[(int) m.rows()][m.columns()];
    m.forEachBlock(entries, b -> {
      for (int k = 0; k < b.majorCount; k++) {
        for (int e = b.starts[k]; e < b.starts[k + 1]; e++) {
          all[(int) b.firstMajor + k][b.minors[e]] = b.values[e];
        }
      }
    });
    return all;
  }

  @Test
  void readsSparseRowsOfAnyType() throws IOException {
    double[][] want = {{0, 2, 0}, {0, 0, 0}, {1, 0, 3}};
    Object[] values = {new float[] {2, 1, 3}, new double[] {2, 1, 3}, new int[] {2, 1, 3}, new long[] {2, 1, 3},
        new short[] {2, 1, 3}, new byte[] {2, 1, 3}};
    for (Object data : values) {
      for (boolean wide : new boolean[] {false, true}) {
        Path p = small(data, wide ? new long[] {1, 0, 2} : new int[] {1, 0, 2}, wide ? new long[] {0, 1, 1, 3}
            : new int[] {0, 1, 1, 3});
        try (AnnDataFile f = AnnDataFile.open(p)) {
          StoredMatrix x = f.matrix("X");
          assertEquals(StoredMatrix.Layout.CSR, x.layout());
          assertEquals(3, x.stored());
          for (int entries : new int[] {1, 2, 100}) {
            assertArrayEquals(want, dense(x, entries));
          }
        }
        Files.delete(p);
      }
    }
  }

  @Test
  void readsTablesAndTexts() throws IOException {
    try (AnnDataFile f = AnnDataFile.open(small(new float[] {2, 1, 3}, new int[] {1, 0, 2}, new int[] {0, 1, 1, 3}))) {
      assertEquals(3, f.observations());
      assertEquals(List.of("cell0", "cell1", "cell2"), f.obs().index());
      assertEquals(List.of("Gène0", "Gène1", "Gène2"), f.var().column("symbol").categories());
      StoredColumn c = f.obs().column("perturbation");
      assertEquals(StoredColumn.Kind.TEXT, c.kind());
      assertArrayEquals(new int[] {0, 1, 2}, IntStream.range(0, 3).map(c::code).toArray());
      assertEquals(Map.of("note", "a µ text"), f.unsText());
      assertNull(f.unsText("absent"));
      assertNull(f.denseFloat("varm/control"));
      assertNull(f.rawVar());
      assertArrayEquals(new float[] {1, 0, 3}, f.denseFloat("X")[2]);
      assertEquals(List.of("X"), f.matrixNames());
    }
  }

  @Test
  void namesDatasetAndPositionOfWhatIsWrong() throws IOException {
    refused(small(new float[] {2, 1, 3}, new int[] {1, 0, 3}, new int[] {0, 1, 1, 3}), "'X/indices'", "position 2 holds 3");
    refused(small(new float[] {2, 1, 3}, new int[] {1, 0, 2}, new int[] {0, 2, 1, 3}), "'X/indptr'", "position 2 holds 1");
    refused(small(new float[] {2, 1, 3}, new int[] {1, 0, 2}, new int[] {0, 1, 1, 4}), "'X/indptr'", "ends with 4");
    refused(small(new float[] {2, 1, 3}, new int[] {1, 0, 2}, new int[] {0, 1, 3}), "'X/indptr'", "3 elements where 4");
    refused(small(new float[] {2, 1}, new int[] {1, 0, 2}, new int[] {0, 1, 1, 3}), "'X'", "2 values and 3 indices");
    refused(small(new float[] {2, 1, 3, 1}, new int[] {1, 0, 2, 2}, new int[] {0, 0, 0, 4}), "'X/indptr'", "row 2 has 4");
  }

  private static void refused(Path p, String... parts) throws IOException {
    String m = assertThrows(InvalidInputException.class, () -> AnnDataVariantsTest.readAll(p)).getMessage();
    for (String part : parts) {
      assertTrue(m.contains(part), m);
    }
    assertTrue(m.startsWith(p.toString()), m);
    Files.delete(p);
  }

  @Test
  void shapeMustFitTheTables() {
    Path p = folder.resolve("p.h5ad");
    H5adBuilder.write(p, 3, 4, f -> f.putDataset("X", new float[3][5]));
    String m = assertThrows(InvalidInputException.class, () -> AnnDataVariantsTest.readAll(p)).getMessage();
    assertTrue(m.contains("3 × 5") && m.contains("obs has 3 rows and var has 4"), m);
  }

  @Test
  void largeMatricesAreReadTheSameCompressedOrNot() throws IOException {
    Random random = new Random(5);
    int cells = 3000;
    int[] indptr = new int[cells + 1];
    int[] indices = new int[cells * 20];
    double[] data = new double[cells * 20];
    for (int i = 0; i < cells; i++) {
      int n = i % 100 == 0 ? 0 : random.nextInt(20);
      int[] chosen = random.ints(0, 50).distinct().limit(n).sorted().toArray();
      System.arraycopy(chosen, 0, indices, indptr[i], n);
      indptr[i + 1] = indptr[i] + n;
    }
    int n = indptr[cells];
    Arrays.setAll(data, i -> random.nextDouble() + 0.5);
    double[] values = Arrays.copyOf(data, n);
    int[] minors = Arrays.copyOf(indices, n);
    for (DatasetCreationOptions options : Arrays.asList(null, GZIP)) {
      Path p = folder.resolve("large.h5ad");
      H5adBuilder.write(p, cells, 50, f -> H5adBuilder.csr(f, values, minors, indptr, new long[] {cells, 50}, options));
      try (AnnDataFile f = AnnDataFile.open(p)) {
        for (int entries : new int[] {64, 5000, 1 << 20}) {
          List<Double> seen = new ArrayList<>();
          List<Integer> where = new ArrayList<>();
          f.matrix("X").forEachBlock(entries, b -> {
            for (int e = 0; e < b.starts[b.majorCount]; e++) {
              seen.add(b.values[e]);
              where.add(b.minors[e]);
            }
            assertEquals(indptr[(int) b.firstMajor + b.majorCount], seen.size());
          });
          assertArrayEquals(values, seen.stream().mapToDouble(Double::doubleValue).toArray());
          assertArrayEquals(minors, where.stream().mapToInt(Integer::intValue).toArray());
          for (int threads : new int[] {1, 2, 5}) {
            List<Double> rounds = new ArrayList<>();
            try (Workers workers = new Workers(threads)) {
              f.matrix("X").forEachRound(entries, workers, b -> Arrays.copyOf(b.values, b.starts[b.majorCount]), (blocks, found) -> {
                assertEquals(blocks.size(), found.size());
                found.forEach(v -> Arrays.stream(v).forEach(rounds::add));
              });
            }
            assertEquals(seen, rounds);
          }
        }
      }
      Files.delete(p);
    }
  }

  @Test
  void theConsumerMayStop() throws IOException {
    float[] data = new float[20_000];
    int[] indices = new int[20_000];
    int[] indptr = IntStream.rangeClosed(0, 20_000).toArray();
    Path p = folder.resolve("stop.h5ad");
    H5adBuilder.write(p, 20_000, 1, f -> H5adBuilder.csr(f, data, indices, indptr, new long[] {20_000, 1}, GZIP));
    try (AnnDataFile f = AnnDataFile.open(p)) {
      int[] blocks = {0};
      assertThrows(CancellationException.class, () -> f.matrix("X").forEachBlock(500, b -> {
        if (++blocks[0] == 3) {
          throw new CancellationException();
        }
      }));
      assertThrows(IOException.class, () -> f.matrix("X").forEachBlock(500, b -> {
        throw new IOException("full");
      }));
      // The file is still usable.
      f.matrix("X").forEachBlock(500, b -> { });
    }
  }

  @Test
  void sniffsFromTheWholeFile() throws IOException {
    int cells = 400_000;
    float[] data = new float[cells];
    Arrays.fill(data, 2);
    // Only the last tenth has fractions.
    Arrays.fill(data, cells / 10 * 9, cells, 0.5f);
    int[] indptr = IntStream.rangeClosed(0, cells).toArray();
    Path p = folder.resolve("sniff.h5ad");
    H5adBuilder.write(p, cells, 1, f -> H5adBuilder.csr(f, data, new int[cells], indptr, new long[] {cells, 1}, GZIP));
    try (AnnDataFile f = AnnDataFile.open(p)) {
      ValueSniffer s = ValueSniffer.sample(f.matrix("X"));
      assertEquals(ValueKind.LOG_NORMALISED, s.kind());
      assertTrue(s.nonZeros() < cells, "only a sample is read");
    }
  }

  @Test
  void sniffsByTheRules() {
    assertEquals(ValueKind.COUNTS, kind(0, 1, 2, 5000));
    assertEquals(ValueKind.LOG_NORMALISED, kind(0, 0.5, 14.9));
    // By the values, not by their sums, which are whole here.
    assertEquals(ValueKind.LOG_NORMALISED, kind(0.5, 0.5, 1.25, 1.75));
    assertEquals(ValueKind.UNKNOWN, kind(0, 0.5, 15));
    assertEquals(ValueKind.EFFECTS, kind(1, 2, -1));
    assertEquals(ValueKind.UNKNOWN, kind(1, Double.NaN));
    assertEquals(ValueKind.UNKNOWN, kind(1, Double.POSITIVE_INFINITY));
    assertEquals(ValueKind.UNKNOWN, kind(0, 0));
  }

  private static ValueKind kind(double... values) {
    ValueSniffer s = new ValueSniffer();
    s.add(values, 0, values.length);
    return s.kind();
  }

  @Test
  void unpacksLzf() throws HdfFilters.DamagedException {
    // "abc", then 9 bytes from 3 back, which repeat themselves.
    byte[] packed = {2, 'a', 'b', 'c', (byte) 0xe0, 0, 2};
    byte[] out = new byte[16];
    assertEquals(12, HdfFilters.lzf(packed, packed.length, out, 12));
    assertEquals("abcabcabcabc", new String(out, 0, 12, java.nio.charset.StandardCharsets.US_ASCII));
    assertThrows(HdfFilters.DamagedException.class, () -> HdfFilters.lzf(packed, 6, out, 12));
    assertThrows(HdfFilters.DamagedException.class, () -> HdfFilters.lzf(packed, packed.length, out, 4));
    assertThrows(HdfFilters.DamagedException.class, () -> HdfFilters.lzf(new byte[] {(byte) 0x20, 5}, 2, out, 12));
  }
}

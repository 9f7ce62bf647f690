package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.c3tl.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is cut, changed, or of another kind is read or refused with a message, and nothing else happens. */
@Timeout(120)
class DamagedFilesTest {
  private static final int FLIPS = Integer.getInteger("c3tl.test.flips", 150);

  @TempDir Path folder;

  private byte[] written() throws IOException {
    Path p = folder.resolve("good.h5ad");
    int cells = 40;
    int[] indptr = new int[cells + 1];
    float[] data = new float[cells * 3];
    int[] indices = new int[cells * 3];
    for (int i = 0; i < data.length; i++) {
      data[i] = i % 7;
      indices[i] = i % 3 * 4;
      indptr[i / 3 + 1] = i + 1;
    }
    H5adBuilder.write(p, cells, 9, f -> H5adBuilder.csr(f, data, indices, indptr, new long[] {cells, 9},
        DatasetCreationOptions.builder().chunkDimensions(32).shuffle().deflate().build()));
    AnnDataVariantsTest.readAll(p);
    return Files.readAllBytes(p);
  }

  private void readsOrRefuses(byte[] bytes, String what) throws IOException {
    Path p = folder.resolve("damaged.h5ad");
    Files.write(p, bytes);
    try {
      AnnDataVariantsTest.readAll(p);
    } catch (InvalidInputException e) {
      assertTrue(e.getMessage().contains(p.toString()), e.getMessage());
      assertTrue(e.getMessage().length() < 1500, e.getMessage());
    } catch (Throwable t) {
      fail(what + " led to " + t, t);
    }
  }

  private void cutAndFlip(byte[] good, String name) throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < 30; i++) {
      int length = i < 10 ? i * 9 : random.nextInt(good.length);
      readsOrRefuses(Arrays.copyOf(good, length), name + " cut at " + length);
    }
    for (int i = 0; i < FLIPS; i++) {
      byte[] bad = good.clone();
      int n = 1 + random.nextInt(4);
      StringBuilder where = new StringBuilder(name + " with flips at");
      for (int k = 0; k < n; k++) {
        int at = random.nextInt(bad.length);
        int bit = random.nextInt(8);
        bad[at] ^= (byte) (1 << bit);
        where.append(' ').append(at).append('.').append(bit);
      }
      readsOrRefuses(bad, where.toString());
      byte[] hole = good.clone();
      int at = random.nextInt(bad.length);
      int end = Math.min(bad.length, at + 1 + random.nextInt(64));
      Arrays.fill(hole, at, end, (byte) (i % 2 == 0 ? 0 : 0xff));
      readsOrRefuses(hole, name + " overwritten from " + at + " to " + end);
    }
  }

  @Test
  void ownFile() throws IOException {
    cutAndFlip(written(), "own file");
  }

  @Test
  void newFile() throws IOException {
    cutAndFlip(Files.readAllBytes(SharedData.file("data/h5ad-fixtures/anndata_archive_v0.11.4.h5ad")), "v0.11.4");
  }

  @Test
  void denseFile() throws IOException {
    cutAndFlip(Files.readAllBytes(SharedData.file("data/h5ad-fixtures/pertpy_smillie.h5ad")), "smillie");
  }

  @Test
  void oldFile() throws IOException {
    cutAndFlip(Files.readAllBytes(SharedData.file("data/h5ad-fixtures/anndata_archive_v0.7.0.h5ad")), "v0.7.0");
  }

  @Test
  void aChunkOffTheGridIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedData.file("data/h5ad-fixtures/anndata_archive_v0.7.0.h5ad"));
    int moved = 0;
    for (int at = 0; at < bytes.length - 48; at++) {
      // A leaf of an index of chunks: signature, type 1, level 0, 2 bytes, 2 addresses; then size, mask and offset of a chunk.
      if (bytes[at] == 'T' && bytes[at + 1] == 'R' && bytes[at + 2] == 'E' && bytes[at + 3] == 'E' && bytes[at + 4] == 1
          && bytes[at + 5] == 0) {
        bytes[at + 32]++;
        moved++;
      }
    }
    assertTrue(moved > 0);
    Path p = folder.resolve("moved.h5ad");
    Files.write(p, bytes);
    String message = assertThrows(InvalidInputException.class, () -> AnnDataVariantsTest.readAll(p)).getMessage();
    assertTrue(message.contains("a chunk begins at [1"), message);
  }

  private String refusal(Path p) {
    return assertThrows(InvalidInputException.class, () -> AnnDataFile.open(p)).getMessage();
  }

  @Test
  void eachOtherKindHasItsMessage() throws IOException {
    Path p = folder.resolve("x.h5ad");
    Files.write(p, new byte[0]);
    assertTrue(refusal(p).contains("is empty"));
    Files.writeString(p, "perturbation\tcontext\tG1\n");
    assertTrue(refusal(p).contains("it is a text file"));
    try (var out = new GZIPOutputStream(Files.newOutputStream(p))) {
      out.write("x".getBytes(StandardCharsets.UTF_8));
    }
    assertTrue(refusal(p).contains("compressed with gzip"));
    Files.write(p, new byte[] {'P', 'K', 3, 4, 0, 0});
    assertTrue(refusal(p).contains("ZIP"));
    byte[] noise = new byte[5000];
    new Random(3).nextBytes(noise);
    Files.write(p, noise);
    assertTrue(refusal(p).contains("no HDF5 signature"));
    assertTrue(refusal(folder).contains("is a folder"));
    Path zarr = Files.createDirectory(folder.resolve("x.zarr"));
    Files.writeString(zarr.resolve(".zgroup"), "{}");
    assertTrue(refusal(zarr).contains("Zarr"));
    assertThrows(NoSuchFileException.class, () -> AnnDataFile.open(folder.resolve("none.h5ad")));
  }

  @Test
  void otherHdf5FilesAreNamed() throws IOException {
    Path p = folder.resolve("y.h5ad");
    try (var f = io.jhdf.HdfFile.write(p)) {
      f.putAttribute("format", "c3tl-model");
    }
    assertTrue(refusal(p).contains("its format is 'c3tl-model'"), refusal(p));
    try (var f = io.jhdf.HdfFile.write(p)) {
      f.putGroup("matrix");
    }
    assertTrue(refusal(p).contains("10x"), refusal(p));
    try (var f = io.jhdf.HdfFile.write(p)) {
      f.putGroup("weather");
    }
    assertTrue(refusal(p).contains("it holds 'weather'"), refusal(p));
  }

  @Test
  void missingMatrixListsTheOthers() throws IOException {
    Path p = folder.resolve("z.h5ad");
    H5adBuilder.write(p, 2, 3, f -> f.putGroup("layers").putDataset("counts", new float[2][3]));
    try (AnnDataFile f = AnnDataFile.open(p)) {
      String m = assertThrows(InvalidInputException.class, () -> f.matrix("X")).getMessage();
      assertEquals(p + " has no matrix 'X'. It has 'layers/counts'.", m);
      m = assertThrows(InvalidInputException.class, () -> f.obs().column("gene")).getMessage();
      assertEquals(p + " has no obs column 'gene'. There are 'perturbation'.", m);
    }
  }

  @Test
  void impossibleSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
    // The declared length of a contiguous dataset is changed from 2 to 2^40 elements.
    Path p = folder.resolve("bomb.h5ad");
    H5adBuilder.write(p, 2, 3, f -> f.putDataset("X", new float[2][3]));
    byte[] bytes = Files.readAllBytes(p);
    int changed = 0;
    for (int i = 0; i + 16 <= bytes.length; i++) {
      boolean here = bytes[i] == 2 && bytes[i + 8] == 3;
      for (int k = 1; k < 8 && here; k++) {
        here = bytes[i + k] == 0 && bytes[i + 8 + k] == 0;
      }
      if (here) {
        bytes[i + 5] = 1;
        changed++;
      }
    }
    assertTrue(changed > 0);
    Files.write(p, bytes);
    String m = assertThrows(InvalidInputException.class, () -> AnnDataVariantsTest.readAll(p)).getMessage();
    assertTrue(m.contains("damaged"), m);
  }
}

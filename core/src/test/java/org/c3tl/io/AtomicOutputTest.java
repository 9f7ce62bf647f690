package org.c3tl.io;

import static org.c3tl.io.Tables.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicOutputTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private static AtomicOutput.Writer text(String text) {
    return temporary -> Files.writeString(temporary, text);
  }

  @Test
  void appearsWhole() throws IOException {
    Path target = folder.resolve("a.tsv.gz");
    AtomicOutput.write(target, false, temporary -> {
      assertEquals(folder.toRealPath(), temporary.toRealPath().getParent());
      assertTrue(temporary.toString().endsWith("a.tsv.gz"));
      assertTrue(Files.exists(temporary) && Files.notExists(target));
      Files.writeString(temporary, "x");
    });
    assertEquals("x", Files.readString(target));
    assertEquals(List.of("a.tsv.gz"), names());
  }

  @Test
  void keepsWhatIsThereUnlessTold() throws IOException {
    Path target = Files.writeString(folder.resolve("a"), "old");
    String m = refused(() -> AtomicOutput.write(target, false, text("new")));
    assertTrue(m.contains(target.toString()) && m.contains("--overwrite"), m);
    assertEquals("old", Files.readString(target));
    AtomicOutput.write(target, true, text("new"));
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("a"), names());
  }

  @Test
  void keepsWhatAppearedMeanwhile() throws IOException {
    Path target = folder.resolve("a");
    refused(() -> AtomicOutput.write(target, false, temporary -> Files.writeString(target, "another's")));
    assertEquals("another's", Files.readString(target));
    assertEquals(List.of("a"), names());
  }

  @Test
  void leavesNothingWhereWritingFails() throws IOException {
    Path target = Files.writeString(folder.resolve("a"), "old");
    IOException io = assertThrows(IOException.class, () -> AtomicOutput.write(target, true, temporary -> {
      Files.writeString(temporary, "half");
      throw new IOException("No space left on device");
    }));
    assertTrue(io.getMessage().contains(target.toString()) && io.getMessage().contains("No space left"), io.getMessage());
    for (RuntimeException wrapped : List.of(new UncheckedIOException(new IOException("Disk quota exceeded")),
        new IllegalStateException("library", new IOException("Disk quota exceeded")))) {
      IOException e = assertThrows(IOException.class, () -> AtomicOutput.write(target, true, t -> {
        throw wrapped;
      }));
      assertTrue(e.getMessage().contains(target.toString()) && e.getMessage().contains("Disk quota"), e.getMessage());
    }
    for (RuntimeException other : List.of(new CancellationException("stop"), new IllegalStateException("defect"),
        new InvalidInputException("bad name", new IOException("x")))) {
      assertSame(other, assertThrows(RuntimeException.class, () -> AtomicOutput.write(target, true, t -> {
        throw other;
      })));
    }
    assertThrows(AssertionError.class, () -> AtomicOutput.write(target, true, t -> {
      throw new AssertionError();
    }));
    assertEquals("old", Files.readString(target));
    assertEquals(List.of("a"), names());
  }

  @Test
  void refusesImpossiblePlacesBeforeWriting() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    for (Path bad : List.of(folder, folder.resolve("none/a"), file.resolve("a"), Path.of(""), Path.of("/"))) {
      refused(() -> AtomicOutput.check(bad, true));
      refused(() -> AtomicOutput.write(bad, true, t -> {
        throw new AssertionError("must not be called");
      }));
    }
    assertTrue(refused(() -> AtomicOutput.check(folder.resolve("none/a"), true)).contains("Create it first"));
    AtomicOutput.check(Path.of("surely-not-here.h5ad"), false);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void doesNotReplaceDevices() {
    assertTrue(refused(() -> AtomicOutput.write(Path.of("/dev/null"), true, text("x"))).contains("not an ordinary file"));
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void hasThePermissionsOfAnyNewFile() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    AtomicOutput.write(folder.resolve("a"), false, text("x"));
    assertEquals(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)),
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refusesFoldersThatCannotBeWrittenTo() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"), PosixFilePermissions.asFileAttribute(
        PosixFilePermissions.fromString("r-xr-xr-x")));
    Assumptions.assumeFalse(Files.isWritable(closed), "the superuser may write everywhere");
    assertTrue(refused(() -> AtomicOutput.check(closed.resolve("a"), false)).contains("cannot be written to"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksStayLinks() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    AtomicOutput.write(link, true, text("new"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(real));
    assertEquals(List.of("link", "real"), names());
  }

  @Test
  void longAndOddNamesWork() throws IOException {
    for (String name : List.of("n".repeat(240) + ".h5ad", "日本".repeat(30) + ".tsv", "a b'c\"d.h5ad", "-x", ".hidden")) {
      Path target = folder.resolve(name);
      AtomicOutput.write(target, false, text("x"));
      assertEquals("x", Files.readString(target));
    }
    assertEquals(5, names().size());
  }

  /** A tiny file system of the superuser's is really full. */
  @ParameterizedTest
  @ValueSource(strings = {"e.h5ad", "e.tsv", "e.csv.gz"})
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void fullDiscIsNamedAndLeavesNothing(String name) throws IOException, InterruptedException {
    Path disc = Files.createDirectory(folder.resolve("disc"));
    boolean mounted = command("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disc.toString());
    Assumptions.assumeTrue(mounted, "only the superuser may mount a file system");
    try {
      java.util.SplittableRandom random = new java.util.SplittableRandom(1);
      int genes = 2000;
      EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT,
          Axis.of("gene", java.util.stream.IntStream.range(0, genes).mapToObj(g -> "g" + g).toList()));
      for (int r = 0; r < 200; r++) {
        float[] v = new float[genes];
        for (int g = 0; g < genes; g++) {
          v[g] = (float) random.nextDouble();
        }
        b.row("p" + r, "c", v);
      }
      EffectTable big = b.build();
      Path target = disc.resolve(name);
      IOException e = assertThrows(IOException.class, () -> EffectFiles.write(target, big, false));
      assertTrue(e.getMessage().contains(target.toString()) && e.getMessage().contains("No space left"), e.getMessage());
      try (Stream<Path> left = Files.list(disc)) {
        assertEquals(List.of(), left.toList());
      }
      EffectFiles.write(target, big.where(r -> r < 3), false);
      EffectTable small = EffectFiles.read(target);
      assertThrows(IOException.class, () -> EffectFiles.write(target, big, true));
      Tables.same(small, EffectFiles.read(target));
    } finally {
      assertTrue(command("umount", disc.toString()));
    }
  }

  /** Every size of the disc, so that any single write may be the one that finds no room. */
  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void discsOfEverySizeEitherHoldTheTableOrAreFull() throws IOException, InterruptedException {
    Path disc = Files.createDirectory(folder.resolve("disc"));
    EffectTable t = Tables.full(1, TableKind.EFFECT);
    for (int kib = 4; kib <= 64; kib += 4) {
      Assumptions.assumeTrue(command("mount", "-t", "tmpfs", "-o", "size=" + kib + "k", "tmpfs", disc.toString()),
          "only the superuser may mount a file system");
      try {
        Path target = disc.resolve("e.h5ad");
        try {
          EffectFiles.write(target, t, false);
          Tables.same(t, EffectFiles.read(target));
          assertTrue(kib > 16);
        } catch (IOException e) {
          assertTrue(e.getMessage().contains(target.toString()), e.getMessage());
          assertTrue(kib < 40, "full at " + kib);
          assertTrue(Files.notExists(target));
        }
      } finally {
        assertTrue(command("umount", disc.toString()));
      }
    }
  }

  /** Another program, which this test ends in the middle of writing. */
  static final class Slow {
    public static void main(String[] args) throws IOException {
      OutputFolder.write(Path.of(args[0], "results"), false, t -> AtomicOutput.write(Path.of(args[0], "a.tsv"), false,
          temporary -> {
        Files.writeString(temporary, "half");
        Files.writeString(t.resolve("half"), "half");
        System.out.println("writing");
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anInterruptedProgramLeavesNothing() throws IOException, InterruptedException {
    Process p = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Slow.class.getName(), folder.toString()).redirectErrorStream(true).start();
    try (var out = p.inputReader()) {
      assertEquals("writing", out.readLine());
      assertEquals(2, names().size());
      p.destroy();
      assertTrue(p.waitFor(30, TimeUnit.SECONDS));
    } finally {
      p.destroyForcibly();
    }
    assertEquals(List.of(), names());
  }

  @Test
  void fullFoldersAreNamed() throws IOException {
    Path results = folder.resolve("results");
    IOException e = assertThrows(IOException.class, () -> OutputFolder.write(results, false, t -> {
      Files.writeString(t.resolve("half"), "x");
      throw new IOException("No space left on device");
    }));
    assertTrue(e.getMessage().contains(results.toString()) && e.getMessage().contains("No space left"), e.getMessage());
    assertEquals(List.of(), names());
  }

  private static boolean command(String... command) throws InterruptedException {
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return p.waitFor(20, TimeUnit.SECONDS) && p.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}

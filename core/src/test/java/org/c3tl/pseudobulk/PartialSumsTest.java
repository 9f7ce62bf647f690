package org.c3tl.pseudobulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.io.H5adOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartialSumsTest {
  private static final SummingOptions OPTIONS = SummingOptions.DEFAULT.withBatchColumn("batch").withThreads(1);
  private static final EffectOptions CHOICE = new EffectOptions(null, 2, 12, false);

  @TempDir
  Path folder;

  /** A file of cells whose genes stand in an order of its own. */
  private static MemoryCells cells(int file) {
    Random random = new Random(file);
    int n = 40;
    int genes = 25;
    List<Integer> order = new ArrayList<>();
    for (int g = 0; g < genes; g++) {
      order.add(g);
    }
    Collections.shuffle(order, random);
    double[][] x = new double[n][genes];
    String[] p = new String[n];
    String[] c = new String[n];
    String[] b = new String[n];
    for (int i = 0; i < n; i++) {
      for (int g = 0; g < genes; g++) {
        x[i][g] = random.nextInt(2) * random.nextInt(3 + order.get(g));
      }
      p[i] = i == 3 ? null : i % 4 == 0 ? "control" : "Ä p" + (i % 4);
      c[i] = "c" + i / 4 % 2;
      b[i] = "b" + (file + i / 8) % 2;
    }
    return new MemoryCells("file" + file, order.stream().map(g -> "gene" + g).toArray(String[]::new)).x(x)
        .column("perturbation", p).column("context", c).column("batch", b);
  }

  private Path part(int file, SummingOptions options) throws IOException {
    Path path = folder.resolve("part" + file + ".h5");
    PartialSums.write(path, Pseudobulk.sum(List.of(cells(file)), options, m -> { }, Progress.NONE), true);
    return path;
  }

  @ParameterizedTest
  @EnumSource(Aggregate.class)
  void joinedPartsGiveWhatOneRunGives(Aggregate aggregate) throws IOException {
    SummingOptions options = OPTIONS.withAggregate(aggregate);
    EffectTable whole = Pseudobulk.run(List.of(cells(0), cells(1), cells(2)), options, CHOICE, m -> { }, Progress.NONE);
    GroupSums sums = PartialSums.read(List.of(part(0, options), part(1, options), part(2, options)), Progress.NONE);
    EffectTable joined = Pseudobulk.effects(sums, CHOICE, null, m -> { });
    assertEquals(whole.genes(), joined.genes());
    assertEquals(12, joined.genes().size());
    assertEquals(whole.size(), joined.size());
    for (int r = 0; r < whole.size(); r++) {
      assertEquals(whole.cell(r), joined.cell(r));
      assertEquals(whole.cells(r), joined.cells(r));
      for (int g = 0; g < 12; g++) {
        assertEquals(whole.values(r)[g], joined.values(r)[g], 1e-6);
      }
    }
    assertEquals(whole.provenance().entries().get("cells_without_label"),
        joined.provenance().entries().get("cells_without_label"));
    assertEquals("file0, file1, file2", joined.provenance().entries().get("inputs"));
  }

  @Test
  void aListCanBeGivenWhenJoining() throws IOException {
    GroupSums sums = PartialSums.read(List.of(part(0, OPTIONS), part(1, OPTIONS)), Progress.NONE);
    EffectTable t = Pseudobulk.effects(sums, CHOICE, List.of("gene3", "gene1"), m -> { });
    assertEquals(List.of("gene3", "gene1"), t.genes().names());
    assertTrue(assertThrows(InvalidInputException.class, () -> Pseudobulk.effects(sums, CHOICE, List.of("none"), m -> { }))
        .getMessage().contains("'none'"));
  }

  @Test
  void aListGivenBeforeIsKept() throws IOException {
    SummingOptions listed = OPTIONS.withGenes(List.of("gene7", "gene2", "gene9"));
    GroupSums sums = PartialSums.read(List.of(part(0, listed), part(1, listed)), Progress.NONE);
    EffectTable t = Pseudobulk.effects(sums, new EffectOptions(null, 2, 2, false), null, m -> { });
    assertEquals(List.of("gene7", "gene2", "gene9"), t.genes().names());
  }

  @Test
  void differentOptionsOrGenesAreRefusedNamingBoth() throws IOException {
    Path first = part(0, OPTIONS);
    Map<SummingOptions, String> others = Map.of(OPTIONS.withTargetSum(new TargetSum(5000)), "--target-sum 10000 and 5000",
        OPTIONS.withAggregate(Aggregate.SUM), "--aggregate mean and sum", OPTIONS.withBatchColumn(null), "batch",
        OPTIONS.withInput(InputKind.EFFECTS), "input counts and effects", OPTIONS.withGenes(List.of("gene1")), "gene list");
    for (Map.Entry<SummingOptions, String> other : others.entrySet()) {
      Path second = part(1, other.getKey());
      String message = assertThrows(InvalidInputException.class, () -> PartialSums.read(List.of(first, second),
          Progress.NONE))
          .getMessage();
      assertTrue(message.contains(other.getValue()) && message.contains(first.toString())
          && message.contains(second.toString()),
          message);
    }
    Path few = part(0, OPTIONS.withGenes(List.of("gene1", "gene2")));
    Path fewer = part(1, OPTIONS.withGenes(List.of("gene1", "gene3")));
    String message = assertThrows(InvalidInputException.class, () -> PartialSums.read(List.of(few, fewer), Progress.NONE))
        .getMessage();
    assertTrue(message.contains("different genes") && message.contains("'gene2'") && message.contains("'gene3'"), message);
  }

  @Test
  void aPartMayStandOnlyOnce() throws IOException {
    Path part = part(0, OPTIONS);
    assertTrue(assertThrows(InvalidInputException.class, () -> PartialSums.read(List.of(part, part), Progress.NONE))
        .getMessage().contains("twice"));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path plain = folder.resolve("plain.h5ad");
    H5adOutput.write(plain, new H5adOutput.Frame(List.of("a"), Map.of("x", new int[1])),
        new H5adOutput.Frame(List.of("g"), Map.of("x", new int[1])), new float[1][1], Map.of("other", "text"), false);
    assertTrue(assertThrows(InvalidInputException.class, () -> PartialSums.read(List.of(plain), Progress.NONE)).getMessage()
        .contains("holds no partial sums"));
    for (String json : new String[] {"{", "[]", "{\"version\":99}",
        "{\"version\":1,\"input\":\"counts\",\"aggregate\":\"mean\"}",
        "{\"version\":1,\"input\":\"nonsense\",\"aggregate\":\"mean\"}"}) {
      H5adOutput.write(plain, new H5adOutput.Frame(List.of("a"), Map.of("x", new int[1])),
          new H5adOutput.Frame(List.of("g"), Map.of("x", new int[1])), new float[1][1], Map.of("c3tl_partial", json), true);
      assertThrows(InvalidInputException.class, () -> PartialSums.read(List.of(plain), Progress.NONE), json);
    }
  }

  /** Whatever is cut off or flipped in a file of sums, the user is told, or the change does not matter. */
  @Test
  void damagedPartsAreRefused() throws IOException {
    Path good = part(0, OPTIONS);
    byte[] bytes = Files.readAllBytes(good);
    Path bad = folder.resolve("bad.h5");
    for (int length = 0; length < bytes.length - 64; length += 997) {
      Files.write(bad, java.util.Arrays.copyOf(bytes, length));
      int cut = length;
      assertThrows(InvalidInputException.class, () -> PartialSums.read(List.of(bad), Progress.NONE), () -> "cut at " + cut);
    }
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(bad, flipped);
      try {
        PartialSums.read(List.of(bad), Progress.NONE);
      } catch (InvalidInputException e) {
        assertTrue(e.getMessage().length() > 20);
      }
    }
  }
}

package org.c3tl.io;

import static org.c3tl.io.Tables.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Replicates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with several rows of the same perturbation and context. */
class ReplicatesTest {
  private static final String ROWS = "drug cell g1 g2|a x 1 2|b x 3 4|a x 5 6|a y 7 8|a x 9 10|";

  @TempDir Path folder;

  /** Spaces stand for tabs and vertical bars for line ends. */
  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace(' ', '\t').replace('|', '\n'));
  }

  @Test
  void gathersRowsOfTheSameNames() throws IOException {
    Replicates r = EffectFiles.readReplicates(file("t.tsv", ROWS), "drug", "cell");
    assertEquals(List.of(new Cell("a", "x"), new Cell("b", "x"), new Cell("a", "y")), r.cells());
    assertEquals(3, r.of(new Cell("a", "x")).size());
    assertArrayEquals(new float[] {5, 6}, r.of(new Cell("a", "x")).get(1));
    assertArrayEquals(new float[] {3, 4}, r.of(new Cell("b", "x")).get(0));
    assertTrue(r.of(new Cell("b", "y")).isEmpty());
    Replicates g2 = r.withGenes(Axis.of("gene", List.of("g2")));
    assertArrayEquals(new float[] {10}, g2.of(new Cell("a", "x")).get(2));
    InvalidInputException e = assertThrows(InvalidInputException.class,
        () -> r.withGenes(Axis.of("gene", List.of("g2", "other"))));
    assertTrue(e.getMessage().contains("'other'"), e.getMessage());
  }

  @Test
  void readsGct() throws IOException {
    Replicates r = EffectFiles.readReplicates(file("t.gct", "#1.3|1 3 0 2|id s1 s2 s3|pert_iname a a b|cell_id x x x|g1 1 2 3|"),
        null, null);
    assertEquals(2, r.of(new Cell("a", "x")).size());
    assertArrayEquals(new float[] {2}, r.of(new Cell("a", "x")).get(1));
  }

  @Test
  void aTableWithoutReplicatesIsRefused() throws IOException {
    Path file = file("t.tsv", "perturbation context g1|a x 1|b x 3|");
    says(() -> EffectFiles.readReplicates(file, null, null), "holds no replicates", "each of its 2 rows");
  }

  @ParameterizedTest
  @CsvSource({"perturbation context g1|a x 1| x 3|, 'line 3, has no perturbation'",
      "perturbation context g1|a x 1|a x inf|, line 3", "pert context g1|a x 1|, no column 'perturbation'"})
  void faultsAreToldAsForAnyTable(String text, String part) throws IOException {
    Path file = file("t.tsv", text);
    says(() -> EffectFiles.readReplicates(file, null, null), part.replace("''", "'"));
  }

  @Test
  void withoutTheWordReplicatesTheyAreStillRefused() throws IOException {
    Path file = file("t.tsv", ROWS);
    says(() -> EffectFiles.read(file, "drug", "cell"), "(a, x)", "several rows of the same perturbation and context");
  }

  private static void says(Executable action, String... parts) {
    String message = refused(action);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}

package org.c3tl.knime.logic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.InputKind;
import org.c3tl.pseudobulk.SummingOptions;
import org.junit.jupiter.api.Test;

class PseudobulksTest {
  private static final EffectOptions EVERY_ROW = new EffectOptions(null, 1, 2000, false);

  private static EffectColumns columns(MemoryRows rows) {
    return EffectColumns.of(rows.name(), rows.columns(), "perturbation", "context", Set.of());
  }

  private static Pseudobulks.Result run(MemoryRows rows, SummingOptions summing, EffectOptions effects, MissingValues missing)
      throws IOException {
    return Pseudobulks.ofTable(rows, columns(rows), summing, effects, missing, Progress.NONE);
  }

  @Test
  void replicatesOfLogValuesAreAveragedAndTheControlSubtracted() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B").row("control", "c", 1.0, 2.0).row("control", "c", 2.0, 2.5)
        .row("p", "c", 3.5, 0.5).row("p", "c", 4.0, 1.5).row("q", "c", 1.5, 0.0);
    Pseudobulks.Result result = run(rows, SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_ROWS);
    assertEquals(2, result.table().size());
    assertArrayEquals(new float[] {2.25f, -1.25f}, result.table().values(0));
    assertEquals(2, result.table().cells(0));
    assertTrue(result.warnings().isEmpty(), result.warnings().toString());
    assertEquals(result.table().genes().names(),
        Pseudobulks.layout(columns(rows), SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_ROWS).genes());
  }

  @Test
  void countsAreNormalisedAsInTheCommandLine() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B").row("control", "c", 1L, 3L).row("p", "c", 6L, 2L);
    Pseudobulks.Result result = run(rows, SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_ROWS);
    assertEquals(Math.log1p(7500) - Math.log1p(2500), result.table().values(0)[0], 1e-5);
  }

  @Test
  void replicatesOfEffectsNeedNoControl() throws IOException {
    MemoryRows rows = MemoryRows.effects("A").row("p", "c", -1.0).row("p", "c", 2.0).row("p", "d", 5.0);
    Pseudobulks.Result result = run(rows, SummingOptions.DEFAULT.withInput(InputKind.EFFECTS), EffectOptions.DEFAULT,
        MissingValues.SKIP_ROWS);
    assertArrayEquals(new float[] {0.5f}, result.table().values(0));
    assertEquals(2, result.table().size());
  }

  @Test
  void whatIsSkippedIsCounted() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B").row("control", "c", 1.0, 2.5).row("p", "c", 3.5, 0.5).row("p", "c", null, 1.0)
        .row(null, "c", 1.0, 1.0).row("q", null, 1.0, 1.0);
    Pseudobulks.Result result = run(rows, SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_ROWS);
    assertEquals(1, result.table().cells(0));
    assertEquals(List.of("Skipped 1 of 5 rows of the table with missing or infinite values.",
        "Left out 2 of 4 cells or rows without perturbation, context or batch."), result.warnings());
    result = run(rows, SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_GENES);
    assertEquals(List.of("B"), result.table().genes().names());
    assertEquals(2, result.table().cells(0));
  }

  @Test
  void smallGroupsAreCounted() throws IOException {
    MemoryRows rows = MemoryRows.effects("A").row("control", "c", 1.5).row("p", "c", 2.5).row("p", "c", 2.5).row("q", "c", 2.5);
    Pseudobulks.Result result = run(rows, SummingOptions.DEFAULT, new EffectOptions(null, 2, 2000, false),
        MissingValues.SKIP_ROWS);
    assertEquals(List.of("Left out 1 of 4 cells or rows in groups of fewer than 2."), result.warnings());
  }

  @Test
  void batchesMayBeNumbersAndAreNoGenes() throws IOException {
    MemoryRows rows = MemoryRows.effects("day", "A").row("control", "c", 1L, 1.5).row("control", "c", 2L, 10.5)
        .row("p", "c", 1L, 2.5).row("p", "c", 2L, 11.5);
    SummingOptions summing = SummingOptions.DEFAULT.withBatchColumn("day");
    Pseudobulks.Result result = run(rows, summing, EVERY_ROW, MissingValues.SKIP_ROWS);
    assertEquals(List.of("A"), result.table().genes().names());
    assertArrayEquals(new float[] {1}, result.table().values(0));
    assertEquals(List.of("A"), Pseudobulks.layout(columns(rows), summing, EVERY_ROW, MissingValues.SKIP_ROWS).genes());
    assertThrows(InvalidInputException.class, () -> run(rows, SummingOptions.DEFAULT.withBatchColumn("nonsense"), EVERY_ROW,
        MissingValues.SKIP_ROWS));
  }

  @Test
  void variableGenesAreChosenByValuesSoTheColumnsAreNotKnownBefore() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B", "C", "D", "E", "F", "G", "H");
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (int i = 0; i < 60; i++) {
      Object[] row = {i % 2 == 0 ? "control" : "p", "c", 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L};
      for (int g = 2; g < row.length; g++) {
        row[g] = random.nextLong(5L * g * g);
      }
      rows.row(row);
    }
    EffectOptions two = new EffectOptions(null, 1, 2, false);
    assertTrue(run(rows, SummingOptions.DEFAULT, two, MissingValues.SKIP_ROWS).table().genes().size() < 8);
    assertNull(Pseudobulks.layout(columns(rows), SummingOptions.DEFAULT, two, MissingValues.SKIP_ROWS));
    assertNull(Pseudobulks.layout(columns(rows), SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_GENES));
  }

  @Test
  void anEmptyTableGivesNoEffectsAndSaysSo() throws IOException {
    Pseudobulks.Result result = run(MemoryRows.effects("A"), SummingOptions.DEFAULT, EVERY_ROW, MissingValues.SKIP_ROWS);
    assertNull(result.table());
    assertEquals(List.of("the table is empty."), result.warnings());
  }

  @Test
  void manyRowsGoThroughInSeveralBlocks() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B");
    for (int i = 0; i < 5000; i++) {
      rows.row(i % 2 == 0 ? "control" : "p", "c", i % 2 == 0 ? 1.5 : 2.0, i / 1000.0);
    }
    Pseudobulks.Result result = run(rows, SummingOptions.DEFAULT, EffectOptions.DEFAULT, MissingValues.SKIP_ROWS);
    assertArrayEquals(new float[] {0.5f, 0.001f}, result.table().values(0), 1e-6f);
    assertEquals(2500, result.table().cells(0));
  }
}

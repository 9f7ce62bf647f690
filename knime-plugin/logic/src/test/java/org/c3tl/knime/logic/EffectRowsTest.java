package org.c3tl.knime.logic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.Test;

class EffectRowsTest {
  private static EffectReader.Result read(MemoryRows rows, MissingValues missing) throws IOException {
    return EffectReader.read(rows, EffectColumns.of(rows.name(), rows.columns(), "perturbation", "context", Set.of()),
        TableOrigin.UNKNOWN, missing, Progress.NONE);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    EffectTable table = EffectTable.builder(TableKind.PREDICTION, Axis.of("gene", List.of("A", "B")))
        .row("p", "c", new float[] {1.5f, -0.1f}, new float[] {0.5f, 0.25f}, 7)
        .row("q", "c", new float[] {0, 2}, new float[] {1, 2}, 8)
        .column("role", List.of("new", "")).normalisation("log").provenance(Provenance.NONE.with("split", "{}")).build();
    EffectLayout layout = new EffectLayout(List.of("role"), true, List.of("B", "A"), true);
    MemoryRows rows = new MemoryRows(layout.columns());
    layout.write(table, rows, Progress.NONE);
    assertEquals(List.of("perturbation", "context", "role", "n_cells", "B", "A", "B (sd)", "A (sd)"),
        rows.columns().stream().map(TableColumn::name).toList());
    assertNull(rows.rows().get(1).get(2));
    EffectColumns columns = EffectColumns.of("t", rows.columns(), "perturbation", "context", Set.of());
    EffectTable back = EffectReader.read(rows, columns, TableOrigin.read(TableOrigin.of(table).write()),
        MissingValues.SKIP_ROWS, Progress.NONE).table();
    assertEquals(TableKind.PREDICTION, back.kind());
    assertEquals("log", back.normalisation());
    assertEquals(table.provenance(), back.provenance());
    assertEquals(List.of("new", ""), back.columns().get("role"));
    for (int r = 0; r < 2; r++) {
      EffectTable same = back.withGenes(table.genes());
      assertEquals(table.cell(r), same.cell(r));
      assertArrayEquals(table.values(r), same.values(r));
      assertArrayEquals(table.sd(r), same.sd(r));
      assertEquals(table.cells(r), same.cells(r));
    }
  }

  @Test
  void missingStandardDeviationsAreNone() throws IOException {
    EffectTable table = EffectTable.builder(TableKind.PREDICTION, Axis.of("gene", List.of("A"))).row("p", "c", new float[] {1})
        .build();
    EffectLayout layout = new EffectLayout(List.of(), false, List.of("A"), true);
    MemoryRows rows = new MemoryRows(layout.columns());
    layout.write(table, rows, Progress.NONE);
    assertNull(rows.rows().get(0).get(3));
    assertFalse(read(rows, MissingValues.SKIP_ROWS).table().hasSd());
  }

  @Test
  void rowsWithMissingValuesAreCounted() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B").row("p", "c", 1.0, 2.0).row(null, "c", 1.0, 2.0).row("q", " ", 1.0, 2.0)
        .row("q", "c", null, 2.0).row("r", "c", 1e300, 2.0).row("s", "c", 3.0, 4.0);
    EffectReader.Result result = read(rows, MissingValues.SKIP_ROWS);
    assertEquals(new Skipped(6, 2, 2, List.of()), result.skipped());
    assertEquals(2, result.table().size());
    assertEquals(List.of("Skipped 2 of 6 rows of the table without perturbation or context.",
        "Skipped 2 of 6 rows of the table with missing or infinite values."), result.skipped().sentences("the table"));
  }

  @Test
  void genesWithMissingValuesAreCounted() throws IOException {
    MemoryRows rows = MemoryRows.effects("A", "B", "C").row("p", "c", 1.0, null, 3.0).row("q", "c", 4.0, 5.0, 6.0);
    EffectReader.Result result = read(rows, MissingValues.SKIP_GENES);
    assertEquals(List.of("A", "C"), result.table().genes().names());
    assertArrayEquals(new float[] {4, 6}, result.table().values(1));
    assertEquals(List.of("Skipped 1 gene of the table with missing or infinite values: 'B'."),
        result.skipped().sentences("the table"));
  }

  @Test
  void nothingLeftIsNoTable() throws IOException {
    assertNull(read(MemoryRows.effects("A"), MissingValues.SKIP_ROWS).table());
    assertEquals(List.of("the table is empty."),
        read(MemoryRows.effects("A"), MissingValues.SKIP_ROWS).skipped().sentences("the table"));
    assertNull(read(MemoryRows.effects("A").row("p", "c", null), MissingValues.SKIP_ROWS).table());
    assertNull(read(MemoryRows.effects("A").row("p", "c", null), MissingValues.SKIP_GENES).table());
  }

  @Test
  void replicatesAreRefusedByName() {
    MemoryRows rows = MemoryRows.effects("A").row("p", "c", 1.0).row("p", "c", 2.0);
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(rows, MissingValues.SKIP_ROWS));
    assertTrue(e.getMessage().contains("stands twice"), e.getMessage());
  }

  @Test
  void readingCanBeCancelled() {
    MemoryRows rows = MemoryRows.effects("A").row("p", "c", 1.0).row("q", "c", 2.0);
    EffectColumns columns = EffectColumns.of("t", rows.columns(), "perturbation", "context", Set.of());
    assertThrows(CancellationException.class, () -> EffectReader.read(rows, columns, TableOrigin.UNKNOWN,
        MissingValues.SKIP_ROWS, (f, m) -> {
          if (f > 0) {
            throw new CancellationException();
          }
        }));
  }

  @Test
  void aGeneMayNotBearTheNameOfAnotherColumn() {
    InvalidInputException e = assertThrows(InvalidInputException.class,
        () -> new EffectLayout(List.of("role"), true, List.of("role", "A", "A (sd)"), true));
    assertTrue(e.getMessage().contains("'role', 'A (sd)'"), e.getMessage());
  }

  @Test
  void anOriginThatIsNoJsonIsUnknown() {
    assertEquals(TableOrigin.UNKNOWN, TableOrigin.read(null));
    assertEquals(TableOrigin.UNKNOWN, TableOrigin.read("{"));
  }
}

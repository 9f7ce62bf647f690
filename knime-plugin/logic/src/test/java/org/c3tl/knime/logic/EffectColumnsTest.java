package org.c3tl.knime.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.knime.logic.TableColumn.Kind;
import org.junit.jupiter.api.Test;

class EffectColumnsTest {
  private static final List<TableColumn> COLUMNS = List.of(new TableColumn("cell_line", Kind.TEXT),
      new TableColumn("Drug", Kind.TEXT), new TableColumn("plate", Kind.TEXT), new TableColumn("n_cells", Kind.COUNT),
      new TableColumn("dose", Kind.NUMBER), new TableColumn("TP53", Kind.NUMBER), new TableColumn("MYC", Kind.COUNT),
      new TableColumn("TP53 (sd)", Kind.NUMBER), new TableColumn("MYC (sd)", Kind.NUMBER),
      new TableColumn("alone (sd)", Kind.NUMBER), new TableColumn("image", Kind.OTHER));

  @Test
  void obviousColumnsAreGuessedByName() {
    assertEquals("Drug", EffectColumns.guessPerturbation(COLUMNS));
    assertEquals("cell_line", EffectColumns.guessContext(COLUMNS));
    assertEquals("", EffectColumns.guessContext(List.of(new TableColumn("context", Kind.NUMBER))));
  }

  @Test
  void everyOtherNumberIsAGene() {
    EffectColumns c = EffectColumns.of("the table", COLUMNS, "Drug", "cell_line", Set.of("dose", "not there"));
    assertEquals(List.of("TP53", "MYC", "alone (sd)"), c.geneNames());
    assertEquals(List.of("plate"), c.annotationNames());
    assertEquals(3, c.cells());
    assertTrue(c.sd().isEmpty(), "one gene has no standard deviation");
  }

  @Test
  void standardDeviationsStandInTheOrderOfTheGenes() {
    EffectColumns c = EffectColumns.of("the table", COLUMNS, "Drug", "cell_line", Set.of("dose", "alone (sd)"));
    assertEquals(List.of(7, 8), c.sd());
  }

  @Test
  void everythingWrongIsNamedAtOnce() {
    InvalidInputException e = assertThrows(InvalidInputException.class,
        () -> EffectColumns.of("The table", COLUMNS.subList(0, 3), "perturbation", "", Set.of()));
    assertEquals(3, e.problems().size());
    assertTrue(e.getMessage().contains("no column 'perturbation'") && e.getMessage().contains("'Drug'"), e.getMessage());
    assertTrue(e.getMessage().contains("No column of The table is chosen for the contexts"), e.getMessage());
    assertTrue(e.getMessage().contains("no column of numbers"), e.getMessage());
  }

  @Test
  void oneColumnCannotBeBoth() {
    assertThrows(InvalidInputException.class, () -> EffectColumns.of("the table", COLUMNS, "Drug", "Drug", Set.of()));
  }

  @Test
  void reservedNamesOfAnnotationsChange() {
    List<TableColumn> columns = List.of(new TableColumn("perturbation", Kind.TEXT), new TableColumn("drug", Kind.TEXT),
        new TableColumn("context", Kind.TEXT), new TableColumn("G", Kind.NUMBER));
    assertEquals(List.of("original_perturbation"),
        EffectColumns.of("the table", columns, "drug", "context", Set.of()).annotationNames());
  }
}

package org.c3tl.knime.logic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DialogTextTest {
  @Test
  void optionsBecomeTitles() {
    assertEquals("Lower 'Min cells', or check the columns.", DialogText.of("Lower --min-cells, or check the columns."));
    assertEquals("groups of few cells ('Min cells').", DialogText.of("groups of few cells (--min-cells)."));
    assertEquals("Give a number, such as 'Target sum' 10000.", DialogText.of("Give a number, such as --target-sum 10000."));
    assertEquals("Keep fewer with 'Genes'.", DialogText.of("Keep fewer with --genes N."));
    assertEquals("a -- b and a--b", DialogText.of("a -- b and a--b"));
    assertEquals("", DialogText.of(null));
  }

  @Test
  void titlesAreTheCommandLinesNames() {
    assertEquals("Known fraction", DialogText.title("known-fraction"));
  }
}

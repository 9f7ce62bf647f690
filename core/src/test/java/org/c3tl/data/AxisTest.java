package org.c3tl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void findsNamesByPositionAndBack() {
    Axis a = Axis.of("gene", List.of("TP53", "β-actin", "HLA-A"));
    assertEquals(3, a.size());
    for (int i = 0; i < a.size(); i++) {
      assertEquals(i, a.indexOf(a.name(i)));
      assertEquals(i, a.require(a.name(i)));
    }
    assertEquals(-1, a.indexOf("tp53"));
    assertTrue(a.contains("HLA-A"));
    assertFalse(a.contains(""));
    assertEquals("gene", a.kind());
    assertEquals("3 × gene", a.toString());
  }

  @Test
  void doesNotChangeWithItsSource() {
    List<String> names = new ArrayList<>(List.of("a", "b"));
    Axis a = Axis.of("gene", names);
    names.set(0, "z");
    assertEquals(List.of("a", "b"), a.names());
    assertThrows(UnsupportedOperationException.class, () -> a.names().add("c"));
  }

  @Test
  void isEqualByNamesInOrder() {
    assertEquals(Axis.of("gene", List.of("a", "b")), Axis.of("gene", List.of("a", "b")));
    assertEquals(Axis.of("gene", List.of("a", "b")).hashCode(), Axis.of("gene", List.of("a", "b")).hashCode());
    assertNotEquals(Axis.of("gene", List.of("a", "b")), Axis.of("gene", List.of("b", "a")));
  }

  @Test
  void refusesNoNamesBlankNamesAndDuplicatesAtOnce() {
    assertThrows(InvalidInputException.class, () -> Axis.of("context", List.of()));
    InvalidInputException e = assertThrows(InvalidInputException.class,
        () -> Axis.of("context", Arrays.asList("x", " ", "x", null, "y", "y", "x")));
    assertEquals(3, e.problems().size());
    assertTrue(e.getMessage().contains("context at position 2"), e.getMessage());
    assertTrue(e.getMessage().contains("context at position 4"), e.getMessage());
    assertTrue(e.getMessage().contains("'x', 'y' stand more than once"), e.getMessage());
  }

  @Test
  void namesWhatIsMissing() {
    Axis a = Axis.of("context", List.of("A375", "MCF7"));
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> a.require("HT29"));
    assertTrue(e.getMessage().contains("'HT29'") && e.getMessage().contains("'A375', 'MCF7'"), e.getMessage());
    InvalidInputException all = assertThrows(InvalidInputException.class, () -> a.requireAll(List.of("q", "A375", "r")));
    assertTrue(all.getMessage().contains("'q', 'r'"), all.getMessage());
    a.requireAll(List.of("MCF7"));
  }
}

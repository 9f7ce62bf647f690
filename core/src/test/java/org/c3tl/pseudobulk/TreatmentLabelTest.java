package org.c3tl.pseudobulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreatmentLabelTest {
  @Test
  void readsDrugDoseAndUnit() {
    TreatmentLabel t = TreatmentLabel.parse("[('Bortezomib', 0.5, 'uM')]");
    assertEquals(List.of("Bortezomib"), t.drugs());
    assertEquals(List.of("0.5"), t.doses());
    assertEquals(List.of("uM"), t.units());
    assertEquals("Bortezomib 0.5 uM", t.name());
  }

  @Test
  void readsCombinationsAndQuotes() {
    TreatmentLabel t = TreatmentLabel.parse("[(\"5'-Azacytidine (x, y)\", 1e-05, 'uM'), ('it\\'s', 5.0, \"nM\")]");
    assertEquals("5'-Azacytidine (x, y) 1e-05 uM + it's 5.0 nM", t.name());
    assertEquals(List.of("uM", "nM"), t.units());
  }

  @ParameterizedTest
  @ValueSource(strings = {"control", "KLF1+MAP2K6", "HLA-A", "RP11-206L10.9", "TP53_1", "[('Drug', 0.5)]", "[]",
  "[('a', 1, 'b') x]",
      "[('a', 1, 'b'),, ('c', 2, 'd')]", "['a', 1, 'b']", "[('a, 1, 'b')]", "('a', 1, 'b')"})
  void otherNamesAreLeftAlone(String label) {
    assertNull(TreatmentLabel.parse(label));
  }

  @Test
  void longLabelsDoNotOverflow() {
    String label = "[('" + "a\\'".repeat(100_000) + "', 1, 'b'";
    assertTimeout(Duration.ofSeconds(5), () -> assertNull(TreatmentLabel.parse(label + "]")));
    assertEquals(200_000, TreatmentLabel.parse(label + ")]").drugs().get(0).length());
  }
}

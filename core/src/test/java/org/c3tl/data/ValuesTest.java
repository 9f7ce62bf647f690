package org.c3tl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The small values: problems, provenance, progress, kinds. */
class ValuesTest {
  @Test
  void problemsAreReportedTogetherInOrderAndBounded() {
    Problems p = new Problems();
    p.throwIfAny();
    assertTrue(p.isEmpty());
    assertTrue(p.require(true, "not this"));
    assertFalse(p.require(false, "first"));
    p.add("second");
    assertEquals(List.of("first", "second"), assertThrows(InvalidInputException.class, p::throwIfAny).problems());
    for (int i = 0; i < 30; i++) {
      p.add("more");
    }
    List<String> all = assertThrows(InvalidInputException.class, p::throwIfAny).problems();
    assertEquals(21, all.size());
    assertTrue(all.get(20).contains("12 more"), all.get(20));
  }

  @Test
  void namesAreQuotedAndCut() {
    assertEquals("", Problems.quote(List.of()));
    assertEquals("'a', 'b'", Problems.quote(List.of("a", "b")));
    List<String> many = IntStream.range(0, 25).mapToObj(i -> "n" + i).toList();
    assertTrue(Problems.quote(many).endsWith("'n9' and 15 more"));
    assertTrue(Problems.quote(many.subList(0, 10)).endsWith("'n9'"));
  }

  @Test
  void provenanceKeepsItsOrderAndDoesNotChange() {
    Map<String, String> m = new LinkedHashMap<>(Map.of("z", "1"));
    Provenance p = new Provenance(m);
    m.put("a", "2");
    assertEquals(Map.of("z", "1"), p.entries());
    Provenance q = p.with("b", 3).with("z", null);
    assertEquals(List.of("z", "b"), List.copyOf(q.entries().keySet()));
    assertEquals("null", q.entries().get("z"));
    assertEquals(Map.of("z", "1"), p.entries());
    assertThrows(UnsupportedOperationException.class, () -> q.entries().put("x", "y"));
    Provenance run = Provenance.of("train");
    assertEquals("train", run.entries().get("command"));
    assertEquals(System.getProperty("java.version"), run.entries().get("java"));
    assertTrue(run.entries().keySet().containsAll(List.of("tool", "version", "os", "arch")));
  }

  @Test
  void progressOfAPartIsScaled() {
    List<Double> seen = new ArrayList<>();
    Progress whole = (fraction, message) -> seen.add(fraction);
    Progress part = whole.part(.5, 1).part(0, .5);
    part.update(0, "a");
    part.update(1, null);
    part.update(Double.NaN, "c");
    assertEquals(List.of(.5, .75, Double.NaN), seen);
  }

  @Test
  void kindsHaveNames() {
    for (TableKind k : TableKind.values()) {
      assertEquals(k, TableKind.of(k.id()));
    }
    assertTrue(assertThrows(InvalidInputException.class, () -> TableKind.of("Effect")).getMessage().contains("'Effect'"));
  }
}

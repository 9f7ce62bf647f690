package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Split;
import org.junit.jupiter.api.Test;

class SplitJsonTest {
  @Test
  void comesBackAsItWent() {
    Split split = new Split("MCF7 \"2\"", 7, Map.of(
        "a.b_c+d", new Split.Held(Set.of("p"), Set.of("q", "[('x', 0.5, 'uM')]")),
        "e", new Split.Held(Set.of(), Set.of())));
    assertEquals(split, SplitJson.read(SplitJson.write(split)));
    assertEquals(1, SplitJson.write(split).lines().count());
    Split excluding = split.without(Set.of("日本", "x.y"));
    assertEquals(excluding, SplitJson.read(SplitJson.write(excluding)));
  }

  @Test
  void readsWhatTheFormatSays() {
    Split split = SplitJson.read("{\"name\":\"f\",\"seed\":3,\"held\":{\"c\":{\"validation\":[\"v\"],\"test\":[\"t\"]}}}");
    assertEquals(new Split("f", 3, Map.of("c", new Split.Held(Set.of("v"), Set.of("t")))), split);
  }

  @Test
  void refusesOtherText() {
    for (String text : new String[] {"", "{", "[]", "{\"name\":\"f\"}", "{\"name\":\"f\",\"seed\":1,\"held\":[]}",
        "{\"name\":\"f\",\"seed\":1,\"held\":{\"c\":{\"test\":[1]}}}",
        "{\"name\":\"f\",\"seed\":1,\"held\":{},\"excluded\":[1]}",
        "{\"name\":\"f\",\"seed\":1,\"held\":{\"c\":{\"test\":[\"p\"]}},\"excluded\":[\"c\"]}",
        "{\"name\":\"f\",\"seed\":1,\"held\":{\"c\":{\"test\":[\"p\"],\"validation\":[\"p\"]}}}"}) {
      InvalidInputException e = assertThrows(InvalidInputException.class, () -> SplitJson.read(text), text);
      assertTrue(e.getMessage().length() > 30, e.getMessage());
    }
  }
}

package org.c3tl.io;

import static org.c3tl.io.Tables.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitFilesTest {
  private static final String STATE = """
      [datasets]
      replogle = "/data/replogle/"
      [training]
      replogle = "train"
      [zeroshot]
      "replogle.jurkat" = "test"
      "replogle.k562" = "val"
      "replogle.hepg2" = "train"
      [fewshot."replogle.rpe1.2.x"]
      val  = ["AARS"]
      test = ["NUP107", "AARS2", "absent"]
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("fold 1.toml"), text);
  }

  private static EffectTable table() {
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", java.util.List.of("g")));
    for (String c : new String[] {"jurkat", "k562", "hepg2", "rpe1.2.x"}) {
      for (String p : new String[] {"AARS", "NUP107", "AARS2", "TP53"}) {
        if (!(c.equals("k562") && p.equals("TP53"))) {
          b.row(p, c, new float[1]);
        }
      }
    }
    return b.build();
  }

  @Test
  void readsStatesFileForATable() throws IOException {
    Split s = SplitFiles.readToml(file(STATE), table());
    assertEquals("fold 1", s.name());
    assertEquals(0, s.seed());
    assertEquals(Map.of(
        "jurkat", new Split.Held(Set.of(), Set.of("AARS", "NUP107", "AARS2", "TP53")),
        "k562", new Split.Held(Set.of("AARS", "NUP107", "AARS2"), Set.of()),
        "rpe1.2.x", new Split.Held(Set.of("AARS"), Set.of("NUP107", "AARS2"))), s.held());
  }

  @Test
  void wholeContextsNeedATable() throws IOException {
    String m = refused(() -> SplitFiles.readToml(file(STATE)));
    assertTrue(m.contains("'jurkat'") && m.contains("'k562'") && !m.contains("'hepg2'"), m);
    Split s = SplitFiles.readToml(file("[fewshot.\"d.c\"]\ntest = [\"a\"]\n[c3tl]\nname = \"n\"\nseed = -3\n"));
    assertEquals(new Split("n", -3, Map.of("c", new Split.Held(Set.of(), Set.of("a")))), s);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "[fewshot.\"d.c\"]|val = [\"a\", \"b\"]|test = [\"b\"];'b' are listed for validation and for test",
      "[fewshot.\"c\"]|test = [\"b\"];the key 'c' must be DATASET.CONTEXT",
      "[fewshot.d.c]|test = [\"b\"];the key 'd' must be DATASET.CONTEXT",
      "[fewshot.\"d.c\"]|test = \"b\";'test' must be a list",
      "[fewshot.\"d.c\"]|test = [1];'test' holds 1, which is no name",
      "[fewshot.\"d.c\"]|tset = [\"b\"];there is 'tset'",
      "[fewshot]|\"d.c\" = \"test\";must be a table with 'val' and 'test'",
      "[zeroshot]|\"d.c\" = \"held\";is 'held'; allowed are",
      "[zeroshot]|\"d.c\" = \"train\"|[fewshot.\"e.c2\"]|test = [\"b\"];several data sets, 'd', 'e'",
      "[training]|d = \"test\";data set 'd' is 'test'",
      "[fewshot.\"d.c\"|test = [];line 1",
      "fewshot = 3;'fewshot' must be a table",
      "[other]|a = 1;is TOML but no split",
      "{\"json\": true};this is not TOML",
      "just text;this is not TOML"})
  void saysWhatIsWrong(String text, String part) throws IOException {
    String m = refused(() -> SplitFiles.readToml(file(text.replace('|', '\n'))));
    assertTrue(m.contains(part) && m.contains("fold 1.toml"), m);
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws IOException {
    String m = refused(() -> SplitFiles.readToml(file(STATE.replace("\"val\"", "\"v\"").replace("[\"AARS\"]",
        "[\"NUP107\"]")), table()));
    assertTrue(m.contains("is 'v'") && m.contains("'NUP107' are listed"), m);
    String unknown = refused(() -> SplitFiles.readToml(file(STATE.replace("jurkat", "Jurkat").replace("\"AARS\"", "\"A\"")
        .replace("\"NUP107\", \"AARS2\"", "\"B\"")), table()));
    assertTrue(unknown.contains("no context 'Jurkat'")
        && unknown.contains("none of the perturbations listed ('B', 'absent')"), unknown);
  }

  private static Split odd() {
    Set<String> names = new TreeSet<>(Tables.ODD_NAMES);
    names.add("\u0001control");
    names.add("quote\"\"\"end");
    names.add("cr\rlf\r\n");
    return new Split("näme \"1\"\\", Long.MIN_VALUE, Map.of(
        "ctx.with.dots", new Split.Held(Set.of("x"), names),
        "quote \" and \\ and \n]", new Split.Held(names, Set.of()),
        "日本", new Split.Held(Set.of(), Set.of())), Set.of("out", "out.2", "\"quoted\""));
  }

  @Test
  void excludedContextsNeverTrainNeitherHereNorInState() throws IOException {
    Path f = folder.resolve("excluding.toml");
    Split split = new Split("n", 1, Map.of("rpe1.2.x", new Split.Held(Set.of(), Set.of("AARS"))), Set.of("jurkat"));
    SplitFiles.writeToml(f, split, "d", false);
    assertTrue(Files.readString(f).contains("[zeroshot]\n\"d.jurkat\" = \"test\"\n"), Files.readString(f));
    assertEquals(split, SplitFiles.readToml(f));
    assertEquals(split, SplitFiles.readToml(f, table()));
    String text = Files.readString(f);
    String unknown = refused(() -> SplitFiles.readToml(file(text.replace("jurkat", "nowhere")), table()));
    assertTrue(unknown.contains("no context 'nowhere'"), unknown);
    String both = refused(() -> SplitFiles.readToml(file(text.replace("d.rpe1.2.x", "d.jurkat"))));
    assertTrue(both.contains("excluded under [c3tl]"), both);
    String trains = refused(() -> SplitFiles.readToml(file(text.replace("\"test\"", "\"train\""))));
    assertTrue(trains.contains("only \"test\" is allowed"), trains);
    String number = refused(() -> SplitFiles.readToml(file(text.replaceFirst("(?s)excluded = .*", "excluded = [1]"))));
    assertTrue(number.contains("'excluded' holds 1"), number);
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Path f = folder.resolve("odd.toml");
    SplitFiles.writeToml(f, odd(), "data \"set\"", false);
    assertEquals(odd(), SplitFiles.readToml(f));
    refused(() -> SplitFiles.writeToml(f, odd(), "d", false));
    for (long seed : new long[] {0, 1, -1, 123456789012345678L, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L,
        -1234567890123456789L, Long.MAX_VALUE}) {
      SplitFiles.writeToml(f, new Split("n", seed, Map.of()), "d", true);
      assertEquals(seed, SplitFiles.readToml(f).seed());
    }
    SplitFiles.writeToml(f, new Split("n", 1, Map.of()), "d", true);
    assertEquals(Map.of(), SplitFiles.readToml(f).held());
    assertTrue(refused(() -> SplitFiles.writeToml(f, odd(), "a.b", true)).contains("'a.b'"));
  }

  @Test
  void pythonReadsWhatItWrites() throws IOException, InterruptedException {
    Python.need(folder, "tomllib");
    Path f = folder.resolve("odd.toml");
    SplitFiles.writeToml(f, odd(), "my-data", false);
    JsonNode seen = new ObjectMapper().readTree(Python.run(folder, "read_toml.py", f.toString()));
    assertEquals("train", seen.get("training").get("my-data").asText());
    assertTrue(seen.get("datasets").has("my-data"));
    assertEquals(odd().name(), seen.get("c3tl").get("name").asText());
    assertEquals(odd().seed(), seen.get("c3tl").get("seed").asLong());
    assertEquals(3, seen.get("fewshot").size());
    assertEquals(odd().excluded(), names(seen.get("c3tl").get("excluded")));
    odd().excluded().forEach(c -> assertEquals("test", seen.get("zeroshot").get("my-data." + c).asText()));
    odd().held().forEach((context, h) -> {
      JsonNode fold = seen.get("fewshot").get("my-data." + context);
      assertEquals(h.validation(), names(fold.get("val")));
      assertEquals(h.test(), names(fold.get("test")));
    });
  }

  private static Set<String> names(JsonNode array) {
    Set<String> names = new TreeSet<>();
    array.forEach(n -> names.add(n.asText()));
    return names;
  }
}

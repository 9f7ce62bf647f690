package org.c3tl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir Path folder;

  private int code;

  private String run(boolean error, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      if (error) {
        System.setErr(to);
      } else {
        System.setOut(to);
      }
      code = Main.run(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Path table() throws IOException {
    Path p = folder.resolve("t.tsv");
    Files.writeString(p, "perturbation\tcontext\tG1\na\tb\t1\nc\td\t2\n");
    return p;
  }

  @Test
  void printsTheTable() throws IOException {
    String s = run(false, "inspect", table().toString());
    assertEquals(0, code);
    assertTrue(s.contains("tab-separated text, 2 rows"), s);
    assertTrue(s.contains("columns: perturbation, context, G1"), s);
  }

  @Test
  void printsTheSameAsJson() throws IOException {
    JsonNode s = new ObjectMapper().readTree(run(false, "inspect", "--json", table().toString()));
    assertEquals(0, code);
    assertEquals(2, s.get("rows").asInt());
    assertEquals("G1", s.get("var").get(2).get("name").asText());
  }

  @Test
  void badFilesEndWithTwoAndOneLine() throws IOException {
    Path p = folder.resolve("x.h5ad");
    Files.write(p, new byte[0]);
    String s = run(true, "inspect", p.toString());
    assertEquals(2, code);
    assertEquals(1, s.lines().count(), s);
    assertTrue(s.contains("is empty"), s);
    s = run(true, "inspect", folder.resolve("none.h5ad").toString());
    assertEquals(2, code);
    assertTrue(s.contains("There is no file"), s);
    s = run(true, "inspect");
    assertEquals(2, code);
  }
}

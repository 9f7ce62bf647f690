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
import java.util.Arrays;
import org.c3tl.io.SharedData;
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

  @Test
  void jsonIsAsciiSoThatEveryTerminalKeepsIt() throws IOException {
    Path p = folder.resolve("t.tsv");
    Files.writeString(p, "µ\tb\n1\t2\n");
    String s = run(false, "inspect", "--json", p.toString());
    assertTrue(s.chars().allMatch(c -> c < 128), s);
    assertEquals("µ", new ObjectMapper().readTree(s).get("var").get(0).get("name").asText());
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
  void printsWhatCellsAre() throws IOException {
    Path p = SharedData.file("data/h5ad-fixtures/perturbench_devel.h5ad");
    String s = run(false, "inspect", p.toString());
    assertEquals(0, code);
    assertTrue(s.contains("AnnData, 5,961 observations x 500 variables"), s);
    assertTrue(s.contains("csr float64, 5,961 x 500, 211,790 non-zeros (7.11 %), sum 406134.543524"), s);
    assertTrue(s.contains("log-normalised expression"), s);
    assertTrue(s.contains("4 values: k562 (3375), T98G (871), U87MG (865), A172 (850)"), s);
    JsonNode json = new ObjectMapper().readTree(run(false, "inspect", p.toString(), "--json"));
    JsonNode x = json.get("matrices").get(0);
    assertEquals(406134.543524382, x.get("sum").asDouble(), 1e-6);
    assertEquals(211790, x.get("nonZeros").asLong());
    assertEquals("log-normalised", x.get("kind").asText());
    assertEquals(34, json.get("obs").get(2).get("categories").size());
  }

  @Test
  void aCutFileEndsWithTwoAndOneLine() throws IOException {
    byte[] all = Files.readAllBytes(SharedData.file("data/h5ad-fixtures/pertpy_smillie.h5ad"));
    Path p = folder.resolve("cut.h5ad");
    Files.write(p, Arrays.copyOf(all, all.length / 2));
    String s = run(true, "inspect", p.toString());
    assertEquals(2, code);
    assertEquals(1, s.lines().count(), s);
    assertTrue(s.contains("it has 37740 of its 75481 bytes"), s);
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

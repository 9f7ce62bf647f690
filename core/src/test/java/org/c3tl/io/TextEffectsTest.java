package org.c3tl.io;

import static org.c3tl.io.Tables.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.TableKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects as delimited text and GCT. */
class TextEffectsTest {
  @TempDir Path folder;

  /** Spaces stand for tabs and vertical bars for line ends. */
  private EffectTable read(String name, String text) throws IOException {
    return EffectFiles.read(Files.writeString(folder.resolve(name), text.replace(' ', '\t').replace('|', '\n')));
  }

  private EffectTable read(String text) throws IOException {
    return read("t.tsv", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {".tsv", ".csv", ".tsv.gz", ".csv.gz", ".txt", ".TSV"})
  void holdsValuesCellsAndAnnotationsExactly(String extension) throws IOException {
    for (TableKind kind : TableKind.values()) {
      EffectTable t = Tables.full(kind.ordinal() + 10, kind);
      Path file = folder.resolve(kind.id() + extension);
      EffectFiles.write(file, t, false);
      EffectTable back = EffectFiles.read(file);
      Tables.same(t, back);
      assertFalse(back.hasSd());
      assertEquals(List.of("standard deviations", "control profiles", "normalisation", "provenance"), EffectFiles.lost(file,
          t));
    }
  }

  @Test
  void aPlainTableHasPlainColumns() throws IOException {
    EffectTable t = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g1", "g2")))
        .row("a", "c", new float[] {1, -0.5f}).row("b", "c", new float[] {1e-10f, 3}).build();
    Path file = folder.resolve("p.tsv");
    EffectFiles.write(file, t, false);
    assertEquals("perturbation\tcontext\tg1\tg2\na\tc\t1.0\t-0.5\nb\tc\t1.0E-10\t3.0\n", Files.readString(file));
    assertEquals(List.of(), EffectFiles.lost(file, t));
  }

  /** Annotations that look like numbers would be taken for genes without the column that follows them. */
  @Test
  void annotationsOfNumbersComeBack() throws IOException {
    EffectTable t = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("g1")))
        .row("a", "c", new float[] {1}, null, 5).row("b", "c", new float[] {2}, null, 2.5).column("score", List.of("1", "2"))
        .column("other score", List.of("", "-3e5")).build();
    Path file = folder.resolve("p.csv");
    EffectFiles.write(file, t, false);
    assertEquals("perturbation,context,n_cells,score,other score,kind,g1\na,c,5,1,,effect,1.0\nb,c,2.5,2,-3e5,effect,2.0\n",
        Files.readString(file));
    Tables.same(t, EffectFiles.read(file));
  }

  @Test
  void gzipsWhereTheNameSaysSo() throws IOException {
    EffectTable t = Tables.full(2, TableKind.EFFECT);
    EffectFiles.write(folder.resolve("a.tsv"), t, false);
    EffectFiles.write(folder.resolve("b.tsv.gz"), t, false);
    try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("b.tsv.gz")))) {
      assertArrayEquals(Files.readAllBytes(folder.resolve("a.tsv")), in.readAllBytes());
    }
    // What a file is, its content tells.
    Files.copy(folder.resolve("b.tsv.gz"), folder.resolve("c.tsv"));
    Tables.same(t, EffectFiles.read(folder.resolve("c.tsv")));
    Files.copy(folder.resolve("a.tsv"), folder.resolve("d.csv.gz"));
    Tables.same(t, EffectFiles.read(folder.resolve("d.csv.gz")));
  }

  @Test
  void acceptsWhatSpreadsheetsAndPandasWrite() throws IOException {
    EffectTable want = read("a.tsv", "perturbation context g1 g2|a c 1 2|b c 3 -4.5e-3|");
    for (String variant : List.of(
        "\ufeffperturbation context g1 g2\r|a c 1 2\r|b c 3 -4.5e-3",
        "perturbation context g1 g2|\t\t\t||a c 1 2|   |b c 3 -4.5e-3|||",
        "\"perturbation\" \"context\" \"g1\" \"g2\"|\"a\" c \"1\" 2|b c 3 -4.5e-3",
        " perturbation context g1 g2|0 a c 1 2|1 b c 3 -4.5e-3",
        "Unnamed:\u00a00 perturbation context g1 g2|0 a c 1 2|1 b c 3 -4.5e-3".replace('\u00a0', '\u0001'),
        "perturbation,context,g1,g2|a,c,1,2|b,c,3,-4.5e-3",
        "g1 context perturbation g2|1 c a 2|3 c b -4.5e-3")) {
      String text = variant.replace(' ', '\t').replace('|', '\n').replace('\u0001', ' ');
      Tables.same(want, EffectFiles.read(Files.writeString(folder.resolve("v.tsv"), text)));
    }
    EffectTable quoted = EffectFiles.read(Files.writeString(folder.resolve("q.csv"),
        "perturbation,context,g1\n\"a, \"\"b\"\"\nc\",x,1\n"));
    assertEquals("a, \"b\"\nc", quoted.perturbations().name(0));
  }

  @Test
  void tellsAnnotationsFromGenes() throws IOException {
    EffectTable t = read("perturbation context cell_line time_h score ok n_cells g1 g2|a c K 6 1.5 True 10 1 2|"
        + "b c  24 2 False NA 3 4|");
    assertEquals(List.of("g1", "g2"), t.genes().names());
    assertEquals(Map.of("cell_line", List.of("K", ""), "time_h", List.of("6", "24"), "score", List.of("1.5", "2"),
        "ok", List.of("True", "False")), t.columns());
    assertEquals(10, t.cells(0));
    assertTrue(Double.isNaN(t.cells(1)));
    // Known names and text count wherever they stand; they do not make annotations of the genes far to their left.
    StringBuilder header = new StringBuilder("perturbation context");
    StringBuilder row = new StringBuilder("|a c");
    for (int g = 0; g < 30; g++) {
      header.append(" g").append(g);
      row.append(" ").append(g);
    }
    EffectTable late = read(header + " note dose" + row + " text 5");
    assertEquals(30, late.genes().size());
    assertEquals(List.of("note", "dose"), List.copyOf(late.columns().keySet()));
  }

  @Test
  void columnsMayHaveOtherNames() throws IOException {
    Path file = Files.writeString(folder.resolve("o.csv"), "gene,Cell_Line,context,g1\nTP53,K562,x,1\n");
    String m = refused(() -> EffectFiles.read(file));
    assertTrue(m.contains("line 1, has no column 'perturbation'") && m.contains("Did you mean 'gene'"), m);
    EffectTable t = EffectFiles.read(file, "gene", "Cell_Line");
    assertEquals("(TP53, K562)", t.cell(0).toString());
    assertEquals(List.of("x"), t.columns().get("original_context"));
    assertTrue(refused(() -> EffectFiles.read(file, "gene", "gene")).contains("cannot be both"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "perturbation context g1 g2|a c 1 x|b c 2 3|d c 4 5; line 2, column 4 (gene 'g2') has 'x', which is not a number",
      "perturbation context g1|a c 1,5|b c 2,5; line 2, column 3 (gene 'g1') has '1,5' with a decimal comma",
      "perturbation context g1|a c 1|b c NA; line 3, column 3 (gene 'g1') has the missing value 'NA'",
      "perturbation context g1|a c inf; which is not finite",
      "perturbation context g1|a c 1e39; which is not finite",
      "perturbation context g1|a c #DIV/0!; which is not a number",
      "perturbation context g1|a c 1|b c; line 3: there are 2 columns, but the header has 3",
      "perturbation context g1|a c 1|b c 1 2; line 3: there are 4 columns, but the header has 3",
      "perturbation context g1 g1|a c 1 2; 'g1' stands more than once",
      "perturbation context g1  g2|a c 1 2 3; column 4 has no name",
      "perturbation context g1|a c 1|b c 2|a c 3; (a, c) in line 2 and line 4",
      "perturbation context g1|a c 1| c 2; line 3, has no perturbation",
      "perturbation context g1|a  1; line 2, has no context",
      "perturbation g1|a 1; no column 'context'",
      "perturbation context|a c; no gene columns",
      "perturbation context cell_line|a c K; only 'cell_line', taken as annotations",
      "perturbation context g1; a header but no rows",
      "perturbation context n_cells g1|a c -3 1; line 2, column 3 ('n_cells') has '-3'",
      "perturbation context n_cells g1|a c many 1; 'many', which is no number of cells",
      "perturbation context g1|a c \"1; cannot be split into fields",
      "perturbation context g1|\"a\"b c 1; cannot be split into fields",
      "just|some|words; no column 'perturbation'"})
  void saysWhatIsWrongAndWhere(String text, String part) {
    String m = refused(() -> read(text));
    assertTrue(m.contains(part) && m.contains("t.tsv"), m);
  }

  @Test
  void everythingWrongIsSaidAtOnce() {
    String m = refused(() -> read("perturbation context n_cells g1 g2|a c 1 x 2|b c 1 2|d c no 3 NA|e c 1 5 6|f c 1 5 6|"
        + "h c 1 5 6"));
    assertTrue(m.contains("line 2, column 4") && m.contains("line 3: there are 4") && m.contains("line 4, column 5")
        && m.contains("line 4, column 3"), m);
    StringBuilder all = new StringBuilder("perturbation context g1 g2 g3");
    for (int r = 0; r < 500; r++) {
      all.append("|p").append(r).append(" c").append(r < 101 ? " 1 2 3" : " x x x");
    }
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(all.toString()));
    assertEquals(21, e.problems().size());
    assertTrue(e.problems().get(20).contains("980 more"), e.problems().get(20));
  }

  @Test
  void linesAreCountedOverQuotedLineEnds() {
    String m = refused(() -> EffectFiles.read(Files.writeString(folder.resolve("l.csv"),
        "perturbation,context,g1\n\"a\nb\",c,1\n\nd,c,2\ne,c,x\n")));
    assertTrue(m.contains("line 6, column 3"), m);
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertThrows(NoSuchFileException.class, () -> EffectFiles.read(folder.resolve("none.tsv")));
    assertTrue(refused(() -> EffectFiles.read(folder)).contains("is a folder"));
    for (Map.Entry<String, String> e : Map.of("PK\3\4x", "zip archive", "BZh9x", "bzip2", "\u0000\u0001ab",
        "bytes of value 0",
        "perturbation;context;g1\na;c;1,5\n", "semicolons", "\n\n  \n", "no line with content").entrySet()) {
      Path file = Files.write(folder.resolve("o.tsv"), e.getKey().getBytes(StandardCharsets.ISO_8859_1));
      String m = refused(() -> EffectFiles.read(file));
      assertTrue(m.contains(e.getValue()) && m.contains("o.tsv"), m);
    }
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    assertTrue(refused(() -> EffectFiles.read(empty)).contains("empty (0 bytes)"));
    Files.write(folder.resolve("latin.tsv"),
        "perturbation\tcontext\tg1\nG\u00e8ne\tc\t1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refused(() -> EffectFiles.read(folder.resolve("latin.tsv"))).contains("not UTF-8"));
    Files.writeString(folder.resolve("text.h5ad"), "perturbation\tcontext\tg1\na\tc\t1\n");
    assertTrue(refused(() -> EffectFiles.read(folder.resolve("text.h5ad"))).contains("text.h5ad"));
    EffectTable t = read("perturbation context g1|a c 1");
    assertTrue(refused(() -> EffectFiles.write(folder.resolve("a.xlsx"), t, false)).contains(".csv.gz"));
    assertTrue(refused(() -> EffectFiles.check(folder.resolve("a.parquet"), false)).contains(".h5ad"));
    assertTrue(refused(() -> EffectFiles.check(folder.resolve("none/a.tsv"), false)).contains("does not exist"));
    Files.writeString(folder.resolve("there.tsv"), "x");
    assertTrue(refused(() -> EffectFiles.write(folder.resolve("there.tsv"), t, false)).contains("--overwrite"));
    assertEquals("x", Files.readString(folder.resolve("there.tsv")));
  }

  @Test
  void refusesNamesThatWouldBeMistaken() throws IOException {
    EffectTable t = read("perturbation context g1|a c 1");
    assertTrue(refused(() -> EffectFiles.write(folder.resolve("a.tsv"), t.withColumn("g1", List.of("x")),
        false)).contains("'g1'"));
    assertTrue(refused(() -> EffectFiles.write(folder.resolve("a.tsv"), t.withColumn("kind", List.of("x")), false))
        .contains("'kind'"));
    EffectTable odd = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", List.of("dose"))).row("a", "c",
        new float[1]).build();
    assertTrue(refused(() -> EffectFiles.write(folder.resolve("a.tsv"), odd, false)).contains("'dose'"));
    assertTrue(Files.notExists(folder.resolve("a.tsv")));
  }

  @Test
  void survivesDamage() throws IOException {
    EffectTable t = Tables.full(1, TableKind.EFFECT);
    Path good = folder.resolve("good.tsv.gz");
    EffectFiles.write(good, t, false);
    byte[] bytes = Files.readAllBytes(good);
    SplittableRandom random = new SplittableRandom(5);
    Path bad = folder.resolve("bad.tsv.gz");
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] b = i % 2 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
      if (i % 2 == 1) {
        b[random.nextInt(b.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(bad, b);
      try {
        // Bits of the gzip header that hold time and system do not matter.
        Tables.same(t, EffectFiles.read(bad));
      } catch (InvalidInputException e) {
        refused++;
        assertTrue(e.getMessage().contains("bad.tsv.gz"), e.getMessage());
      }
    }
    assertTrue(refused > 190, refused + " refused");
  }

  private static final String GCT = """
      #1.3
      3 2 2 3
      id pr_gene_symbol bit s1 s2
      pert_iname na na drug-a drug-b
      cell_id na na A375 A375
      dose na na 10 -666
      e1 TP53 1 0.5 -1e-3
      e2 HLA-A 1 2 3
      e3 β 0 4 5
      """;

  @Test
  void readsGct13() throws IOException {
    EffectTable t = read("a.gct", GCT);
    assertEquals(List.of("TP53", "HLA-A", "β"), t.genes().names());
    assertEquals("(drug-b, A375)", t.cell(1).toString());
    assertArrayEquals(new float[] {-1e-3f, 3, 5}, t.values(1));
    assertEquals(Map.of("dose", List.of("10", "")), t.columns());
    assertEquals(List.of("e1", "e2", "e3"), read("b.gct", GCT.replace("HLA-A", "TP53")).genes().names());
    assertEquals(List.of("e1", "e2", "e3"), read("b.gct", GCT.replace("HLA-A", "-666")).genes().names());
    Tables.same(t, read("c.txt", GCT.replace("\n", "\r\n")));
    assertEquals(List.of("10"), EffectFiles.read(Files.writeString(folder.resolve("d.gct"), GCT.replace(' ', '\t')
        .replace("-666", "10")), null, "dose").contexts().names());
    Tables.same(read("e.gct", GCT.replace("pert_iname", "perturbation").replace("cell_id", "context")), t);
  }

  @Test
  void readsGct12ByItsSampleNames() throws IOException {
    String text = "#1.2\n2\t2\nName\tDescription\ta|A375\tb|A375\ng1\tna\t1\t2\ng2\tna\t3\t4\n";
    EffectTable t = EffectFiles.read(Files.writeString(folder.resolve("a.gct"), text));
    assertEquals(List.of("a", "b"), t.perturbations().names());
    assertEquals(List.of("A375"), t.contexts().names());
    assertArrayEquals(new float[] {2, 4}, t.values(1));
    String m = refused(() -> EffectFiles.read(Files.writeString(folder.resolve("b.gct"), text.replace("b|A375", "b"))));
    assertTrue(m.contains("sample 'b' is not named 'perturbation|context'"), m);
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "cell_id na na;cell na na; no column 'context'",
      "drug-b;drug-a; (drug-a, A375) in sample 1 ('s1') and sample 2 ('s2')",
      "3 2 2 3;4 2 2 3; holds 3 genes, but its second line says 4",
      "3 2 2 3;3 3 2 3; line 3: there are 5 columns where 6 are expected",
      "3 2 2 3;3 2 2; there must be 4 sizes",
      "3 2 2 3;3 -2 2 3; there must be 4 sizes",
      "3 2 2 3;3 2 2 999999999; it is not complete",
      "3 2 2 3;2000000000 2000000000 2 3; columns where",
      "0.5;abc; line 7, column 4 (gene 'e1', sample 's1') has 'abc', which is not a number",
      "0.5;NA; the missing value 'NA'",
      "e2 HLA-A 1 2 3;e2 HLA-A 1 2; line 8: there are 4 columns",
      "e2 HLA-A;e1 TP53; 'e1' stands more than once"})
  void saysWhatIsWrongInGct(String from, String to, String part) {
    assertTrue(GCT.contains(from));
    String m = refused(() -> read("bad.gct", GCT.replace(from, to)));
    assertTrue(m.contains(part) && m.contains("bad.gct"), m);
  }
}

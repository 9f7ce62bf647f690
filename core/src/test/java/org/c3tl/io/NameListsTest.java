package org.c3tl.io;

import static org.c3tl.io.Tables.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameListsTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("list.txt"), text);
  }

  @Test
  void readsOneNamePerLine() throws IOException {
    assertEquals(List.of("TP53", "β-actin", "[('Drug, X', 0.5, 'uM')]", "HLA-A"), NameLists.read(
        file("\ufeff# genes\r\nTP53\r\n\r\n  β-actin  \r[('Drug, X', 0.5, 'uM')]\nTP53\n\t\n#x\nHLA-A"), "gene"));
  }

  @Test
  void readsGzip() throws IOException {
    Path zipped = folder.resolve("list.txt");
    try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write("a\nb\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(List.of("a", "b"), NameLists.read(zipped, "gene"));
  }

  @Test
  void refusesWhatIsNoList() throws IOException {
    assertTrue(refused(() -> NameLists.read(file("# none\n\n"), "perturbation")).contains("holds no perturbation"));
    String m = refused(() -> NameLists.read(file("a\tb\nc\td\n"), "gene"));
    assertTrue(m.contains("line 1") && m.contains("line 2") && m.contains("several columns"), m);
    assertTrue(refused(() -> NameLists.read(file(""), "gene")).contains("empty (0 bytes)"));
    assertTrue(refused(() -> NameLists.read(folder, "gene")).contains("is a folder"));
    assertTrue(refused(() -> NameLists.read(file("a\0b"), "gene")).contains("not a text file"));
    Files.write(folder.resolve("latin"), "Gène\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refused(() -> NameLists.read(folder.resolve("latin"), "gene")).contains("not UTF-8"));
    Files.write(folder.resolve("utf16"), "a\n".getBytes(StandardCharsets.UTF_16));
    assertTrue(refused(() -> NameLists.read(folder.resolve("utf16"), "gene")).contains("UTF-16"));
    assertThrows(NoSuchFileException.class, () -> NameLists.read(folder.resolve("none"), "gene"));
  }
}

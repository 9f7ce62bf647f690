package org.c3tl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.c3tl.data.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path place;
  private Path folder;

  @BeforeEach
  void name() {
    folder = place.resolve("out");
  }

  private static void two(Path temporary) throws IOException {
    Files.writeString(temporary.resolve("a"), "new");
    Files.writeString(Files.createDirectory(temporary.resolve("sub")).resolve("b"), "new");
  }

  private List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).map(f -> place.relativize(f).toString().replace('\\', '/')).sorted().toList();
    }
  }

  @Test
  void makesANewFolder() throws IOException {
    OutputFolder.write(folder, false, OutputFolderTest::two);
    assertEquals(List.of("out/a", "out/sub/b"), all());
  }

  @Test
  void keepsOtherFilesOfAnExistingFolder() throws IOException {
    Files.writeString(Files.createDirectory(folder).resolve("mine"), "kept");
    OutputFolder.write(folder, false, OutputFolderTest::two);
    assertEquals(List.of("out/a", "out/mine", "out/sub/b"), all());
  }

  @Test
  void refusesToReplaceUnlessAsked() throws IOException {
    Files.writeString(Files.createDirectory(folder).resolve("a"), "old");
    assertThrows(InvalidInputException.class, () -> OutputFolder.check(folder, List.of("a"), false));
    assertThrows(InvalidInputException.class, () -> OutputFolder.write(folder, false, OutputFolderTest::two));
    assertEquals(List.of("out/a"), all());
    assertEquals("old", Files.readString(folder.resolve("a")));
    OutputFolder.write(folder, true, OutputFolderTest::two);
    assertEquals("new", Files.readString(folder.resolve("a")));
    assertEquals(List.of("out/a", "out/sub/b"), all());
  }

  @Test
  void leavesNothingBehindWhenWritingFails() throws IOException {
    OutputFolder.Writer full = temporary -> {
      two(temporary);
      throw new IOException("No space left on device");
    };
    assertThrows(IOException.class, () -> OutputFolder.write(folder, false, full));
    assertFalse(Files.exists(folder));
    Files.writeString(Files.createDirectory(folder).resolve("a"), "old");
    assertThrows(IOException.class, () -> OutputFolder.write(folder, true, full));
    assertEquals(List.of("out/a"), all());
    assertEquals("old", Files.readString(folder.resolve("a")));
    try (Stream<Path> there = Files.list(folder)) {
      assertEquals(1, there.count());
    }
  }

  @Test
  void refusesPlacesThatCannotBe() throws IOException {
    Path file = Files.writeString(place.resolve("file"), "x");
    assertTrue(assertThrows(InvalidInputException.class, () -> OutputFolder.check(file, List.of(), true)).getMessage()
        .contains("is a file"));
    assertTrue(assertThrows(InvalidInputException.class,
        () -> OutputFolder.check(place.resolve("no/such"), List.of(), true)).getMessage().contains("does not exist"));
  }
}

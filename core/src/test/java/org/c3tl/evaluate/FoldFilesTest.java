package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.io.SplitFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldFilesTest {
  private final EffectTable table = Grids.simulate(10, 4, 3, 1, 1);

  private List<Fold> folds(String... names) {
    return Stream.of(names).map(n -> Fold.of(table, new Split(n, 1, Map.of("c0", new Split.Held(Set.of(), Set.of("p1"))))))
        .toList();
  }

  @Test
  void namesAreSafeAndDifferent() {
    List<Fold> folds = folds("MCF7_seed1", "a/b", "a\\b", "../x", "A_B", "Th 17+", ".hidden");
    assertEquals(List.of("MCF7_seed1.toml", "a_b.toml", "a_b_2.toml", "_._x.toml", "A_B_3.toml", "Th_17_.toml",
        "_hidden.toml"), FoldFiles.names(folds));
  }

  @Test
  void foldsComeBackFromTheirFiles(@TempDir Path folder) throws IOException {
    HoldOut protocol = new HoldOut("line", 0.3, 0.4, null, 1, 2, 0);
    HoldOut.Folds made = protocol.folds(table);
    FoldFiles.write(folder, "effects", protocol, made);
    assertEquals(Set.copyOf(FoldFiles.names(made.folds())), FoldFiles.listed(folder).keySet());
    for (int i = 0; i < made.folds().size(); i++) {
      Split split = SplitFiles.readToml(folder.resolve(FoldFiles.names(made.folds()).get(i)));
      assertEquals(made.folds().get(i).split().held(), split.held());
    }
  }

  @Test
  void onlySplitFilesOfTheFolderCountAsListed(@TempDir Path folder) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("in"));
    Files.writeString(folder.resolve("outside.toml"), "");
    Files.writeString(inner.resolve("fold.toml"), "");
    Files.writeString(inner.resolve("notes.txt"), "");
    assertTrue(FoldFiles.listed(inner).isEmpty());
    Files.writeString(inner.resolve(FoldFiles.MANIFEST), "{\"folds\":[{\"file\":\"../outside.toml\"},"
        + "{\"file\":\"fold.toml\"},{\"file\":\"notes.txt\"},{\"file\":\"gone.toml\"},{}]}");
    assertEquals(Set.of("fold.toml"), FoldFiles.listed(inner).keySet());
    Files.writeString(inner.resolve(FoldFiles.MANIFEST), "not JSON");
    assertTrue(FoldFiles.listed(inner).isEmpty());
  }
}

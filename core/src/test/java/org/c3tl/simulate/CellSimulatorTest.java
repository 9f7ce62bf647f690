package org.c3tl.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.pseudobulk.AnnDataCells;
import org.c3tl.pseudobulk.EffectOptions;
import org.c3tl.pseudobulk.Pseudobulk;
import org.c3tl.pseudobulk.SummingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellSimulatorTest {
  private static final EffectSettings EFFECTS = new EffectSettings(3, 6, 60, 16, 64, 1, 0, 0, 5);

  @TempDir
  Path folder;

  private static CellSettings settings(int files, double dispersion, double batchStrength) {
    return new CellSettings(EFFECTS, 30, 60, 3000, 0.3, 0.5, dispersion, files, batchStrength);
  }

  private static EffectTable pseudobulk(List<Path> files, SummingOptions options) throws IOException {
    List<AnnDataCells> sources = new ArrayList<>();
    try {
      for (Path f : files) {
        sources.add(AnnDataCells.open(f));
      }
      return Pseudobulk.run(sources, options, EffectOptions.DEFAULT, m -> { }, Progress.NONE);
    } finally {
      for (AnnDataCells s : sources) {
        s.close();
      }
    }
  }

  /** Root mean square over all values. */
  private static double distance(EffectTable a, EffectTable b) {
    double sum = 0;
    int n = 0;
    for (int r = 0; r < a.size(); r++) {
      float[] other = b.values(b.rowOf(a.cell(r)));
      for (int g = 0; g < other.length; g++, n++) {
        sum += Math.pow(a.values(r)[g] - other[g], 2);
      }
    }
    return Math.sqrt(sum / n);
  }

  private static double size(EffectTable t) {
    double sum = 0;
    for (int r = 0; r < t.size(); r++) {
      for (float v : t.values(r)) {
        sum += v * v;
      }
    }
    return Math.sqrt(sum / t.size() / t.genes().size());
  }

  @Test
  void pseudobulkFindsTheTruthAgain() throws IOException {
    CellSimulator simulator = new CellSimulator(settings(1, 0, 0));
    EffectTable truth = simulator.truth();
    EffectTable found = pseudobulk(simulator.write(folder.resolve("cells.h5ad"), false, Progress.NONE),
        SummingOptions.DEFAULT);
    assertEquals(18, found.size());
    assertEquals(3 * (6 * 30 + 60), simulator.cells());
    assertTrue(distance(found, truth) < 0.2 * size(truth), distance(found, truth) + " of " + size(truth));
  }

  /** With batches far apart and controls in each, subtracting within batches still finds the truth. */
  @Test
  void batchesAreSubtracted() throws IOException {
    CellSimulator simulator = new CellSimulator(settings(3, 0.05, 0.8));
    List<Path> files = simulator.write(folder.resolve("many"), false, Progress.NONE);
    assertEquals(List.of("part1.h5ad", "part2.h5ad", "part3.h5ad"),
        files.stream().map(f -> f.getFileName().toString()).toList());
    EffectTable truth = simulator.truth();
    EffectTable found = pseudobulk(files, SummingOptions.DEFAULT.withBatchColumn("batch"));
    assertTrue(distance(found, truth) < 0.35 * size(truth), distance(found, truth) + " of " + size(truth));
    assertEquals(30, found.cells(0));
  }

  @Test
  void theSameSeedGivesTheSameFile() throws IOException {
    Path a = new CellSimulator(settings(2, 0.1, 0.1)).write(folder.resolve("a.h5ad"), false, Progress.NONE).get(1);
    Path b = new CellSimulator(settings(2, 0.1, 0.1)).write(folder.resolve("b.h5ad"), false, Progress.NONE).get(1);
    assertEquals("a_2.h5ad", a.getFileName().toString());
    assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b));
  }

  @Test
  void outputsAreCheckedBeforeAnythingIsWritten() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    Files.writeString(folder.resolve("out/part2.h5ad"), "kept");
    CellSimulator simulator = new CellSimulator(settings(2, 0, 0));
    assertTrue(assertThrows(InvalidInputException.class, () -> simulator.write(folder.resolve("out"), false, Progress.NONE))
        .getMessage().contains("exists already"));
    assertTrue(!Files.exists(folder.resolve("out/part1.h5ad")));
    Files.writeString(folder.resolve("file"), "kept");
    assertTrue(assertThrows(InvalidInputException.class, () -> simulator.write(folder.resolve("file"), true, Progress.NONE))
        .getMessage().contains("a folder is needed"));
  }

  @Test
  void whatNoArrayHoldsIsRefused() {
    CellSettings large = CellSettings.of(new EffectSettings(10, 1000, 2000, 16, 64, 1, 0, 0, 1), 1000);
    assertTrue(assertThrows(InvalidInputException.class,
        () -> new CellSimulator(large).write(folder.resolve("x.h5ad"), false,
        Progress.NONE)).getMessage().contains("--files"));
  }

  @Test
  void impossibleSettingsAreRefusedTogether() {
    String message = assertThrows(InvalidInputException.class, () -> new CellSettings(EFFECTS, 0, 0, 0, -1, -1, -1, 0,
        Double.NaN))
        .getMessage();
    assertEquals(8, message.split("\n").length, message);
    assertTrue(assertThrows(InvalidInputException.class, () -> new CellSettings(EFFECTS, 5, 25, 5000, 0, 1, 0, 6,
        0)).getMessage()
        .contains("6 files"));
  }
}

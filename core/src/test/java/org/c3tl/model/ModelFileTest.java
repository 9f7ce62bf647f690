package org.c3tl.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.backend.Residual;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.Split;
import org.c3tl.train.Checkpoints;
import org.c3tl.train.Grids;
import org.c3tl.train.TrainOptions;
import org.c3tl.train.Trainer;
import org.c3tl.train.TrainingSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir static Path folder;
  private static C3tlModel model;
  private static Path file;

  @BeforeAll
  static void train() throws IOException {
    EffectTable table = Grids.grid(10, 4, 20, 7, 4);
    Split split = Split.holdOut(table, "fold", Set.of("c2"), 0.6, 0.3, Map.of(), 1);
    TrainOptions options = new TrainOptions(new NetworkOptions(6, 2, 3, Activation.GELU, Residual.GATED), 5, 1e-3, 0, 0, 0, 3,
        3, TrainOptions.Criterion.MSE, TrainOptions.Validation.TARGET, true, 2, 1, new Compute(Device.CPU, 1));
    model = Trainer.train(TrainingSet.of(table, split, null), options, Provenance.of("train"), Checkpoints.NONE, Progress.NONE,
        n -> { }).model();
    file = folder.resolve("model.c3tl");
    ModelFile.write(file, model, false);
  }

  @Test
  void givesTheSamePredictionsAfterReading() throws IOException {
    C3tlModel read = ModelFile.read(file);
    List<Cell> cells = model.newPerturbations("c2").stream().map(p -> new Cell(p, "c2")).toList();
    assertEquals(model.newPerturbations("c2"), read.newPerturbations("c2"));
    EffectTable before = model.predict(cells, 1);
    EffectTable after = read.predict(cells, 1);
    for (int r = 0; r < before.size(); r++) {
      assertArrayEquals(before.values(r), after.values(r));
      assertArrayEquals(before.sd(r), after.sd(r));
    }
    assertEquals(before.columns(), after.columns());
    assertEquals(model.split(), read.split());
    assertEquals(model.provenance(), read.provenance());
    assertEquals(model.summary(), read.summary());
  }

  @Test
  void isTheSameFileForTheSameModel() throws IOException {
    Path other = folder.resolve("other.c3tl");
    ModelFile.write(other, ModelFile.read(file), false);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other));
  }

  @Test
  void keepsContextsThatWereAddedLater() throws IOException {
    EffectTable known = Grids.grid(10, 6, 20, 0, 4);
    C3tlModel more = model.withContexts(known.where(r -> known.context(r) > 3), 5, 1);
    Path extended = folder.resolve("extended.c3tl");
    ModelFile.write(extended, more, false);
    List<Cell> cells = List.of(new Cell("p1", "c4"), new Cell("p2", "c1"));
    assertArrayEquals(more.predict(cells, 1).values(0), ModelFile.read(extended).predict(cells, 1).values(0));
    assertArrayEquals(model.predict(cells.subList(1, 2), 1).values(0), more.predict(cells, 1).values(1));
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    Path text = Files.writeString(folder.resolve("text.c3tl"), "perturbation\tcontext\n");
    assertTrue(assertThrows(InvalidInputException.class, () -> ModelFile.read(text)).getMessage().contains("text.c3tl"));
    Path empty = Files.createFile(folder.resolve("empty.c3tl"));
    assertThrows(InvalidInputException.class, () -> ModelFile.read(empty));
    assertThrows(InvalidInputException.class, () -> ModelFile.read(folder));
    assertThrows(InvalidInputException.class, () -> model.predict(List.of(new Cell("p1", "nowhere"), new Cell("no", "c1")), 1));
  }

  @Test
  void survivesDamage() throws IOException {
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(1);
    Path damaged = folder.resolve("damaged.c3tl");
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      if (i % 3 == 0) {
        bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        // Most structure lies at the end of what jHDF writes and at the start of the file.
        int at = i % 3 == 1 ? random.nextInt(bad.length) : random.nextInt(Math.min(4096, bad.length));
        bad[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(damaged, bad);
      try {
        ModelFile.read(damaged);
      } catch (InvalidInputException e) {
        assertTrue(e.getMessage().contains("damaged.c3tl") || !e.getMessage().isBlank(), e.getMessage());
      }
    }
  }
}

package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.backend.Residual;
import org.c3tl.data.Cell;
import org.c3tl.data.Correlation;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.Split;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final NetworkOptions NETWORK = new NetworkOptions(32, 1, 8, Activation.RELU, Residual.GATED);

  @TempDir Path folder;

  private static TrainOptions options(TrainOptions.Validation validation, int epochs, int threads) {
    return new TrainOptions(NETWORK, 8, 3e-3, 0, 0.1, 0, epochs, 10, TrainOptions.Criterion.PEARSON, validation, true, 1, 5,
        new Compute(Device.CPU, threads));
  }

  private static Trained train(TrainingSet set, TrainOptions options) throws IOException {
    return Trainer.train(set, options, Provenance.NONE, Checkpoints.NONE, Progress.NONE, n -> { });
  }

  @Test
  void predictsHiddenEffectsBetterThanTheMeanOverContexts() throws IOException {
    EffectTable table = Grids.grid(40, 9, 60, 0, 1);
    Split split = Split.holdOut(table, "fold", Set.of("c3"), 0.3, 0, Map.of(), 1);
    C3tlModel model = train(TrainingSet.of(table, split, null), options(TrainOptions.Validation.AUTO, 300, 2)).model();
    List<Cell> test = split.cells(table, Split.Role.TEST);
    EffectTable predicted = model.predict(test, 2);
    double ours = 0;
    double mean = 0;
    for (int r = 0; r < test.size(); r++) {
      float[] truth = table.values(table.rowOf(test.get(r)));
      float[] average = new float[truth.length];
      int p = table.perturbations().indexOf(test.get(r).perturbation());
      for (int c = 0; c < 9; c++) {
        for (int g = 0; g < average.length && c != 3; g++) {
          average[g] += table.values(table.rowOf(p, c))[g] / 8;
        }
      }
      ours += Correlation.pearson(predicted.values(r), truth) / test.size();
      mean += Correlation.pearson(average, truth) / test.size();
      assertEquals(C3tlModel.ROLE_NEW, predicted.columns().get(C3tlModel.ROLE).get(r));
    }
    assertTrue(ours > mean + 0.02, "C3TL reaches r = " + ours + ", the mean over contexts " + mean);
  }

  @Test
  void isTheSameForASeedAndAnyNumberOfThreads() throws IOException {
    EffectTable table = Grids.grid(12, 6, 30, 5, 2);
    TrainingSet set = new TrainingSet(table, null, List.of("c1"), null);
    C3tlModel one = train(set, options(TrainOptions.Validation.AUTO, 20, 1)).model();
    C3tlModel two = train(set, options(TrainOptions.Validation.AUTO, 20, 3)).model();
    one.members().get(0).weights().forEach((name, w) -> assertArrayEquals(w, two.members().get(0).weights().get(name), name));
    C3tlModel other = train(set, options(TrainOptions.Validation.AUTO, 20, 1).withSeed(6)).model();
    assertFalse(java.util.Arrays.equals(one.members().get(0).weights().get("z.first"),
        other.members().get(0).weights().get("z.first")));
  }

  @Test
  void networksSideBySideAreThoseOfOneAfterTheOther() throws IOException {
    EffectTable table = Grids.grid(24, 7, 30, 5, 2);
    TrainingSet set = TrainingSet.of(table, Split.holdOut(table, "fold", Set.of("c1"), 0.3, 0, Map.of(), 1), null);
    Trained one = train(set, ensemble(1));
    for (int threads : new int[] {2, 3, 8}) {
      Trained several = train(set, ensemble(threads));
      assertEquals(one.curve(), several.curve());
      for (int m = 0; m < 3; m++) {
        C3tlModel.Member expected = one.model().members().get(m);
        C3tlModel.Member found = several.model().members().get(m);
        expected.weights().forEach((name, w) -> assertArrayEquals(w, found.weights().get(name), name));
        assertArrayEquals(expected.z(), found.z());
        assertArrayEquals(expected.psi(), found.psi());
      }
    }
  }

  private static TrainOptions ensemble(int threads) {
    return new TrainOptions(NETWORK, 8, 3e-3, 0, 0.1, 0, 12, 4, TrainOptions.Criterion.PEARSON, TrainOptions.Validation.AUTO, true, 3,
        5, new Compute(Device.CPU, threads));
  }

  @Test
  void cancellingEndsNetworksThatAreTrainedSideBySide() {
    EffectTable table = Grids.grid(24, 7, 30, 5, 2);
    assertThrows(CancellationException.class, () -> Trainer.train(new TrainingSet(table, null, List.of("c1"), null), ensemble(3),
        Provenance.NONE, Checkpoints.NONE, (fraction, message) -> {
          if (fraction > 0.6) {
            throw new CancellationException();
          }
        }, n -> { }));
  }

  @Test
  void stopsWhereValidationIsBest() throws IOException {
    EffectTable table = Grids.grid(30, 5, 30, 0, 3);
    Split split = Split.holdOut(table, "fold", Set.of("c0"), 0.5, 0.4, Map.of(), 1);
    Trained trained = train(TrainingSet.of(table, split, null), options(TrainOptions.Validation.TARGET, 400, 2));
    List<LearningCurve.Point> points = trained.curve().points();
    assertTrue(points.size() < 400, "ran all " + points.size() + " epochs");
    int best = Integer.parseInt(trained.model().provenance().entries().get("epochs").replaceAll("\\D", ""));
    assertEquals(points.size(), best + 10);
    assertTrue(points.get(best - 1).trainMse() < points.get(0).trainMse());
  }

  @Test
  void runsAllEpochsWhereNothingValidates() throws IOException {
    EffectTable table = Grids.grid(10, 2, 20, 0, 3);
    List<String> notes = new ArrayList<>();
    Trained trained = Trainer.train(new TrainingSet(table, null, List.of("c0"), null),
        options(TrainOptions.Validation.AUTO, 7, 1), Provenance.NONE, Checkpoints.NONE, Progress.NONE, notes::add);
    assertEquals(7, trained.curve().points().size());
    assertTrue(notes.get(0).contains("Nothing is left to validate on"), notes.toString());
  }

  @Test
  void resumesToTheSameModel() throws IOException {
    EffectTable table = Grids.grid(15, 6, 30, 4, 4);
    TrainingSet set = new TrainingSet(table, null, List.of("c1"), null);
    TrainOptions options = options(TrainOptions.Validation.AUTO, 25, 1);
    C3tlModel whole = train(set, options).model();
    Path states = folder.resolve("states");
    int interruptions = 0;
    C3tlModel resumed = null;
    while (resumed == null) {
      int[] left = {7};
      try {
        Progress interrupting = (fraction, message) -> {
          if (message != null && --left[0] == 0) {
            throw new CancellationException();
          }
        };
        resumed = Trainer.train(set, options, Provenance.NONE, Checkpoints.in(states, true, 0, set, options), interrupting,
            n -> { }).model();
      } catch (CancellationException e) {
        interruptions++;
      }
    }
    assertTrue(interruptions >= 2, "interrupted only " + interruptions + " times");
    C3tlModel again = resumed;
    whole.members().get(0).weights().forEach((name, w) -> assertArrayEquals(w, again.members().get(0).weights().get(name),
        name));
    assertEquals(whole.provenance().entries().get("epochs"), again.provenance().entries().get("epochs"));
  }

  @Test
  void refusesForeignAndDamagedCheckpoints() throws IOException {
    EffectTable table = Grids.grid(10, 4, 20, 0, 4);
    TrainingSet set = new TrainingSet(table, null, List.of(), null);
    TrainOptions options = options(TrainOptions.Validation.NONE, 3, 1);
    Path states = folder.resolve("states");
    Trainer.train(set, options, Provenance.NONE, Checkpoints.in(states, false, 0, set, options), Progress.NONE, n -> { });
    assertThrows(InvalidInputException.class, () -> Checkpoints.in(states, false, 0, set, options));
    InvalidInputException foreign = assertThrows(InvalidInputException.class,
        () -> Checkpoints.in(states, true, 0, set, options.withSeed(99)));
    assertTrue(foreign.getMessage().contains("other data or other options"), foreign.getMessage());
    Path killed = Files.write(states.resolve(".c3tl-1f-fit-0.checkpoint"), new byte[10]);
    Checkpoints.in(states, true, 0, set, options);
    Files.delete(killed);
    Path file = states.resolve("fit-0.checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 4;
    Files.write(file, bytes);
    InvalidInputException damaged = assertThrows(InvalidInputException.class,
        () -> Checkpoints.in(states, true, 0, set, options));
    assertTrue(damaged.getMessage().contains("damaged"), damaged.getMessage());
  }

  @Test
  void refusesWhatCannotBeLearnt() {
    EffectTable one = Grids.grid(5, 1, 10, 0, 1);
    assertTrue(assertThrows(InvalidInputException.class, () -> new TrainingSet(one, null, List.of(), null)).getMessage()
        .contains("only one context, 'c0'"));
    EffectTable table = Grids.grid(5, 3, 10, 0, 1);
    assertTrue(assertThrows(InvalidInputException.class, () -> new TrainingSet(table, null, List.of("liver"), null))
        .getMessage().contains("'liver'"));
    EffectTable apart = table.where(r -> table.perturbation(r) % 3 == table.context(r));
    assertTrue(assertThrows(InvalidInputException.class, () -> new TrainingSet(apart, null, List.of(), null)).getMessage()
        .contains("No perturbation"));
  }

  @Test
  void predictsANewContextFromAFewEffects() throws IOException {
    EffectTable table = Grids.grid(40, 9, 60, 0, 1);
    EffectTable known = table.where(r -> table.context(r) == 3 && table.perturbation(r) < 12);
    EffectTable others = table.where(r -> table.context(r) != 3);
    C3tlModel model = train(new TrainingSet(others, null, List.of(), null), options(TrainOptions.Validation.AUTO, 200, 2))
        .model();
    double[] r = new double[3];
    String[] neighbour = {"c3", "c3", "c4"};
    for (int way = 0; way < 3; way++) {
      C3tlModel used = way == 2 ? model : model.withContexts(known, way == 1 ? 100 : 0, 1);
      for (int p = 12; p < 40; p++) {
        EffectTable predicted = used.predict(List.of(new Cell("p" + p, neighbour[way])), 1);
        r[way] += Correlation.pearson(predicted.values(0), table.values(table.rowOf(p, 3))) / 28;
      }
    }
    assertTrue(r[0] > r[2] + 0.02, "few-shot r = " + r[0] + ", with another context's representation " + r[2]);
    assertTrue(r[1] > r[0] - 0.05, "fine-tuned r = " + r[1] + " from " + r[0]);
    assertEquals(List.of("c3"), model.withContexts(known, 0, 1).targets());
    assertTrue(assertThrows(InvalidInputException.class, () -> model.withContexts(others, 0, 1)).getMessage()
        .contains("already"));
  }

  @Test
  void averagesAnEnsembleAndGivesItsSpread() throws IOException {
    EffectTable table = Grids.grid(10, 4, 20, 0, 4);
    TrainOptions three = new TrainOptions(NETWORK, 0, 3e-3, 0, 0, 0, 5, 5, TrainOptions.Criterion.MSE,
        TrainOptions.Validation.NONE, true, 3, 1, new Compute(Device.CPU, 1));
    C3tlModel model = train(new TrainingSet(table, null, List.of(), null), three).model();
    List<Cell> cells = List.of(new Cell("p1", "c1"), new Cell("p2", "c3"));
    EffectTable all = model.predict(cells, 1);
    float[] mean = new float[20];
    for (C3tlModel.Member m : model.members()) {
      C3tlModel alone = new C3tlModel(model.genes(), model.perturbations(), model.contexts(), model.targets(), model.network(),
          model.features(), List.of(m), model.mean(), model.refinement(), model.measured(), null, "", Provenance.NONE);
      float[] v = alone.predict(cells, 1).values(1);
      for (int g = 0; g < 20; g++) {
        mean[g] += v[g] / 3;
      }
    }
    assertArrayEquals(mean, all.values(1), 1e-5f);
    assertTrue(all.hasSd() && all.sd(1)[0] > 0);
    assertEquals(C3tlModel.ROLE_KNOWN, all.columns().get(C3tlModel.ROLE).get(0));
  }
}

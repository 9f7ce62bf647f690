package org.c3tl.knime.logic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.TableKind;
import org.c3tl.io.EffectFiles;
import org.c3tl.model.C3tlModel;
import org.c3tl.simulate.EffectSettings;
import org.c3tl.simulate.EffectSimulator;
import org.c3tl.train.TrainOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TrainToEvaluateTest {
  private static final Predicting.Choices TARGETS = new Predicting.Choices(List.of(), List.of(), false, 0, 1);

  @TempDir
  static Path folder;
  private static EffectTable effects;
  private static MemoryRows rows;
  private static Training.Choices choices;
  private static Training.Result trained;

  @BeforeAll
  static void train() throws IOException {
    effects = new EffectSimulator(new EffectSettings(5, 16, 30, 4, 8, 1, 0.3, 0, 3)).measured();
    EffectLayout layout = new EffectLayout(List.of(), false, effects.genes().names(), false);
    rows = new MemoryRows(layout.columns());
    layout.write(effects, rows, Progress.NONE);
    TrainOptions d = TrainOptions.DEFAULT;
    TrainOptions options = new TrainOptions(d.network(), 8, d.learningRate(), d.weightDecay(), d.dropout(), d.batch(), 6,
        d.patience(), d.criterion(), d.validation(), d.leaveOneOut(), 2, 7,
        new Compute(Device.CPU, 1));
    choices = new Training.Choices(List.of(effects.contexts().name(0), ""), 0.3, 0.2, null, options);
    trained = Training.train(read(rows), "the table", choices, Progress.NONE);
  }

  private static EffectTable read(MemoryRows from) throws IOException {
    return EffectReader.read(from, EffectColumns.of("t", from.columns(), "perturbation", "context", Set.of()),
        TableOrigin.UNKNOWN, MissingValues.SKIP_ROWS, Progress.NONE).table();
  }

  private static EffectTable predicted() throws IOException {
    return Predicting.predict(trained.trained().model(), null, TARGETS, Progress.NONE);
  }

  /** The command line in a JVM of its own. */
  private static void commandLine(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator
        + "java", "-cp", System.getProperty("java.class.path"), "org.c3tl.cli.Main"));
    command.addAll(List.of(args));
    Process p = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    assertTrue(p.waitFor(3, TimeUnit.MINUTES));
    assertEquals(0, p.exitValue(), () -> {
      try {
        return java.nio.file.Files.readString(folder.resolve("log"));
      } catch (IOException e) {
        return e.toString();
      }
    });
  }

  @Test
  void predictionsAreThoseOfTheCommandLineForTheSameSeed() throws Exception {
    String in = folder.resolve("effects.h5ad").toString();
    String model = folder.resolve("model.c3tl").toString();
    String out = folder.resolve("predictions.h5ad").toString();
    EffectFiles.write(Path.of(in), effects, true);
    commandLine("train", in, "-o", model, "--target-context", effects.contexts().name(0), "--known-fraction", "0.3",
        "--basis-rank", "8", "--epochs", "6", "--ensemble", "2", "--seed", "7", "--threads", "1");
    commandLine("predict", model, "-o", out, "--threads", "1");
    EffectTable theirs = EffectFiles.read(Path.of(out));
    EffectTable ours = predicted();
    assertEquals(theirs.size(), ours.size());
    for (int r = 0; r < ours.size(); r++) {
      assertEquals(theirs.cell(r), ours.cell(r));
      assertArrayEquals(theirs.values(r), ours.values(r));
      assertArrayEquals(theirs.sd(r), ours.sd(r));
    }
    assertEquals(theirs.columns().get("role"), ours.columns().get("role"));
    assertEquals(theirs.provenance().entries().get("split"), ours.provenance().entries().get("split"));
  }

  @Test
  void theCurveHasOneRowPerEpoch() throws IOException {
    MemoryRows curve = new MemoryRows(Training.CURVE);
    Training.write(trained.trained().curve(), curve);
    assertEquals(trained.trained().curve().points().size(), curve.rows().size());
    assertTrue(curve.size() > 6);
    assertEquals(1L, curve.rows().get(0).get(2));
  }

  @Test
  void progressTellsEpochAndLoss() throws IOException {
    List<String> said = new ArrayList<>();
    Training.train(effects, "t", choices, (f, m) -> {
      if (m != null) {
        said.add(m);
      }
    });
    assertTrue(said.stream().anyMatch(m -> m.contains("epoch 1,") && m.contains("loss")), said.toString());
  }

  @Test
  void trainingCanBeCancelled() {
    assertThrows(CancellationException.class, () -> Training.train(effects, "t", choices, (f, m) -> {
      throw new CancellationException();
    }));
  }

  @Test
  void predictionsSurviveTheWayThroughATableAndAreScored() throws IOException {
    EffectTable predicted = predicted();
    EffectLayout layout = Predicting.layout(effects.genes().names(), true);
    MemoryRows table = new MemoryRows(layout.columns());
    layout.write(predicted, table, Progress.NONE);
    EffectTable back = EffectReader.read(table, EffectColumns.of("t", table.columns(), "perturbation", "context", Set.of()),
        TableOrigin.read(TableOrigin.of(predicted).write()), MissingValues.SKIP_ROWS, Progress.NONE).table();
    Evaluating.Result outcome = Evaluating.evaluate(back, effects, "c3tl", true, Progress.NONE);
    MemoryRows metrics = new MemoryRows(Evaluating.METRICS);
    Evaluating.write(outcome.scores(), metrics);
    Set<Object> methods = new java.util.HashSet<>(metrics.rows().stream().map(r -> r.get(0)).toList());
    assertTrue(methods.contains("c3tl") && methods.contains("mean"), methods.toString());
    assertTrue(metrics.rows().stream().allMatch(r -> r.get(2).equals(effects.contexts().name(0))));
    assertTrue(outcome.notes().stream().noneMatch(n -> n.contains("no split")), outcome.notes().toString());
  }

  @Test
  void aNewContextIsPlacedByItsMeasuredEffects() throws IOException {
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, effects.genes());
    for (int p = 0; p < 4; p++) {
      b.row(effects.perturbations().name(p), "new cells", effects.values(effects.rowOf(p, 0)));
    }
    EffectTable known = b.build();
    EffectTable predicted = Predicting.predict(trained.trained().model(), known, TARGETS, Progress.NONE);
    assertEquals(List.of("new cells"), predicted.contexts().names());
    assertEquals(effects.perturbations().size() - 4, predicted.size());
    Predicting.Choices all = new Predicting.Choices(List.of(), List.of(), true, 3, 1);
    assertEquals(effects.perturbations().size(),
        Predicting.predict(trained.trained().model(), known, all, Progress.NONE).size());
    Predicting.Choices both = new Predicting.Choices(List.of(effects.contexts().name(1)), List.of(), true, 3, 1);
    assertThrows(InvalidInputException.class,
        () -> Predicting.predict(trained.trained().model(), known, both, Progress.NONE));
  }

  @Test
  void nothingNewIsNoTable() throws IOException {
    Predicting.Choices trainedOn = new Predicting.Choices(List.of(effects.contexts().name(1)), List.of(), false, 0, 1);
    assertNull(Predicting.predict(trained.trained().model(), null, trainedOn, Progress.NONE));
  }

  @Test
  void whatDoesNotFitIsNamedAtOnce() {
    C3tlModel m = trained.trained().model();
    Predicting.Choices wrong = new Predicting.Choices(List.of("nowhere"), List.of("nothing"), false, 0, 1);
    InvalidInputException e = assertThrows(InvalidInputException.class,
        () -> Predicting.predict(m, null, wrong, Progress.NONE));
    assertEquals(2, e.problems().size(), e.getMessage());
    e = assertThrows(InvalidInputException.class, () -> Predicting.check(m.genes().names(), m.contexts().names(),
        m.perturbations().names(), m.targets(), List.of("other gene"), TARGETS));
    assertTrue(e.getMessage().contains("30 of the model's 30 genes"), e.getMessage());
    assertThrows(InvalidInputException.class, () -> Predicting.check(m.genes().names(), m.contexts().names(),
        m.perturbations().names(), List.of(), null, TARGETS));
    assertThrows(InvalidInputException.class, () -> new Predicting.Choices(List.of(), List.of(), false, -1, -1));
  }

  @Test
  void beforeTrainingNothingIsKnownAndNothingRefused() {
    Predicting.Choices some = new Predicting.Choices(List.of("c"), List.of("p"), false, 0, 1);
    Predicting.check(null, null, null, List.of("c"), null, some);
    Predicting.check(null, null, null, List.of(), List.of("gene"), TARGETS);
  }

  @Test
  void groupsStayTogether() throws IOException {
    List<TableColumn> columns = new ArrayList<>(rows.columns());
    columns.add(2, new TableColumn("gene", TableColumn.Kind.TEXT));
    MemoryRows grouped = new MemoryRows(columns);
    rows.forEach(r -> {
      List<Object> row = new ArrayList<>();
      for (int i = 0; i < rows.columns().size(); i++) {
        row.add(rows.columns().get(i).kind() == TableColumn.Kind.TEXT ? r.text(i) : (Object) r.number(i));
      }
      row.add(2, "g" + effects.perturbations().indexOf(r.text(0)) / 4);
      grouped.accept(row);
    });
    EffectTable table = read(grouped);
    assertEquals("gene", EffectColumns.of("t", columns, "perturbation", "context", Set.of()).annotation("t", "gene"));
    Training.Choices together = new Training.Choices(choices.targets(), choices.knownFraction(), choices.validationFraction(),
        "gene", choices.options());
    C3tlModel model = Training.train(table, "the table", together, Progress.NONE).trained().model();
    List<String> hidden = model.newPerturbations(effects.contexts().name(0));
    Map<Integer, Set<Boolean>> known = new HashMap<>();
    for (String p : effects.perturbations().names()) {
      known.computeIfAbsent(effects.perturbations().indexOf(p) / 4, g -> new HashSet<>()).add(!hidden.contains(p));
    }
    assertEquals(2, known.values().stream().flatMap(Set::stream).distinct().count(), "nothing hidden or nothing known");
    known.forEach((g, seen) -> assertEquals(1, seen.size(), "group " + g + " is known in part"));
    assertThrows(InvalidInputException.class,
        () -> EffectColumns.of("t", columns, "perturbation", "context", Set.of()).annotation("t", "context"));
  }

  @Test
  void predictionsAreNotTrainedOn() throws IOException {
    EffectTable predicted = predicted();
    InvalidInputException e = assertThrows(InvalidInputException.class,
        () -> Training.train(predicted, "the table", choices, Progress.NONE));
    assertTrue(e.getMessage().contains("holds predictions"), e.getMessage());
  }
}

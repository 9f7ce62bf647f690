package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.c3tl.baseline.Task;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScarcityTest {
  private static final List<Double> FRACTIONS = List.of(0.8, 0.5, 0.3, 0.2, 0.1, 0.05, 0.01);

  static IntStream seeds() {
    return IntStream.range(1, 25);
  }

  /** A study of a random table, with its options. */
  private record Study(EffectTable table, Scarcity protocol, List<Fold> folds) {
    static Study random(int seed) {
      SplittableRandom random = new SplittableRandom(seed);
      EffectTable table = Grids.simulate(8 + random.nextInt(60), 4 + random.nextInt(14), 2, 0.6 + 0.4 * random.nextDouble(),
          seed);
      Scarcity protocol = new Scarcity(random.nextBoolean() ? "context" : "line", List.of(), FRACTIONS,
          random.nextBoolean() ? 0.25 : 0.5 * random.nextDouble(), random.nextInt(3) == 0 ? "target" : null, seed,
          1 + random.nextInt(2), random.nextInt(3));
      return new Study(table, protocol, protocol.folds(table).folds());
    }

    /** Filled cells of a fold by role, of its targets' contexts only where asked. */
    Set<Cell> cells(Fold fold, boolean targets, Split.Role... roles) {
      Set<Cell> cells = new HashSet<>();
      for (Split.Role role : roles) {
        cells.addAll(fold.split().cells(table, role));
      }
      cells.removeIf(c -> fold.split().held().containsKey(c.context()) != targets);
      return cells;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fewerTrainingContextsAreASubsetOfMore(int seed) {
    Study study = Study.random(seed);
    Map<String, Set<String>> larger = new HashMap<>();
    Map<String, Integer> before = new HashMap<>();
    for (Fold fold : study.folds) {
      String key = fold.place().target() + fold.place().knownFraction() + "/" + fold.seed();
      Set<String> training = new TreeSet<>(study.table.contexts().names());
      training.removeAll(fold.split().excluded());
      training.removeAll(fold.split().held().keySet());
      if (larger.containsKey(key)) {
        assertTrue(larger.get(key).containsAll(training), fold.name());
        assertTrue(before.get(key) > fold.place().trainingContexts(), fold.name());
        assertTrue(larger.get(key).size() > training.size(), fold.name());
      }
      larger.put(key, training);
      before.put(key, fold.place().trainingContexts());
      if (study.protocol.column().equals("context")) {
        assertEquals(fold.place().trainingContexts(), training.size(), fold.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lessAdaptationIsASubsetOfMoreAndSmallerTestsOfLarger(int seed) {
    Study study = Study.random(seed);
    Map<String, Set<Cell>> known = new HashMap<>();
    Map<String, Set<Cell>> train = new HashMap<>();
    Map<String, Set<Cell>> test = new HashMap<>();
    for (Fold fold : study.folds) {
      String key = fold.place().target() + fold.place().trainingContexts() + "/" + fold.seed();
      Set<Cell> knownNow = study.cells(fold, true, Split.Role.TRAIN, Split.Role.VALIDATION);
      Set<Cell> trainNow = study.cells(fold, true, Split.Role.TRAIN);
      Set<Cell> testNow = study.cells(fold, true, Split.Role.TEST);
      if (known.containsKey(key)) {
        assertTrue(known.get(key).containsAll(knownNow), fold.name());
        assertTrue(train.get(key).containsAll(trainNow), fold.name());
        assertTrue(testNow.containsAll(test.get(key)), fold.name());
      }
      known.put(key, knownNow);
      train.put(key, trainNow);
      test.put(key, testNow);
      for (String context : fold.split().held().keySet()) {
        assertTrue(trainNow.stream().anyMatch(c -> c.context().equals(context)), fold.name() + " knows something of " + context);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThatIsTestedOrExcludedIsSeen(int seed) {
    Study study = Study.random(seed);
    for (Fold fold : study.folds) {
      Task task = fold.task();
      Set<Cell> seen = new HashSet<>();
      for (EffectTable part : task.validation() == null ? List.of(task.training())
          : List.of(task.training(), task.validation())) {
        for (int r = 0; r < part.size(); r++) {
          assertTrue(seen.add(part.cell(r)), "trains and validates: " + part.cell(r));
          assertFalse(fold.split().excluded().contains(part.cell(r).context()));
        }
      }
      for (Cell cell : task.wanted()) {
        assertFalse(seen.contains(cell), "known and tested: " + cell);
        assertTrue(task.training().perturbations().contains(cell.perturbation()));
        assertTrue(task.training().contexts().contains(cell.context()));
        assertTrue(fold.split().held().containsKey(cell.context()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void groupsStayTogetherAndTheSameTargetsAreInAllCells(int seed) {
    Study study = Study.random(seed);
    List<String> group = study.protocol.perturbationGroup() == null ? null : study.table.perturbationValues("target");
    Map<Long, Map<String, Set<String>>> targets = new HashMap<>();
    for (Fold fold : study.folds) {
      targets.computeIfAbsent(fold.seed(), s -> new HashMap<>()).computeIfAbsent(fold.place().trainingContexts() + "/"
          + fold.place().knownFraction(), k -> new TreeSet<>()).add(fold.place().target());
      for (String context : group == null ? Set.<String>of() : fold.split().held().keySet()) {
        Map<String, Boolean> tested = new HashMap<>();
        for (int p = 0; p < group.size(); p++) {
          Cell cell = new Cell(study.table.perturbations().name(p), context);
          if (study.table.rowOf(cell) >= 0) {
            boolean now = fold.split().role(cell) == Split.Role.TEST;
            Boolean first = tested.putIfAbsent(group.get(p), now);
            assertTrue(first == null || first == now, group.get(p) + " in " + fold.name());
          }
        }
      }
    }
    int most = study.protocol.maxFolds() == 0 ? 5 : study.protocol.maxFolds();
    targets.values().forEach(cells -> cells.values().forEach(t -> assertTrue(t.size() <= most)));
  }

  @Test
  void theGridOfThePaperIsTheDefault() {
    EffectTable table = Grids.simulate(100, 48, 1, 1, 1);
    Protocol.Folds made = new Scarcity("context", List.of(), Scarcity.KNOWN_FRACTIONS, 0.25, null, 1, 1, 0).folds(table);
    assertEquals(5 * 4 * 7, made.folds().size());
    assertTrue(made.skipped().isEmpty());
    assertEquals(List.of(43, 20, 10, 5), made.folds().stream().map(f -> f.place().trainingContexts()).distinct().toList());
    Fold first = made.folds().get(0);
    assertEquals(new Fold.Counts(60, 20, 20, 20, 0), first.counts().get(first.place().target()));
    Fold last = made.folds().get(139);
    assertEquals(new Fold.Counts(1, 0, 99, 99, 0), last.counts().get(last.place().target()));
    assertEquals(last.place().target() + "_contexts5_known0.01_seed1", last.name());
    assertEquals(42, last.split().excluded().size());
    assertEquals(4, first.split().excluded().size(), "the other targets");
    assertEquals(140, Set.copyOf(FoldFiles.names(made.folds())).size());
  }

  @Test
  void seedsDrawOtherTargetsAndOtherContexts() {
    EffectTable table = Grids.simulate(20, 30, 1, 1, 1);
    List<Fold> folds = new Scarcity("context", List.of(4), List.of(0.2), 0.25, null, 3, 2, 3).folds(table).folds();
    assertEquals(6, folds.size());
    assertNotEquals(folds.subList(0, 3).stream().map(f -> f.place().target()).toList(),
        folds.subList(3, 6).stream().map(f -> f.place().target()).toList());
    assertEquals(folds.stream().map(Fold::split).toList(), new Scarcity("context", List.of(4), List.of(0.2), 0.25, null, 3, 2, 3)
        .folds(table).folds().stream().map(Fold::split).toList(), "reproducible");
    assertEquals(folds.subList(0, 3).stream().map(Fold::split).toList(), new Scarcity("context", List.of(9, 4), List.of(0.5, 0.2),
        0.25, null, 3, 1, 3).folds(table).folds().stream().filter(f -> f.place().trainingContexts() == 4
        && f.place().knownFraction() == 0.2).map(Fold::split).toList(), "whatever else is compared");
  }

  @Test
  void smallTablesGiveSmallStudies() {
    EffectTable table = Grids.simulate(10, 3, 1, 1, 1);
    List<Fold> folds = new Scarcity("context", List.of(), FRACTIONS, 0.25, null, 1, 1, 0).folds(table).folds();
    assertEquals(1, folds.stream().map(f -> f.place().target()).distinct().count());
    assertEquals(List.of(2, 1), folds.stream().map(f -> f.place().trainingContexts()).distinct().toList());
    EffectTable two = Grids.simulate(10, 2, 1, 1, 1);
    assertEquals(7, new Scarcity("context", List.of(), FRACTIONS, 0.25, null, 1, 1, 0).folds(two).folds().size());
  }

  @Test
  void refusesWhatCannotBe() {
    EffectTable table = Grids.simulate(10, 12, 1, 1, 1);
    assertProblem("[9, 8] are more than the 7 values", () -> new Scarcity("context", List.of(9, 2, 8), FRACTIONS, 0, null, 1, 1,
        0).folds(table));
    assertProblem("at most 11", () -> new Scarcity("context", List.of(), FRACTIONS, 0, null, 1, 1, 12).folds(table));
    assertProblem("no column 'cell_line'", () -> new Scarcity("cell_line", List.of(), FRACTIONS, 0, null, 1, 1, 0).folds(table));
    EffectTable single = table.where(r -> table.perturbation(r) == 0);
    assertProblem("only one perturbation", () -> new Scarcity("context", List.of(), FRACTIONS, 0, null, 1, 1, 0).folds(single));
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> new Scarcity("", List.of(0),
        List.of(1.0, Double.NaN), 1, null, -1, 0, -1));
    assertEquals(7, e.problems().size(), e.getMessage());
    assertProblem("no known fraction", () -> new Scarcity("context", List.of(), List.of(), 0, null, 1, 1, 0));
  }

  private static void assertProblem(String part, Runnable work) {
    InvalidInputException e = assertThrows(InvalidInputException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}

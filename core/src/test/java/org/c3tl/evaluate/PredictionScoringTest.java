package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.c3tl.baseline.Additive;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.Predictor;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.c3tl.io.SplitJson;
import org.c3tl.metric.Metrics;
import org.c3tl.train.TrainOptions.Criterion;
import org.junit.jupiter.api.Test;

class PredictionScoringTest {
  private static final IntFunction<List<Predictor>> BASELINES = threads -> Baselines.all(Criterion.PEARSON, threads);
  private static final PredictionScoring SCORING = scoring(1);

  private final EffectTable truth = Grids.simulate(30, 5, 40, 0.9, 4);
  private final List<Fold> folds = new HoldOut("context", 0.2, 0.3, null, 1, 2, 2).folds(truth).folds();

  private static PredictionScoring scoring(int threads) {
    return new PredictionScoring("c3tl", BASELINES, Metrics.all(), threads);
  }

  /** What predict writes: the wanted cells, known and validation cells with their roles, and the split. */
  private PredictionScoring.Input input(Fold fold, String source) {
    EffectTable predicted = new Additive().predict(fold.task());
    EffectTable.Builder b = EffectTable.builder(TableKind.PREDICTION, truth.genes());
    List<String> role = new ArrayList<>();
    for (int r = 0; r < truth.size(); r++) {
      Cell cell = truth.cell(r);
      if (fold.split().held().containsKey(cell.context()) && !fold.wanted().contains(cell)) {
        // Absurd values: if such rows were scored, it would show.
        float[] x = new float[truth.genes().size()];
        x[0] = 1000;
        b.row(cell.perturbation(), cell.context(), x);
        role.add(switch (fold.split().role(cell)) {
          case TRAIN -> "known";
          case VALIDATION -> "validation";
          case TEST, EXCLUDED -> throw new AssertionError("unpredictable cell in the fixture");
        });
      }
    }
    for (int r = 0; r < predicted.size(); r++) {
      b.row(predicted.cell(r).perturbation(), predicted.cell(r).context(), predicted.values(r));
      role.add("new");
    }
    return new PredictionScoring.Input(source, b.column("role", role)
        .provenance(new Provenance(Map.of(SplitJson.ENTRY, SplitJson.write(fold.split())))).build());
  }

  private List<PredictionScoring.Input> inputs() {
    return folds.stream().map(f -> input(f, f.name() + ".h5ad")).toList();
  }

  @Test
  void givesTheSameScoresAsTheBenchmarkItWasPredictedIn() {
    PredictionScoring.Outcome outcome = SCORING.score(inputs(), truth, Progress.NONE);
    MetricTable expected = new Benchmark(folds, Baselines.all(), Metrics.all()).run(Progress.NONE);
    assertTrue(outcome.notes().isEmpty(), outcome.notes().toString());
    Summary found = Summary.of(outcome.scores());
    Summary wanted = Summary.of(expected);
    assertEquals(c3tlAndBaselines(), outcome.scores().methods());
    wanted.methods().forEach((method, stats) -> assertEquals(stats, found.methods().get(method), method));
    assertEquals(wanted.methods().get("additive"), found.methods().get("c3tl"));
    assertEquals(folds.stream().map(Fold::name).toList(), outcome.folds().stream().map(Fold::name).toList());
    assertEquals(0, wanted.stat("mean", "skill").mean(), 1e-12);
  }

  @Test
  void foldsSideBySideGiveTheSameTable() throws IOException {
    assertTrue(folds.size() > 3);
    List<MetricTable.Row> one = new ArrayList<>();
    List<MetricTable.Row> three = new ArrayList<>();
    SCORING.score(inputs(), truth, Progress.NONE).scores().forEachRow(one::add);
    List<String> told = new ArrayList<>();
    scoring(3).score(inputs(), truth, (fraction, message) -> told.add(message)).scores().forEachRow(three::add);
    assertEquals(one, three);
    assertEquals(folds.stream().map(Fold::name).toList(), three.stream().map(MetricTable.Row::fold).distinct().toList());
    assertTrue(told.stream().anyMatch(m -> m != null && m.contains("latent-additive")), told.toString());
  }

  @Test
  void isCancelledWhileABaselineLearns() {
    assertThrows(CancellationException.class, () -> scoring(2).score(inputs(), truth, (fraction, message) -> {
      if (message != null && message.contains("latent-additive, ")) {
        throw new CancellationException();
      }
    }));
  }

  @Test
  void genesAreMatchedByNameNotByPlace() {
    List<String> reversed = new ArrayList<>(truth.genes().names());
    Collections.reverse(reversed);
    EffectTable other = truth.withGenes(Axis.of("gene", reversed));
    Summary expected = Summary.of(SCORING.score(inputs(), truth, Progress.NONE).scores());
    Summary found = Summary.of(SCORING.score(inputs(), other, Progress.NONE).scores());
    assertEquals(expected.stat("c3tl", "mse").mean(), found.stat("c3tl", "mse").mean(), 1e-12);
  }

  @Test
  void scoresOnThePredictedGenesAndSaysSo() {
    Axis half = Axis.of("gene", truth.genes().names().subList(0, 20));
    List<PredictionScoring.Input> few =
        inputs().stream().map(i -> new PredictionScoring.Input(i.source(), i.table().withGenes(half))).toList();
    PredictionScoring.Outcome outcome = SCORING.score(few, truth, Progress.NONE);
    assertEquals(List.of("Scored on the 20 predicted genes of the truth's 40."), outcome.notes());
    assertProblem("predicts other genes than", () ->
        SCORING.score(List.of(inputs().get(0), few.get(1)), truth, Progress.NONE));
    assertProblem("lacks 20 of the 40 genes of L.h5ad: 'G20'", () ->
        SCORING.score(List.of(input(folds.get(0), "L.h5ad")), truth.withGenes(half), Progress.NONE));
  }

  @Test
  void withoutASplitTheTruthMinusThePredictedCellsTrains() {
    Fold fold = folds.get(0);
    EffectTable plain = new Additive().predict(fold.task());
    PredictionScoring.Outcome outcome =
        SCORING.score(List.of(new PredictionScoring.Input("other.tool.tsv.gz", plain)), truth, Progress.NONE);
    assertEquals(1, outcome.notes().size());
    assertTrue(outcome.notes().get(0).contains("no split is recorded"), outcome.notes().get(0));
    assertEquals("other", outcome.folds().get(0).name());
    assertEquals(fold.wanted(), outcome.folds().get(0).wanted());
    int validation = fold.counts().values().stream().mapToInt(Fold.Counts::validation).sum();
    assertTrue(validation > 0);
    assertEquals(fold.task().training().size() + validation, outcome.folds().get(0).task().training().size());
  }

  @Test
  void countsWhatIsMissingOnEitherSide() {
    Fold fold = folds.get(0);
    Cell gone = fold.wanted().get(0);
    EffectTable less = truth.where(r -> !truth.cell(r).equals(gone));
    List<String> notes = SCORING.score(List.of(input(fold, "x.h5ad")), less, Progress.NONE).notes();
    assertEquals(1, notes.size());
    assertTrue(notes.get(0).contains("1 of " + fold.wanted().size() + " predicted cells are not in the truth")
        && notes.get(0).contains(gone.toString()), notes.get(0));

    PredictionScoring.Input whole = input(fold, "x.h5ad");
    EffectTable fewer = whole.table().where(r -> !whole.table().cell(r).equals(gone));
    PredictionScoring.Outcome outcome =
        SCORING.score(List.of(new PredictionScoring.Input("x.h5ad", fewer)), truth, Progress.NONE);
    assertTrue(outcome.notes().get(0).contains("1 test cells of its split could be scored but are not predicted"));
    assertEquals(fold.wanted().size() - 1, outcome.folds().get(0).wanted().size());
    assertFalse(outcome.folds().get(0).task().training().rowOf(gone) >= 0, "held out, hence not for the baselines either");
  }

  @Test
  void contextsOfTheSplitThatWereNotPredictedAreNotMissed() {
    // A model made for c0 serves another context, of which only one perturbation is known.
    Fold other = Fold.of(truth, new Split("x", 1, Map.of("c4", new Split.Held(Set.of(),
        Set.copyOf(truth.perturbations().names().subList(1, 30))))));
    EffectTable predicted = new Additive().predict(other.task()).withProvenance(
        new Provenance(Map.of(SplitJson.ENTRY, SplitJson.write(folds.get(0).split()))));
    PredictionScoring.Outcome outcome =
        SCORING.score(List.of(new PredictionScoring.Input("x.h5ad", predicted)), truth, Progress.NONE);
    assertEquals(List.of(), outcome.notes());
    Cell held = folds.get(0).wanted().get(0);
    assertTrue(outcome.folds().get(0).task().training().rowOf(held) < 0, "what the model did not see, no baseline sees");
  }

  @Test
  void leavesOutForAllWhatNobodyCouldPredict() {
    Fold fold = folds.get(0);
    Cell cell = fold.wanted().get(0);
    EffectTable rare = truth.where(r -> !truth.cell(r).perturbation().equals(cell.perturbation())
        || truth.cell(r).context().equals(cell.context()));
    PredictionScoring.Outcome outcome = SCORING.score(List.of(input(fold, "x.h5ad")), rare, Progress.NONE);
    assertTrue(outcome.notes().stream().anyMatch(n -> n.contains("1 test cells were not scored for any method")));
    assertEquals(List.of(cell), outcome.folds().get(0).unpredictable());
    assertEquals(fold.wanted().size() - 1, outcome.folds().get(0).wanted().size());
    EffectTable only = truth.where(r -> fold.wanted().contains(truth.cell(r)));
    assertProblem("none of its perturbations is in the training part", () ->
        SCORING.score(List.of(input(fold, "x.h5ad")), only, Progress.NONE));
  }

  @Test
  void warnsOfCellsThatWereNotHeldOut() {
    PredictionScoring.Input all = input(folds.get(0), "x.h5ad");
    EffectTable table = all.table().withColumn("role", Collections.nCopies(all.table().size(), "new"));
    List<String> notes = SCORING.score(List.of(new PredictionScoring.Input("x.h5ad", table)), truth, Progress.NONE).notes();
    assertTrue(notes.stream().anyMatch(n -> n.contains("may have seen them")), notes.toString());
  }

  @Test
  void foldsOfTheSameNameAreKeptApart() {
    PredictionScoring.Input one = input(folds.get(0), "a.h5ad");
    PredictionScoring.Outcome outcome = SCORING.score(List.of(one, one, one), truth, Progress.NONE);
    String name = folds.get(0).name();
    assertEquals(List.of(name, name + "_seed1", name + "_2"), outcome.folds().stream().map(Fold::name).toList());
  }

  @Test
  void refusesWhatCannotBeScored() {
    PredictionScoring.Input good = input(folds.get(0), "x.h5ad");
    EffectTable table = good.table();
    EffectTable elsewhere = Grids.simulate(3, 2, 40, 1, 1);
    EffectTable.Builder renamed = EffectTable.builder(TableKind.EFFECT, truth.genes());
    IntStream.range(0, elsewhere.size()).forEach(r -> renamed.row("drug " + elsewhere.cell(r).perturbation(),
        elsewhere.cell(r).context(), elsewhere.values(r)));
    EffectTable stranger = renamed.build();
    assertProblem("It predicts (p", () -> SCORING.score(List.of(good), stranger, Progress.NONE));
    assertProblem("'drug p0'", () -> SCORING.score(List.of(good), stranger, Progress.NONE));
    assertProblem("'novel'", () -> SCORING.score(List.of(new PredictionScoring.Input("x",
        table.withColumn("role", Collections.nCopies(table.size(), "novel")))), truth, Progress.NONE));
    assertProblem("no row has the value 'new'", () -> SCORING.score(List.of(new PredictionScoring.Input("x",
        table.withColumn("role", Collections.nCopies(table.size(), "known")))), truth, Progress.NONE));
    assertProblem("The truth is a table of predictions", () -> SCORING.score(List.of(good), table, Progress.NONE));
    assertProblem("that of a baseline", () -> new PredictionScoring("mean", BASELINES, Metrics.all(), 1));
    assertEquals("mean", new PredictionScoring("mean", threads -> List.of(), Metrics.all(), 1).method());
  }

  @Test
  void withoutBaselinesTheSkillIsThere() {
    MetricTable scores = new PredictionScoring("mine", threads -> List.of(), Metrics.all(), 1).score(inputs(), truth, Progress.NONE).scores();
    assertEquals(List.of("mine"), scores.methods());
    assertEquals(Summary.of(SCORING.score(inputs(), truth, Progress.NONE).scores()).stat("c3tl", "skill"),
        Summary.of(scores).stat("mine", "skill"));
  }

  private static void assertProblem(String part, Runnable work) {
    InvalidInputException e = assertThrows(InvalidInputException.class, work::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static List<String> c3tlAndBaselines() {
    return Stream.concat(Stream.of("c3tl"), Baselines.all().stream().map(Predictor::name)).toList();
  }
}

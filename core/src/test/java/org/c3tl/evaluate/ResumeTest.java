package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.c3tl.backend.Compute;
import org.c3tl.backend.Device;
import org.c3tl.baseline.Additive;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.C3tlPredictor;
import org.c3tl.baseline.Learner;
import org.c3tl.baseline.MeanOverContexts;
import org.c3tl.baseline.NoChange;
import org.c3tl.baseline.Predictor;
import org.c3tl.baseline.Task;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.SplitJson;
import org.c3tl.metric.Metrics;
import org.c3tl.model.NetworkOptions;
import org.c3tl.train.LearningCurve;
import org.c3tl.train.TrainOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks that are parallel, interrupted and resumed give what a plain one gives. */
class ResumeTest {
  private static final List<Predictor> SIMPLE = List.of(new NoChange(), new MeanOverContexts(), new Additive());

  @TempDir Path folder;
  private final EffectTable table = Grids.simulate(24, 6, 30, 0.9, 4);
  private final List<Fold> folds = new HoldOut("context", 0.2, 0.2, null, 1, 1, 0).folds(table).folds();
  private final AtomicInteger asked = new AtomicInteger();

  /** Mean over contexts with a made-up learning curve; counts how often it is asked. */
  private final class Counting implements Learner {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Learnt learn(Task task, Progress progress) {
      asked.incrementAndGet();
      progress.update(0.5, "half");
      LearningCurve.Point point = new LearningCurve.Point("fit", 0, 1, task.training().size(), Double.NaN, 1.0 / 3);
      return new Learnt(new MeanOverContexts().predict(task), new LearningCurve(List.of(point)));
    }
  }

  private static TrainOptions options(int threads) {
    TrainOptions d = TrainOptions.DEFAULT;
    return new TrainOptions(new NetworkOptions(32, 1, 16, d.network().activation(), d.network().residual()), 16,
        d.learningRate(), 0, 0.4, 0, 8, 4, d.criterion(), d.validation(), true, 2, 1,
        new Compute(Device.CPU, threads));
  }

  private Benchmark benchmark(Predictor first) {
    List<Predictor> methods = new ArrayList<>(List.of(first));
    methods.addAll(SIMPLE);
    return new Benchmark(folds, methods, Metrics.all());
  }

  /** All methods, on some folds. */
  private Benchmark all(int threads) {
    List<Predictor> methods = new ArrayList<>(List.of(new C3tlPredictor(options(threads))));
    methods.addAll(Baselines.all(options(threads).criterion(), threads));
    return new Benchmark(folds.subList(0, 2), methods, Metrics.all());
  }

  private static Benchmark.Run run(int parallel, PartialResults finished) {
    return new Benchmark.Run(parallel, finished, Provenance.NONE.with("command", "test"), true);
  }

  private String metrics(List<FoldResult> results) throws IOException {
    MetricTable scores = new MetricTable();
    results.forEach(r -> r.scores().forEach(scores::add));
    scores.write(folder.resolve("metrics.tsv"));
    return Files.readString(folder.resolve("metrics.tsv"));
  }

  @Test
  void scoresDoNotDependOnThreads() throws IOException {
    List<FoldResult> one = all(1).run(run(1, PartialResults.NONE), Progress.NONE);
    List<FoldResult> many = all(5).run(run(2, PartialResults.NONE), Progress.NONE);
    assertEquals(metrics(one), metrics(many));
    for (int i = 0; i < one.size(); i++) {
      assertEquals(one.get(i).fold(), many.get(i).fold());
      assertEquals(one.get(i).method(), many.get(i).method());
      assertEquals(one.get(i).curve(), many.get(i).curve());
    }
  }

  @Test
  void aPlainRunGivesTheSame() throws IOException {
    List<FoldResult> one = benchmark(new Counting()).run(run(3, PartialResults.NONE), Progress.NONE);
    MetricTable plain = benchmark(new Counting()).run(Progress.NONE);
    plain.write(folder.resolve("plain.tsv"));
    assertEquals(Files.readString(folder.resolve("plain.tsv")), metrics(one));
  }

  @Test
  void anInterruptedRunGoesOnWhereItWas() throws IOException {
    String whole = metrics(benchmark(new Counting()).run(run(2, PartialResults.NONE), Progress.NONE));
    assertEquals(6, asked.getAndSet(0));
    Path kept = folder.resolve("kept");
    int before = 0;
    for (double until : new double[] {0.3, 0.6}) {
      PartialResults some = PartialResults.in(kept, true, "f");
      assertEquals(before, some.count());
      assertThrows(CancellationException.class, () -> benchmark(new Counting()).run(run(2, some), (fraction, message) -> {
        if (fraction >= until) {
          throw new CancellationException();
        }
      }));
      assertTrue(some.count() > before, "something is kept");
      before = some.count();
    }
    assertTrue(before < folds.size() * (1 + SIMPLE.size()));
    PartialResults rest = PartialResults.in(kept, true, "f");
    assertEquals(whole, metrics(benchmark(new Counting()).run(run(1, rest), Progress.NONE)));
    assertTrue(asked.get() <= 6 + 4, "only what was running is done again: " + asked.get());
    asked.set(0);
    List<FoldResult> again = benchmark(new Counting()).run(run(3, rest), Progress.NONE);
    assertEquals(whole, metrics(again));
    assertEquals(0, asked.get(), "all was kept");
    assertEquals(1.0 / 3, again.get(0).curve().points().get(0).validationMse());
    rest.clear();
    assertFalse(Files.exists(kept));
  }

  @Test
  void predictionsAreKeptWithTheirSplit() throws IOException {
    PartialResults kept = PartialResults.in(folder.resolve("kept"), false, "f");
    benchmark(new Counting()).run(run(2, kept), Progress.NONE);
    for (Fold fold : folds) {
      EffectTable predicted = EffectFiles.read(kept.predictions(fold.name(), "counting"));
      assertEquals(fold.wanted().size(), predicted.size());
      assertEquals(fold.split(), SplitJson.read(predicted.provenance().entries().get(SplitJson.ENTRY)));
      assertEquals("test", predicted.provenance().entries().get("command"));
      assertEquals("mean", predicted.provenance().entries().get("model.method"));
      assertNull(kept.predictions(fold.name(), "mean"));
    }
    // Without its predictions a result is not enough where they are asked for.
    asked.set(0);
    Files.delete(kept.predictions(folds.get(2).name(), "counting"));
    benchmark(new Counting()).run(new Benchmark.Run(1, kept, Provenance.NONE, false), Progress.NONE);
    assertEquals(0, asked.get());
    benchmark(new Counting()).run(run(1, kept), Progress.NONE);
    assertEquals(1, asked.get());
    assertNotNull(kept.predictions(folds.get(2).name(), "counting"));
  }

  @Test
  void foreignOrDamagedResultsAreRefused() throws IOException {
    Path kept = folder.resolve("kept");
    benchmark(new Counting()).run(run(1, PartialResults.in(kept, false, "f")), Progress.NONE);
    assertProblem("Add --resume", () -> PartialResults.in(kept, false, "f"));
    assertProblem("other data, options or another version", () -> PartialResults.in(kept, true, "g"));
    PartialResults same = PartialResults.in(kept, true, "f");
    Path some;
    try (Stream<Path> files = Files.list(kept)) {
      some = files.filter(f -> f.toString().endsWith(".result")).sorted().findFirst().orElseThrow();
    }
    byte[] good = Files.readAllBytes(some);
    for (int at : new int[] {good.length / 3, good.length / 2, good.length - 3}) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(some, bad);
      assertProblem(some.toString(), () -> benchmark(new Counting()).run(run(1, same), Progress.NONE));
      Files.write(some, java.util.Arrays.copyOf(good, at));
      assertProblem("is damaged. Delete it", () -> benchmark(new Counting()).run(run(1, same), Progress.NONE));
    }
    Files.write(some, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertProblem("not a result of this version", () -> PartialResults.in(kept, true, "f"));
    Files.delete(some);
    benchmark(new Counting()).run(run(1, PartialResults.in(kept, true, "f")), Progress.NONE);
    assertTrue(Files.exists(some));
  }

  @Test
  void whatAKilledRunWasWritingIsRemovedWithTheRest() throws IOException {
    Path kept = folder.resolve("kept");
    PartialResults results = PartialResults.in(kept, false, "f");
    benchmark(new Counting()).run(run(1, results), Progress.NONE);
    Files.writeString(kept.resolve(".c3tl-1234-x.result"), "half");
    Files.writeString(kept.resolve("mine.txt"), "mine");
    assertEquals(results.count(), PartialResults.in(kept, true, "f").count());
    results.clear();
    try (Stream<Path> left = Files.list(kept)) {
      assertEquals(List.of(kept.resolve("mine.txt")), left.toList());
    }
  }

  @Test
  void fingerprintsTellTablesApart() {
    String one = new Fingerprint().add(table).text();
    assertEquals(one, new Fingerprint().add(Grids.simulate(24, 6, 30, 0.9, 4)).text());
    assertTrue(Stream.of(table.where(r -> r > 0), table.withColumn("line", java.util.Collections.nCopies(table.size(), "x")),
        Grids.simulate(24, 6, 30, 0.9, 5), Grids.simulate(24, 6, 29, 0.9, 4))
        .noneMatch(t -> new Fingerprint().add(t).text().equals(one)));
    assertFalse(new Fingerprint().add("ab").add("c").text().equals(new Fingerprint().add("a").add("bc").text()));
  }

  private static void assertProblem(String part, org.junit.jupiter.api.function.Executable work) {
    InvalidInputException e = assertThrows(InvalidInputException.class, work);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}

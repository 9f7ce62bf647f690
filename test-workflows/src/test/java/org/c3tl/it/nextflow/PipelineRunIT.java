package org.c3tl.it.nextflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.c3tl.baseline.Baselines;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.c3tl.it.nextflow.Nextflow.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the profile {@code test}: from simulated cells to metrics, entered again at later places, here and by Slurm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineRunIT {
  /** Tasks of each process. */
  private static final Map<String, Long> TASKS = Map.of("SIMULATE", 1L, "PSEUDOBULK", 2L, "MERGE", 1L, "SPLIT", 1L,
      "TRAIN", 2L, "PREDICT", 2L, "EVALUATE", 1L, "REPORT", 1L);

  /** Name of the first run, by which its session is found whatever ran since. */
  private static final String RUN = "the-first-run";

  private Path folder;
  private Nextflow nextflow;
  private Outcome outcome;
  private Path results;

  @BeforeAll
  void runTestProfile(@TempDir Path shared) throws Exception {
    folder = shared;
    nextflow = new Nextflow(folder, Map.of());
    outcome = nextflow.pipeline("-profile", "test", "--outdir", "first", "-name", RUN);
    results = folder.resolve("first");
  }

  @Test
  void endsWithWhereTheResultsAreAndTheMainFigures() throws IOException {
    outcome.passes().says("Results are in " + results.toRealPath());
    String[] shown = outcome.output().split("Results are in ")[1].split("\n");
    for (String method : List.of("c3tl", "no-change", "mean", "closest", "additive")) {
      assertTrue(List.of(shown).stream().anyMatch(l -> l.matches(" *" + method + " +-?[0-9.]+ +[0-9.]+ *")
          || method.equals("no-change") && l.matches(" *no-change +(-|-?[0-9.]+) +[0-9.]+ *")), outcome.output());
    }
  }

  @Test
  void everyStepRanInEveryFold() throws IOException {
    List<Map<String, String>> tasks = Nextflow.trace(results);
    assertEquals(Set.of("COMPLETED"), tasks.stream().map(t -> t.get("status")).collect(Collectors.toSet()));
    Map<String, Long> count = tasks.stream().map(t -> t.get("process").replaceFirst(".*:", ""))
        .collect(Collectors.groupingBy(p -> p, Collectors.counting()));
    assertEquals(TASKS, count);
    String versions = Files.readString(results.resolve("pipeline_info/c3tl_mqc_versions.yml"));
    assertTrue(versions.matches("(?s).*TRAIN:\n  c3tl: [0-9].*Nextflow: 25\\.04.*"), versions);
  }

  @Test
  void resultsHoldWhatTheManualPromises() throws IOException {
    EffectTable effects = EffectFiles.read(results.resolve("effects/effects.h5ad"));
    assertEquals(4, effects.contexts().size());
    assertEquals(60, effects.genes().size());
    assertEquals(2, count("simulated", ".h5ad"));
    assertEquals(2, count("splits", ".toml"));
    assertEquals(2, count("models", ".c3tl"));
    assertEquals(2, count("models", ".curve.tsv"));
    assertEquals(2, count("predictions", ".h5ad"));
    Set<String> methods = new TreeSet<>();
    Set<String> contexts = new TreeSet<>();
    for (Map<String, String> row : Nextflow.table(results.resolve("evaluation/metrics.tsv"))) {
      methods.add(row.get("method"));
      contexts.add(row.get("context"));
    }
    Set<String> expected = new TreeSet<>(Set.of("c3tl"));
    Baselines.all().forEach(b -> expected.add(b.name()));
    assertEquals(expected, methods);
    assertEquals(2, contexts.size(), contexts.toString());
    assertTrue(Files.size(results.resolve("evaluation/summary.json")) > 0);
    String report = Files.readString(results.resolve("report/report.html"));
    for (String figure : List.of("scatter", "contexts", "learning-curve", "latent-map")) {
      assertTrue(report.contains("<section id=\"" + figure + "\">"), figure);
      assertTrue(Files.exists(results.resolve("report/figures/" + figure + ".png")), figure);
    }
    assertEquals(3, count("report/multiqc", "_mqc.json"));
  }

  private int count(String subfolder, String ending) throws IOException {
    try (var files = Files.list(results.resolve(subfolder))) {
      return (int) files.filter(f -> f.toString().endsWith(ending)).count();
    }
  }

  @Test
  void resumeRunsNothingAgain() throws Exception {
    nextflow.pipeline("-profile", "test", "--outdir", "second", "-resume", session(RUN)).passes().says("Results are in");
    List<Map<String, String>> tasks = Nextflow.trace(folder.resolve("second"));
    assertEquals(11, tasks.size());
    assertEquals(Set.of("CACHED"), tasks.stream().map(t -> t.get("status")).collect(Collectors.toSet()));
    assertEquals(-1, Files.mismatch(results.resolve("evaluation/metrics.tsv"),
        folder.resolve("second/evaluation/metrics.tsv")));
  }

  /** Session of a run: {@code -resume} takes no names. */
  private String session(String run) throws IOException {
    return Files.readAllLines(folder.resolve(".nextflow/history")).stream().map(l -> l.split("\t"))
        .filter(l -> l[2].equals(run)).findFirst().orElseThrow()[5];
  }

  @Test
  void finishedEffectsAndAModelAreEntriesToo() throws Exception {
    Nextflow strict = new Nextflow(folder, Nextflow.STRICT);
    // The strict parser of 25.04 does not see --outdir where the configuration names the trace (nextflow#6363).
    Path effects = results.resolve("effects/effects.h5ad");
    strict.pipeline("--effects", effects.toString(), "--folds", "2", "--outdir", "third", "-with-trace",
        "third/pipeline_info/trace_.txt").passes();
    assertEquals(Set.of("SPLIT", "TRAIN", "PREDICT", "EVALUATE", "REPORT"), processes(folder.resolve("third")));
    assertEquals(-1, Files.mismatch(results.resolve("evaluation/metrics.tsv"),
        folder.resolve("third/evaluation/metrics.tsv")), "the same effects, folds and seed give other metrics");

    Path model;
    try (var models = Files.list(results.resolve("models"))) {
      model = models.filter(m -> m.toString().endsWith(".c3tl")).sorted().findFirst().orElseThrow();
    }
    Path pilot = pilot(EffectFiles.read(effects), "fresh", 3);
    strict.pipeline("--model", model.toString(), "--context_effects", pilot.toString(), "--outdir", "fourth", "-with-trace",
        "fourth/pipeline_info/trace_.txt").passes().says("Results are in");
    assertEquals(Set.of("PREDICT"), processes(folder.resolve("fourth")));
    EffectTable predicted = EffectFiles.read(folder.resolve("fourth/predictions/pilot.predictions.h5ad"));
    assertEquals(List.of("fresh"), predicted.contexts().names());
    assertEquals(60, predicted.genes().size());
    assertEquals(9, predicted.size(), "all of the 12 perturbations but the 3 measured ones");
  }

  /** Writes some effects of the table's first context as those of another one. */
  private Path pilot(EffectTable effects, String context, int perturbations) throws IOException {
    EffectTable.Builder builder = EffectTable.builder(effects.kind(), effects.genes()).normalisation(effects.normalisation());
    for (int p = 0; p < perturbations; p++) {
      builder.row(effects.perturbations().name(p), context, effects.values(effects.rowOf(p, 0)));
    }
    Path file = folder.resolve("pilot.tsv");
    EffectFiles.write(file, builder.build(), false);
    return file;
  }

  private static Set<String> processes(Path results) throws IOException {
    return Nextflow.trace(results).stream().map(t -> t.get("process").replaceFirst(".*:", "")).collect(Collectors.toSet());
  }

  @Test
  void stubsMakeTheSameFolders() throws Exception {
    nextflow.pipeline("-profile", "test", "--outdir", "stubs", "-stub-run").passes();
    assertEquals(folders(results), folders(folder.resolve("stubs")));
  }

  private static Set<String> folders(Path parent) throws IOException {
    try (var files = Files.list(parent)) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void slurmGivesTheSameResults() throws Exception {
    boolean ready = slurmAnswers();
    assumeTrue(ready, "No Slurm answers here; as root, test-workflows/nextflow/slurm.sh up sets one up.");
    Path polling = Nextflow.ROOT.resolve("test-workflows/nextflow/fast-polling.config");
    nextflow.pipeline("-profile", "test,slurm", "--outdir", "slurm", "-c", polling.toString()).passes();
    List<Map<String, String>> tasks = Nextflow.trace(folder.resolve("slurm"));
    assertEquals(11, tasks.size());
    for (Map<String, String> task : tasks) {
      String job = nextflow.start(List.of("scontrol", "show", "job", task.get("native_id"))).passes().output();
      assertTrue(job.contains("JobState=COMPLETED"), job);
      assertTrue(job.contains("JobName=nf-" + task.get("name").replace(':', '_').replace(' ', '_')), job);
    }
    assertEquals(-1, Files.mismatch(results.resolve("evaluation/metrics.tsv"),
        folder.resolve("slurm/evaluation/metrics.tsv")));
  }

  @Test
  void trainingsOnAGpuAskSlurmForOne() throws Exception {
    boolean ready = slurmAnswers() && nextflow.start(List.of("sinfo", "-h", "-o", "%G")).output().contains("gpu");
    assumeTrue(ready, "No Slurm with a GPU answers here; as root, test-workflows/nextflow/slurm.sh up sets up one that says so.");
    Path polling = Nextflow.ROOT.resolve("test-workflows/nextflow/fast-polling.config");
    nextflow.pipeline("-profile", "test,slurm", "--outdir", "gpu", "-stub-run", "--device", "cuda", "-c", polling.toString()).passes();
    for (Map<String, String> task : Nextflow.trace(folder.resolve("gpu"))) {
      String job = nextflow.start(List.of("scontrol", "show", "job", task.get("native_id"))).passes().output();
      assertEquals(task.get("process").endsWith("TRAIN"), job.contains("gpu:1"), job);
    }
  }

  private boolean slurmAnswers() throws InterruptedException {
    try {
      return nextflow.start(List.of("sinfo", "-h", "-o", "%t")).output().contains("idle");
    } catch (IOException e) {
      return false;
    }
  }
}

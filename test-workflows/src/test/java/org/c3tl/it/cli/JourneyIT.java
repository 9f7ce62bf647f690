package org.c3tl.it.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From simulated data to judged predictions, one command after the other. */
class JourneyIT {
  @TempDir Path folder;

  @Test
  void effectsToJudgedPredictions() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "8", "--perturbations", "60", "--genes", "200", "-o", "effects.h5ad")
        .ok();
    EffectTable effects = EffectFiles.read(folder.resolve("effects.h5ad"));
    String target = effects.contexts().name(2);
    Jar.Result trained = Jar.run(folder, "train", "effects.h5ad", "--target-context", target, "--known-fraction", "0.2",
        "--seed", "1", "-o", "model.c3tl", "--curve", "curve.tsv").ok();
    assertEquals(List.of("model.c3tl", "curve.tsv"), trained.out().lines().toList());
    assertTrue(Files.readString(folder.resolve("curve.tsv")).startsWith("phase\tmember\tepoch\ttrain_mse"));
    assertTrue(Jar.run(folder, "inspect", "model.c3tl").ok().out().contains("c3tl-model"));

    Jar.run(folder, "predict", "model.c3tl", "-o", "predictions.h5ad").ok();
    EffectTable predicted = EffectFiles.read(folder.resolve("predictions.h5ad"));
    assertEquals(48, predicted.size());
    assertEquals(List.of("new"), predicted.columns().get("role").stream().distinct().toList());

    Jar.run(folder, "evaluate", "predictions.h5ad", "--truth", "effects.h5ad", "-o", "evaluation").ok();
    JsonNode methods = summary("evaluation");
    assertTrue(mean(methods, "c3tl", "pearson_delta") > mean(methods, "mean", "pearson_delta"), methods.toString());

    // The same context as a new one: the model has never seen it, its known effects come as a table.
    EffectTable others = effects.where(r -> !effects.cell(r).context().equals(target));
    EffectFiles.write(folder.resolve("others.tsv.gz"), others, false);
    EffectTable pilot = effects.where(r -> effects.cell(r).context().equals(target) && effects.perturbation(r) < 12);
    EffectFiles.write(folder.resolve("pilot.tsv"), pilot, false);
    Files.writeString(folder.resolve("wanted.txt"), effects.perturbations().name(30) + "\r\n\r\n"
        + effects.perturbations().name(40) + "\n");
    Jar.run(folder, "train", "others.tsv.gz", "-o", "others.c3tl").ok();
    Jar.run(folder, "predict", "others.c3tl", "--context-effects", "pilot.tsv", "--perturbations", "wanted.txt", "-o",
        "new.tsv").ok();
    EffectTable fresh = EffectFiles.read(folder.resolve("new.tsv"));
    assertEquals(List.of(effects.perturbations().name(30), effects.perturbations().name(40)), fresh.perturbations().names());
    assertEquals(List.of(target), fresh.contexts().names());
  }

  @Test
  void isReproducible() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "5", "--perturbations", "20", "--genes", "50", "-o", "effects.tsv").ok();
    for (String name : List.of("a", "b")) {
      Jar.run(folder, "train", "effects.tsv", "--seed", "3", "--epochs", "15", "-o", name + ".c3tl").ok();
    }
    assertArrayEquals(Files.readAllBytes(folder.resolve("a.c3tl")), Files.readAllBytes(folder.resolve("b.c3tl")));
  }

  @Test
  void benchmarkComparesAllMethodsOnTheSameCells() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "6", "--perturbations", "40", "--genes", "100", "-o", "effects.h5ad")
        .ok();
    Jar.Result result = Jar.run(folder, "benchmark", "effects.h5ad", "--known-fraction", "0.2", "--seeds", "2", "--epochs",
        "60", "-o", "bench").ok();
    for (String method : List.of("c3tl", "no-change", "mean", "closest", "additive")) {
      assertTrue(result.out().contains(method), result.out());
    }
    List<String> lines = Files.readAllLines(folder.resolve("bench/metrics.tsv"));
    assertEquals("method\tfold\tcontext\tperturbation\tmetric\tvalue", lines.get(0));
    JsonNode methods = summary("bench");
    assertTrue(mean(methods, "c3tl", "pearson_delta") > mean(methods, "mean", "pearson_delta"), methods.toString());
    assertTrue(mean(methods, "c3tl", "skill") > 0, methods.toString());
    assertTrue(Jar.run(folder, "benchmark", "effects.h5ad", "-o", "bench").refused("--overwrite").out().isEmpty());
  }

  @Test
  void interruptionLeavesNothingAndAKilledTrainingGoesOn() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "8", "--perturbations", "60", "--genes", "300", "-o", "effects.h5ad")
        .ok();
    String[] train = {"train", "effects.h5ad", "--validation", "none", "--epochs", "120", "--basis-rank", "0", "--hidden", "128"};
    Jar.run(folder, with(train, "-o", "whole.c3tl")).ok();

    Process interrupted = Jar.start(folder, with(train, "-o", "interrupted.c3tl", "--checkpoint", "states",
        "--checkpoint-every", "0"));
    awaitStates(interrupted);
    interrupted.destroy();
    assertTrue(interrupted.waitFor() != 0);
    assertFalse(Files.exists(folder.resolve("interrupted.c3tl")));

    for (int kills = 0; kills < 2; kills++) {
      Process killed = Jar.start(folder, with(train, "-o", "resumed.c3tl", "--checkpoint", "states", "--checkpoint-every", "0",
          "--resume"));
      awaitStates(killed);
      Thread.sleep(300);
      killed.destroyForcibly().waitFor();
    }
    Jar.run(folder, with(train, "-o", "resumed.c3tl", "--checkpoint", "states", "--checkpoint-every", "0", "--resume"))
        .ok();
    assertArrayEquals(Files.readAllBytes(folder.resolve("whole.c3tl")), Files.readAllBytes(folder.resolve("resumed.c3tl")));
    assertFalse(Files.exists(folder.resolve("states")), "checkpoints are removed after success");
  }

  @Test
  void thePapersComparisonSaysHowFarAnyMethodCouldGo() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "8", "--perturbations", "60", "--genes", "100", "--truth", "truth.h5ad",
        "-o", "effects.h5ad").ok();
    Jar.run(folder, "benchmark", "effects.h5ad", "--protocol", "paper", "--truth", "truth.h5ad", "--methods",
        "c3tl,mean,additive", "--epochs", "60", "-o", "bench").ok();
    JsonNode summary = summary("bench");
    assertEquals(5, summary.get("folds").size());
    assertTrue(summary.at("/c3tl_minus_best_baseline/mse/difference").doubleValue() < 0, summary.toString());
    assertTrue(mean(summary, "truth-ceiling", "pearson_delta") > mean(summary, "c3tl", "pearson_delta"), summary.toString());
    for (JsonNode fold : summary.get("folds")) {
      assertEquals(54, EffectFiles.read(folder.resolve("bench/predictions/" + fold.get("name").textValue() + ".h5ad")).size());
    }
  }

  @Test
  void scarcityCostsAndAKilledBenchmarkGoesOn() throws IOException, InterruptedException {
    Jar.run(folder, "simulate", "effects", "--contexts", "10", "--perturbations", "60", "--genes", "100", "-o", "effects.h5ad")
        .ok();
    String[] benchmark = {"benchmark", "effects.h5ad", "--protocol", "scarcity", "--training-contexts", "6,2",
        "--known-fractions", "0.5,0.05", "--folds", "3", "--methods", "c3tl,mean,closest", "--epochs", "40"};
    Jar.run(folder, with(benchmark, "-o", "whole", "--threads", "1")).ok();
    List<String> scarcity = Files.readAllLines(folder.resolve("whole/scarcity.tsv"));
    assertTrue(pearson(scarcity, "c3tl\t6\t0.5\t") > pearson(scarcity, "c3tl\t2\t0.05\t"), scarcity.toString());
    assertTrue(pearson(scarcity, "mean\t6\t0.05\t") > pearson(scarcity, "mean\t2\t0.05\t"), scarcity.toString());

    for (int kills = 0; kills < 2; kills++) {
      Process killed = Jar.start(folder, with(benchmark, "-o", "resumed", "--threads", "2", "--resume"));
      int there = kept();
      for (int i = 0; i < 1200 && killed.isAlive() && kept() <= there + kills; i++) {
        Thread.sleep(50);
      }
      assertTrue(killed.isAlive(), "the benchmark ended before it could be killed");
      killed.destroyForcibly().waitFor();
      assertFalse(Files.exists(folder.resolve("resumed")));
    }
    int kept = kept();
    assertTrue(kept > 1);
    Jar.run(folder, with(benchmark, "-o", "resumed")).refused("resumed.partial", "--resume");
    Jar.run(folder, with(benchmark, "-o", "resumed", "--resume", "--seed", "2")).refused("other data, options");
    Jar.Result resumed = Jar.run(folder, with(benchmark, "-o", "resumed", "--resume")).ok();
    assertTrue(resumed.err().contains(kept + " results of an earlier run"), resumed.err());
    for (String name : List.of("metrics.tsv", "scarcity.tsv", "contexts.tsv", "curve.tsv")) {
      assertArrayEquals(Files.readAllBytes(folder.resolve("whole/" + name)),
          Files.readAllBytes(folder.resolve("resumed/" + name)), name);
    }
    assertFalse(Files.exists(folder.resolve("resumed.partial")), "removed after success");
  }

  private int kept() throws IOException {
    Path partial = folder.resolve("resumed.partial");
    if (!Files.isDirectory(partial)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(partial)) {
      return (int) files.filter(f -> f.toString().endsWith(".result") && !f.getFileName().toString().startsWith(".")).count();
    }
  }

  private static double pearson(List<String> scarcity, String start) {
    String[] fields = scarcity.stream().filter(l -> l.startsWith(start) && l.contains("\tpearson_delta\t")).findFirst()
        .orElseThrow().split("\t");
    return Double.parseDouble(fields[5]);
  }

  private void awaitStates(Process p) throws IOException, InterruptedException {
    Path state = folder.resolve("states/fit-0.checkpoint");
    for (int i = 0; i < 600 && p.isAlive() && !Files.exists(state); i++) {
      Thread.sleep(50);
    }
    assertTrue(p.isAlive(), "the training ended before it could be interrupted");
  }

  private static String[] with(String[] command, String... more) {
    String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }

  private JsonNode summary(String result) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(result).resolve("summary.json").toFile());
  }

  static double mean(JsonNode summary, String method, String metric) {
    return summary.at("/methods/" + method + "/" + metric + "/mean").asDouble(Double.NaN);
  }
}

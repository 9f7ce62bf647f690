package org.c3tl.it.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real data, where ../shared/data is there. */
class RealDataIT {
  private static final Path DATA = Jar.SHARED.resolve("data");
  private static final String L1000 = DATA.resolve("effects/l1000_camda55_effects.h5ad").toString();

  @TempDir Path folder;

  @BeforeEach
  void needsData() {
    assumeTrue(Files.isDirectory(DATA), "no real data at " + DATA);
  }

  @Test
  void singleCellsToEffects() throws IOException, InterruptedException {
    Jar.run(folder, "pseudobulk", DATA.resolve("h5ad-fixtures/perturbench_devel.h5ad").toString(), "--perturbation-column",
        "condition", "--context-column", "cell_type", "--control-label", "control", "-o", "effects.h5ad").ok();
    EffectTable effects = EffectFiles.read(folder.resolve("effects.h5ad"));
    assertEquals(4, effects.contexts().size());
    assertEquals(33, effects.perturbations().size());
    assertEquals(500, effects.genes().size());
    Jar.run(folder, "train", "effects.h5ad", "--target-context", "A172", "--known-fraction", "0.3", "-o", "model.c3tl").ok();
    Jar.run(folder, "predict", "model.c3tl", "-o", "predictions.tsv").ok();
    assertTrue(EffectFiles.read(folder.resolve("predictions.tsv")).size() >= 5);
  }

  @Test
  void holdingOutAContextOfL1000() throws IOException, InterruptedException {
    Jar.run(folder, "train", L1000, "--target-context", "A375_6h", "--known-fraction", "0.1", "--seed", "1", "-o",
        "model.c3tl").ok();
    Jar.run(folder, "predict", "model.c3tl", "--context", "A375_6h", "-o", "predictions.h5ad").ok();
    assertEquals(49, EffectFiles.read(folder.resolve("predictions.h5ad")).size());
    Jar.run(folder, "evaluate", "predictions.h5ad", "--truth", L1000, "-o", "evaluation").ok();
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("evaluation/summary.json").toFile());
    assertTrue(JourneyIT.mean(summary, "c3tl", "pearson_delta") > JourneyIT.mean(summary, "mean", "pearson_delta"),
        summary.toString());
  }

  @Test
  void benchmarkOfL1000ReachesTheBar() throws IOException, InterruptedException {
    Jar.Result result = Jar.run(folder, "benchmark", L1000, "--hold-out", "cell_line", "--known-fraction", "0.1", "--seeds",
        "3", "--methods", "c3tl,mean,closest,additive,ridge-contexts,pca-ridge", "-o", "bench").ok();
    System.out.println(result.out());
    JsonNode summary = new ObjectMapper().readTree(folder.resolve("bench/summary.json").toFile());
    double r = JourneyIT.mean(summary, "c3tl", "pearson_delta");
    double mse = JourneyIT.mean(summary, "c3tl", "mse");
    assertTrue(r >= 0.230, "r = " + r);
    assertTrue(mse <= 0.815, "MSE = " + mse);
    for (String baseline : new String[] {"mean", "closest", "additive"}) {
      assertTrue(r > JourneyIT.mean(summary, baseline, "pearson_delta"), baseline + " is not beaten: " + result.out());
    }
  }
}

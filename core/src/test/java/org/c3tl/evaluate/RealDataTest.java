package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.c3tl.SharedData;
import org.c3tl.baseline.Baselines;
import org.c3tl.baseline.Predictor;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.io.EffectFiles;
import org.c3tl.metric.Metrics;
import org.junit.jupiter.api.Test;

/** The baselines on real data, against figures worked out in Python with another draw of the known perturbations. */
class RealDataTest {
  @Test
  void baselinesOnL1000AreAsInPython() throws IOException {
    EffectTable table = EffectFiles.read(SharedData.require("data/effects/l1000_camda55_effects.h5ad"));
    HoldOut.Folds made = new HoldOut("cell_line", 0.1, 0.2, null, 1, 3, 0).folds(table);
    assertEquals(12 * 3, made.folds().size());
    assertEquals(14 * 49 * 3, made.folds().stream().mapToInt(f -> f.wanted().size()).sum());
    Summary summary = Summary.of(new Benchmark(made.folds(), quick(), Metrics.all()).run(Progress.NONE));
    assertEquals(0.220, summary.stat("mean", "pearson_delta").mean(), 0.005);
    assertEquals(0.834, summary.stat("mean", "mse").mean(), 0.01);
    assertEquals(0.122, summary.stat("closest", "pearson_delta").mean(), 0.01);
    assertEquals(1.362, summary.stat("closest", "mse").mean(), 0.1);
    assertEquals(0.228, summary.stat("additive", "pearson_delta").mean(), 0.005);
    assertTrue(summary.stat("additive", "mse").mean() < 0.875, "shrunken at least as well as there");
    assertTrue(summary.stat("mean", "pearson_delta").sdOverSeeds() < 0.005);
    assertEquals(0.826, summary.stat("rescaled-mean", "mse").mean(), 0.01);
    assertEquals(summary.stat("mean", "pearson_delta").mean(), summary.stat("rescaled-mean", "pearson_delta").mean(), 1e-4);
    // 0.210 and 0.828 there, with a ridge towards 0 of one strength.
    assertTrue(summary.stat("ridge-contexts", "pearson_delta").mean() > 0.21);
    assertEquals(0.828, summary.stat("ridge-contexts", "mse").mean(), 0.01);
    for (String tuned : List.of("nearest-contexts", "ridge-contexts", "pca-ridge", "low-rank")) {
      assertTrue(summary.stat(tuned, "pearson_delta").mean() > 0.21, tuned);
      assertTrue(summary.stat(tuned, "mse").mean() < 0.87, tuned);
    }
  }

  @Test
  void latentAdditiveOnL1000BeatsTheMean() throws IOException {
    EffectTable table = EffectFiles.read(SharedData.require("data/effects/l1000_camda55_effects.h5ad"));
    HoldOut.Folds made = new HoldOut("cell_line", 0.1, 0.2, null, 1, 1, 3).folds(table);
    List<Predictor> methods = Baselines.all().stream()
        .filter(b -> List.of("mean", "latent-additive").contains(b.name())).toList();
    Summary summary = Summary.of(new Benchmark(made.folds(), methods, Metrics.all()).run(Progress.NONE));
    assertTrue(summary.stat("latent-additive", "pearson_delta").mean() > summary.stat("mean", "pearson_delta").mean());
    assertTrue(summary.stat("latent-additive", "mse").mean() < summary.stat("mean", "mse").mean());
  }

  /** All baselines but the network. */
  private static List<Predictor> quick() {
    return Baselines.all().stream().filter(b -> !b.name().equals("latent-additive")).toList();
  }

  @Test
  void allelesOfAGeneStayTogetherOnTheSparseGridOfMorphic() throws IOException {
    EffectTable table = EffectFiles.read(SharedData.require("data/effects/morphic_effects.h5ad"));
    HoldOut.Folds made = new HoldOut("context", 0.1, 0.2, "gene", 1, 3, 0).folds(table);
    assertTrue(made.skipped().size() >= 7, made.skipped().toString());
    assertTrue(made.unpredictable() > 0);
    Summary summary = Summary.of(new Benchmark(made.folds(), quick(), Metrics.all()).run(Progress.NONE));
    assertTrue(summary.stat("mean", "pearson_delta").mean() > 0.05);
    assertTrue(summary.stat("no-change", "mse").mean() < summary.stat("mean", "mse").mean(), "few contexts, noisy effects");
  }
}

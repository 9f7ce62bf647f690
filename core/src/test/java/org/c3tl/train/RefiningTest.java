package org.c3tl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Refinement;
import org.c3tl.model.Spread;
import org.c3tl.parallel.Workers;
import org.junit.jupiter.api.Test;

class RefiningTest {
  /** Rehearsals whose networks predict what {@code network} makes of the measured effect. */
  private static Refinement fit(EffectTable table, java.util.function.BiFunction<float[], Random, float[]> network) {
    try (Workers workers = new Workers(2)) {
      List<Selection.Rehearsal> rehearsals = new ArrayList<>();
      Random random = new Random(1);
      for (Split split : InnerSplit.draw(table, List.of("c0"), Map.of(), 1)) {
        EffectTable part = table.where(r -> split.role(table.cell(r)) == Split.Role.TRAIN);
        EffectTable held = table.where(r -> split.role(table.cell(r)) == Split.Role.VALIDATION);
        FeatureMap map = FeatureMap.fit(Trainer.values(part), 20, 1, workers);
        Rows rows = new Rows(part, map, TrainOptions.Criterion.PEARSON, workers);
        float[][] truth = Trainer.values(held).toArray(float[][]::new);
        int[] p = new int[truth.length];
        int[] c = new int[truth.length];
        float[][] made = new float[truth.length][];
        for (int i = 0; i < truth.length; i++) {
          p[i] = part.perturbations().indexOf(held.cell(i).perturbation());
          c[i] = part.contexts().indexOf(held.cell(i).context());
          made[i] = network.apply(truth[i], random);
        }
        rehearsals.add(new Selection.Rehearsal(part, rows, map, new Validator.Predicted(truth,
            map.toFeatures(truth, workers), p, c, map.toFeatures(made, workers))));
      }
      FeatureMap map = FeatureMap.fit(Trainer.values(table), 20, 1, workers);
      return Refining.fit(rehearsals, table, new Rows(table, map, TrainOptions.Criterion.PEARSON, workers), map,
          TrainOptions.Criterion.PEARSON, workers);
    }
  }

  private static EffectTable table() {
    EffectTable all = Grids.grid(40, 10, 60, 0, 1);
    return all.where(r -> all.context(r) != 0 || all.perturbation(r) < 6);
  }

  @Test
  void trustsANetworkThatKnows() {
    Refinement r = fit(table(), (truth, random) -> truth.clone());
    assertTrue(r.blend().network() > 0.8, r.blend().toString());
    assertTrue(r.blend().mean() + r.blend().neighbours() < 0.2, r.blend().toString());
  }

  @Test
  void trustsItLessWhereLittleWasHidden() {
    EffectTable all = Grids.grid(9, 5, 60, 0, 1);
    Refinement r = fit(all.where(c -> all.context(c) != 0 || all.perturbation(c) < 2), (truth, random) -> truth.clone());
    assertTrue(r.blend().network() < 0.7, r.blend().toString());
    assertTrue(r.blend().mean() > 0, r.blend().toString());
  }

  @Test
  void dropsANetworkThatGuesses() {
    Refinement r = fit(table(), (truth, random) -> {
      float[] y = new float[truth.length];
      for (int g = 0; g < y.length; g++) {
        y[g] = (float) random.nextGaussian();
      }
      return y;
    });
    assertTrue(r.blend().network() < 0.05, r.blend().toString());
    assertTrue(r.blend().mean() + r.blend().neighbours() > 0.5, r.blend().toString());
  }

  @Test
  void theSpreadCoversEightyPercentOfWhatWasHidden() {
    EffectTable table = table();
    Refinement r = fit(table, (truth, random) -> truth.clone());
    assertEquals(table.genes().size(), r.spread().gene().length);
    for (float sd : r.spread().gene()) {
      assertTrue(sd > 0 && Float.isFinite(sd));
    }
    // A network that errs by noise of a known size: the spread must find that size, whatever the shape of the data.
    Refinement noisy = fit(table, (truth, random) -> {
      float[] y = truth.clone();
      for (int g = 0; g < y.length; g++) {
        y[g] += (float) (50 * random.nextGaussian());
      }
      return y;
    });
    assertTrue(mean(noisy.spread()) > mean(r.spread()), "larger errors, larger spread");
  }

  private static double mean(Spread spread) {
    double sum = 0;
    for (float sd : spread.gene()) {
      sum += sd;
    }
    return sum / spread.gene().length;
  }
}

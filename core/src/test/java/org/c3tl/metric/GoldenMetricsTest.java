package org.c3tl.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.c3tl.SharedData;
import org.c3tl.data.Axis;
import org.c3tl.data.Correlation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values that NumPy and SciPy gave for the same formulas, all of the file's. */
class GoldenMetricsTest {
  private JsonNode expected;
  /** As in the file: perturbations bear names of genes. */
  private ContextBlock block;
  /** The same with other names of genes, so that none is a target. */
  private ContextBlock withoutTargets;
  private double[][] real;
  private double[][] predicted;
  private double[] scores;
  // The table of differential expression, one value per gene.
  private double[] realChange;
  private double[] predictedChange;
  private double[] realP;
  private double[] predictedP;

  @BeforeEach
  void read() throws IOException {
    JsonNode golden = new ObjectMapper().readTree(SharedData.require("reference/metrics_golden.json").toFile());
    JsonNode fixture = golden.get("fixture");
    expected = golden.get("expected");
    double[] control = row(fixture.get("ctrl"));
    real = rows(fixture.get("real"));
    predicted = rows(fixture.get("pred"));
    scores = row(fixture.get("t_scores_G1"));
    realChange = row(fixture.get("de").get("real_lfc"));
    predictedChange = row(fixture.get("de").get("pred_lfc"));
    realP = row(fixture.get("de").get("real_padj"));
    predictedP = row(fixture.get("de").get("pred_padj"));
    double[][] truth = minus(real, control);
    double[] reference = new double[control.length];
    for (double[] t : truth) {
      for (int g = 0; g < reference.length; g++) {
        reference[g] += t[g] / truth.length;
      }
    }
    List<String> perturbations = names(fixture.get("perts"));
    block = new ContextBlock("c", perturbations, Axis.of("gene", names(fixture.get("genes"))), truth,
        minus(predicted, control), reference, truth).withControl(control);
    withoutTargets = new ContextBlock("c", perturbations.stream().map(p -> "perturbation of " + p).toList(), block.genes(),
        truth, block.prediction(), reference, truth);
  }

  @Test
  void everyValueOfTheFile() {
    Map<String, Supplier<double[]>> values = new LinkedHashMap<>();
    values.put("pearson_delta", () -> of(new PearsonDelta()));
    values.put("pearson_raw_trap", () -> IntStream.range(0, real.length)
        .mapToDouble(p -> Correlation.pearson(predicted[p], real[p])).toArray());
    values.put("mse", () -> of(new MeanSquaredError()));
    values.put("mae", () -> of(new MeanAbsoluteError()));
    values.put("rmse_average(perturbench)", () -> of(new RootMeanSquaredError()));
    values.put("cosine_logfc(perturbench)", () -> of(new CosineLogFoldChange()));
    values.put("pds_l1_v1(row,n,position)", this::discriminationOfVersion1);
    values.put("pds_cosine_v2(panel,n-1,midrank)", () -> of(discrimination(DiscriminationScore.Distance.COSINE), block));
    values.put("pds_cosine_none(no exclusion,n-1,midrank)",
        () -> of(discrimination(DiscriminationScore.Distance.COSINE), withoutTargets));
    values.put("pds_l2_none(n-1,midrank)", () -> of(discrimination(DiscriminationScore.Distance.L2), withoutTargets));
    values.put("centroid_accuracy(systema)=NIR(cellsimbench), on profiles, l2, strict", () -> of(new CentroidAccuracy()));
    values.put("rank_rmse_average(perturbench: per reference column over predictions, /n)", () -> of(new Rank()));
    values.put("pearson_delta_pert(systema/cellsimbench deltapert)", () -> of(new PearsonDeltaPert()));
    double[] weights = GeneWeights.of(scores);
    double[] truth = block.truth()[0];
    double[] prediction = block.prediction()[0];
    values.put("wmse_weights(G1)", () -> weights);
    values.put("wmse(G1)", () -> one(WeightedError.of(prediction, truth, weights)));
    values.put("weighted_r2_deltapert(G1)", () -> one(WeightedR2.of(PearsonDeltaPert.minus(prediction, block.reference()),
        PearsonDeltaPert.minus(truth, block.reference()), weights)));
    values.put("weighted_r2_deltactrl(G1)", () -> one(WeightedR2.of(prediction, truth, weights)));
    putResponse(values);
    values.put("norm_by_one(u=.6,b=.5)", () -> one(Skill.of(0.6, 0.5)));
    values.put("norm_by_zero(u=.03,b=.05)", () -> one(ErrorSkill.of(0.03, 0.05)));
    values.put("replicate_scale(u=.6,b=.5,r=.95)", () -> one(ReplicateSkill.of(0.6, 0.5, 0.95)));
    values.put("spearman_brown(r=.8)", () -> one(ReplicateSkill.spearmanBrown(0.8)));

    TreeSet<String> keys = new TreeSet<>();
    expected.fieldNames().forEachRemaining(keys::add);
    keys.remove("pearson_delta_of_predicting_control_is"); // words; tested below
    assertEquals(keys, new TreeSet<>(values.keySet()));
    // The file gives nine decimals.
    values.forEach((key, value) -> assertArrayEquals(expected.get(key).isArray() ? row(expected.get(key))
        : one(expected.get(key).doubleValue()), value.get(), 1e-9, key));
  }

  private void putResponse(Map<String, Supplier<double[]>> values) {
    boolean[] responds = below(realP);
    boolean[] called = below(predictedP);
    TopGenes.List r = new TopGenes.List(sizes(realChange, responds));
    TopGenes.List s = new TopGenes.List(sizes(predictedChange, called));
    int both = (int) IntStream.range(0, responds.length).filter(g -> responds[g] && called[g]).count();
    SignificantCounts counts = new SignificantCounts(both, r.length, s.length, responds.length);
    int[] real = IntStream.range(0, responds.length).filter(g -> responds[g]).toArray();
    values.put("overlap_at_N", () -> one(TopGenes.share(r, s, r.length)));
    values.put("precision_at_N", () -> one(TopGenes.share(r, s, s.length)));
    values.put("overlap_at_2", () -> one(TopGenes.share(r, s, 2)));
    values.put("sig_recall", () -> one((double) counts.both() / counts.real()));
    values.put("sig_jaccard", () -> one((double) both / (counts.real() + counts.predicted() - both)));
    values.put("informedness", () -> one(counts.informedness()));
    values.put("markedness", () -> one(counts.markedness()));
    values.put("mcc", () -> one(counts.mcc()));
    values.put("direction_match", () -> one(TopGenes.direction(r, r.length, realChange, predictedChange)));
    values.put("spearman_lfc_sig", () -> one(SpearmanDelta.of(pick(predictedChange, real), pick(realChange, real))));
    values.put("lfc_nmae(gate ignores min 10 here)",
        () -> one(EffectSizeError.of(predictedChange, realChange, responds)));
    values.put("direction_fidelity_yield_raw",
        () -> one(DirectionFidelity.of(predictedChange, realChange, called, r.length)));
    values.put("direction_reach_raw",
        () -> one(DirectionReach.of(predictedChange, realChange, Blocks.map(predictedP, p -> -p), real)));
    values.put("pr_auc(average precision)", () -> one(Calls.of(responds, predictedP).averagePrecision()));
    values.put("roc_auc", () -> one(Calls.of(responds, predictedP).rocArea()));
  }

  /** cell-eval's first form, which we do not offer: the own gene is left out only, positions are divided by P. */
  private double[] discriminationOfVersion1() {
    int n = block.size();
    double[] values = new double[n];
    for (int p = 0; p < n; p++) {
      double[] distance = new double[n];
      for (int q = 0; q < n; q++) {
        for (int g = 0; g < block.genes().size(); g++) {
          distance[q] += g == block.target(p) ? 0 : Math.abs(block.prediction()[p][g] - block.truth()[q][g]);
        }
      }
      int own = p;
      values[p] = 1 - (double) IntStream.range(0, n).filter(q -> distance[q] < distance[own]).count() / n;
    }
    return values;
  }

  @Test
  void predictingTheControlIsPenalised() {
    Scores none = new PearsonDelta().score(block.withPrediction(new double[real.length][real[0].length]));
    assertEquals("undefined (zero variance): v1 NaN, v2 -1",
        expected.get("pearson_delta_of_predicting_control_is").textValue());
    assertArrayEquals(new double[] {-1, -1, -1, -1}, none.perPerturbation());
    assertEquals(4, none.degenerate());
  }

  private double[] of(Metric metric) {
    return of(metric, block);
  }

  private static double[] of(Metric metric, ContextBlock block) {
    Scores scores = metric.score(block);
    assertEquals(0, scores.degenerate(), metric.name());
    return scores.perPerturbation();
  }

  private static Metric discrimination(DiscriminationScore.Distance distance) {
    return new DiscriminationScore(distance);
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static boolean[] below(double[] p) {
    boolean[] significant = new boolean[p.length];
    for (int g = 0; g < p.length; g++) {
      significant[g] = p[g] < Significance.LEVEL;
    }
    return significant;
  }

  private static double[] sizes(double[] change, boolean[] counts) {
    return IntStream.range(0, change.length).mapToDouble(g -> counts[g] ? Math.abs(change[g]) : 0).toArray();
  }

  private static double[] pick(double[] values, int[] at) {
    return IntStream.of(at).mapToDouble(g -> values[g]).toArray();
  }

  private static double[][] minus(double[][] rows, double[] control) {
    double[][] difference = new double[rows.length][];
    for (int p = 0; p < rows.length; p++) {
      difference[p] = PearsonDeltaPert.minus(rows[p], control);
    }
    return difference;
  }

  private static List<String> names(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.forEach(n -> names.add(n.textValue()));
    return names;
  }

  private static double[][] rows(JsonNode json) {
    double[][] rows = new double[json.size()][];
    for (int p = 0; p < rows.length; p++) {
      rows[p] = row(json.get(p));
    }
    return rows;
  }

  private static double[] row(JsonNode json) {
    double[] row = new double[json.size()];
    for (int g = 0; g < row.length; g++) {
      row[g] = json.get(g).doubleValue();
    }
    return row;
  }
}

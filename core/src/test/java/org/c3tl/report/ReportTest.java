package org.c3tl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Residual;
import org.c3tl.baseline.Additive;
import org.c3tl.baseline.Baselines;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.c3tl.evaluate.Fold;
import org.c3tl.evaluate.FoldScorer;
import org.c3tl.evaluate.Grids;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.evaluate.ResultFiles;
import org.c3tl.evaluate.Summary;
import org.c3tl.metric.Metrics;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures, page and MultiQC files of a small simulated benchmark. */
class ReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";

  @TempDir Path folder;

  /** Everything a report can use; the prediction is of the additive baseline, under another name and with an sd. */
  private static ReportInput input(EffectTable table) {
    List<Fold> folds = new ArrayList<>();
    List<EffectTable> predictions = new ArrayList<>();
    MetricTable scores = new MetricTable();
    List<CurvePoint> curve = new ArrayList<>();
    for (String context : table.contexts().names().subList(0, 3)) {
      Fold fold = Fold.of(table, Split.holdOut(table, context + "_seed1", java.util.Set.of(context), 0.3, 0, Map.of(), 1));
      EffectTable predicted = withSd(new Additive().predict(fold.task()));
      FoldScorer scorer = new FoldScorer(fold.name(), table, fold.task(), Metrics.all());
      scorer.score("c3tl", predicted, scores);
      Baselines.all().forEach(b -> scorer.score(b.name(), b.predict(fold.task()), scores));
      folds.add(fold);
      predictions.add(predicted);
      for (int e = 1; e <= 30; e++) {
        curve.add(new CurvePoint(fold.name(), "select", 0, e, 1.0 / e, 0.5 - 0.5 / e, 0.3 + 1.0 / e));
        curve.add(new CurvePoint(fold.name(), "fit", 0, e, 0.9 / e, Double.NaN, Double.NaN));
      }
    }
    ObjectNode summary = ResultFiles.summary(Provenance.of("benchmark").with("input", "effects.h5ad"), table, null, folds,
        Map.of(), List.of("a note of the results"), Metrics.all(), Summary.of(scores));
    List<ScarcityPoint> scarcity = new ArrayList<>();
    for (String m : List.of("c3tl", "mean")) {
      for (int n : new int[] {5, 3}) {
        for (int known : new int[] {2, 6, 14}) {
          scarcity.add(new ScarcityPoint(m, n, known, "pearson_delta", 0.1 * Math.log(known * n), 0.05, 3));
        }
      }
    }
    return new ReportInput(summary, ContextValue.of(scores), Predictions.of(predictions), table, model(table), curve, scarcity,
        List.of("a note of the input"));
  }

  private static EffectTable withSd(EffectTable table) {
    EffectTable.Builder b = EffectTable.builder(TableKind.PREDICTION, table.genes());
    for (int r = 0; r < table.size(); r++) {
      float[] sd = new float[table.genes().size()];
      java.util.Arrays.fill(sd, 0.8f + 0.1f * (r % 3));
      b.row(table.cell(r).perturbation(), table.cell(r).context(), table.values(r), sd, Double.NaN);
    }
    return b.build();
  }

  private static C3tlModel model(EffectTable table) {
    Random random = new Random(1);
    float[][] z = random(random, table.perturbations().size());
    float[][] psi = random(random, table.contexts().size());
    z[2] = null;
    return new C3tlModel(table.genes(), table.perturbations(), table.contexts(), List.of(table.contexts().name(0)),
        new NetworkOptions(4, 1, 5, Activation.RELU, Residual.OFF), new FeatureMap(table.genes().size(), null, 1),
        List.of(new C3tlModel.Member(Map.of(), z, psi)), null, null, new boolean[z.length][psi.length], null, "", Provenance.NONE);
  }

  private static float[][] random(Random random, int rows) {
    float[][] x = new float[rows][5];
    for (float[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) random.nextGaussian() * (5 - j);
      }
    }
    return x;
  }

  private static EffectTable table() {
    return Grids.simulate(16, 6, 40, 1, 1);
  }

  @Test
  void everyFigureIsMadeWithItsFilesAndNumbers() throws IOException {
    Report report = Report.of(input(table()), Progress.NONE);
    List<String> names = List.of("methods", "contexts", "scatter", "scarcity", "genes", "discrimination", "calibration",
        "learning-curve", "latent-map");
    assertEquals(names, report.figures().stream().map(Figure::name).toList());
    assertEquals(List.of(), report.write(folder, Progress.NONE));
    for (Figure f : report.figures()) {
      assertTrue(f.data().size() > 0, f.name());
      assertFalse(f.caption().isBlank() || f.reading().isBlank() || f.plot().description().isBlank(), f.name());
      String tsv = Files.readString(folder.resolve("figures/" + f.name() + ".tsv"));
      assertEquals(f.data().size() + 1, tsv.lines().count(), f.name());
      assertTrue(Files.readString(folder.resolve("figures/" + f.name() + ".svg")).startsWith("<svg "), f.name());
      var png = javax.imageio.ImageIO.read(folder.resolve("figures/" + f.name() + ".png").toFile());
      assertTrue(png.getWidth() > 400 && png.getHeight() > 200, f.name() + " " + png.getWidth() + " x " + png.getHeight());
    }
    String html = Files.readString(folder.resolve("report.html"));
    assertEquals(2 * names.size(), html.split("<svg xmlns", -1).length - 1, "each figure for a desk and for a phone");
    for (String text : List.of("does not differ clearly", "a note of the results", "a note of the input", "How to read it.",
        "Scholkemper", "effects.h5ad", "href=\"figures/scatter.png\"", "pearson_delta", "no-change")) {
      boolean there = html.contains(text);
      assertTrue(there || text.startsWith("does") && html.contains("than the best baseline here"), text);
    }
    assertFalse(report.html().contains("href=\"figures/"), "alone the page must not point to files");
  }

  @Test
  void pageReachesForNothingOutside() throws IOException {
    String html = Report.of(input(table()), Progress.NONE).html();
    assertFalse(html.matches("(?s).*(src|href)=\"(https?:)?//.*"), "a link to the network");
    assertFalse(html.contains("@import") || html.contains("url("), "a reference of the style");
    assertTrue(html.contains("default-src 'none'"));
    String shown = html.substring(0, html.indexOf("<script>"));
    assertFalse(shown.contains("NaN") || shown.contains("Infinity"), "a number that is none");
  }

  @Test
  void sameInputGivesTheSameBytes() throws IOException {
    assertEquals(Report.of(input(table()), Progress.NONE).html(), Report.of(input(table()), Progress.NONE).html());
  }

  @Test
  void namesFromFilesStayText() throws IOException {
    EffectTable plain = table();
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", plain.genes().names().stream().map(g -> g
        + HOSTILE).toList())).normalisation(HOSTILE);
    for (int r = 0; r < plain.size(); r++) {
      b.row(plain.cell(r).perturbation() + HOSTILE, plain.cell(r).context() + HOSTILE, plain.values(r));
    }
    ReportInput input = input(b.build());
    ((ObjectNode) input.summary()).put(HOSTILE, HOSTILE).put("version", HOSTILE);
    ((ObjectNode) input.summary().get("methods")).set(HOSTILE, input.summary().get("methods").get("mean").deepCopy());
    Report report = Report.of(input, Progress.NONE);
    report.write(folder, Progress.NONE);
    String html = Files.readString(folder.resolve("report.html"));
    assertFalse(html.contains("<img"), "an element from a name");
    assertTrue(html.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
    for (String multiqc : MultiQc.files(report).values()) {
      assertFalse(multiqc.contains("<img"), multiqc);
    }
  }

  @Test
  void whatIsMissingLeavesItsFiguresOut() throws IOException {
    ReportInput all = input(table());
    ReportInput little = new ReportInput(all.summary(), List.of(), Predictions.NONE, null, null, List.of(), List.of(), List.of());
    Report report = Report.of(little, Progress.NONE);
    assertEquals(List.of("methods"), report.figures().stream().map(Figure::name).toList());
    assertTrue(report.html().contains("Scores"));
    ObjectNode bare = MAPPER.createObjectNode();
    bare.putObject("methods").putObject("mine").putObject("mse").putNull("mean");
    String html = Report.of(new ReportInput(bare, List.of(), Predictions.NONE, null, null, List.of(), List.of(), List.of()),
        Progress.NONE).html();
    assertTrue(html.contains("mine was scored without baselines"), "no baseline, no claim");
  }

  @Test
  void memoryAloneIsEnoughForAPageAndAPicture() throws IOException {
    EffectTable table = table();
    ReportInput all = input(table);
    Fold fold = Fold.of(table, Split.holdOut(table, "f", java.util.Set.of("c0"), 0.3, 0, Map.of(), 1));
    EffectTable predicted = new Additive().predict(fold.task());
    MetricTable scores = new MetricTable();
    new FoldScorer("f", table, fold.task(), Metrics.all()).score("mine", predicted, scores);
    String html = Report.of(ReportInput.of((ObjectNode) all.summary(), scores, List.of(predicted), table), Progress.NONE).html();
    assertTrue(html.contains("Predicted against measured"));
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(Report.scatterPng(List.of(predicted), table)));
    assertTrue(image.getWidth() > 600);
    assertTrue(Report.scatterSvg(List.of(predicted), table).contains("perfect prediction"));
    EffectTable elsewhere = Grids.simulate(3, 2, 40, 1, 1).where(r -> r == 0);
    EffectTable none = EffectTable.builder(TableKind.PREDICTION, table.genes()).row("x", "y", elsewhere.values(0)).build();
    assertNull(Report.scatterPng(List.of(none), table));
  }

  @Test
  void correlationCoverageAndRolesOfPredictions() throws IOException {
    Axis genes = Axis.of("gene", List.of("a", "b", "c", "d"));
    EffectTable truth = EffectTable.builder(TableKind.EFFECT, genes).row("p", "x", new float[] {1, 2, 3, 4})
        .row("q", "x", new float[] {0, 0, 0, 0}).build();
    EffectTable predicted = EffectTable.builder(TableKind.PREDICTION, genes)
        .row("p", "x", new float[] {2, 4, 6, 8}, new float[] {1, 1, 1, 1}, 1).row("q", "x", new float[] {9, 9, 9, 9},
            new float[] {1, 1, 1, 1}, 1).build().withColumn("role", List.of("new", "known"));
    PairStudy study = PairStudy.of(Predictions.of(List.of(predicted)), truth, Progress.NONE);
    assertEquals(4, study.pairs());
    assertEquals(1, study.correlation(), 1e-12);
    // Errors of 1, 2, 3 and 4 standard deviations.
    assertEquals(0.25, study.coverage()[java.util.Arrays.binarySearch(PairStudy.LEVELS, 0.8)], 1e-12);
    assertEquals(0.5, study.coverage()[PairStudy.LEVELS.length - 1], 1e-12);
  }

  @Test
  void aSampleOfManyValuesIsEvenAndTheSame() throws IOException {
    int n = 1500;
    Axis genes = Axis.of("gene", IntStream.range(0, 1024).mapToObj(g -> "g" + g).toList());
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, genes);
    for (int p = 0; p < n; p++) {
      float[] x = new float[1024];
      for (int g = 0; g < 1024; g++) {
        x[g] = g;
      }
      b.row("p" + p, "c", x);
    }
    EffectTable table = b.build();
    PairStudy study = PairStudy.of(Predictions.of(List.of(table)), table, Progress.NONE);
    assertEquals(n * 1024L, study.pairs());
    assertTrue(study.sampled() > 700_000 && study.sampled() <= 1 << 20, "sampled " + study.sampled());
    int[] ofGene = new int[1024];
    for (int i = 0; i < study.sampled(); i++) {
      ofGene[(int) study.truth(i)]++;
    }
    int least = java.util.Arrays.stream(ofGene).min().orElseThrow();
    int most = java.util.Arrays.stream(ofGene).max().orElseThrow();
    assertTrue(least > 0.4 * n && most < 0.6 * n, "genes are sampled " + least + " to " + most + " times of " + n);
  }

  @Test
  void multiQcFilesHaveTheFormOfCustomContent() throws IOException {
    Report report = Report.of(input(table()), Progress.NONE);
    Map<String, String> files = MultiQc.files(report);
    assertEquals(List.of("c3tl_metrics_mqc.json", "c3tl_generalstats_mqc.json", "c3tl_training_mqc.json"),
        List.copyOf(files.keySet()));
    JsonNode metrics = MAPPER.readTree(files.get("c3tl_metrics_mqc.json"));
    assertEquals("table", metrics.get("plot_type").asText());
    assertTrue(metrics.get("data").get("C3TL").get("pearson_delta").isNumber());
    assertEquals(Baselines.all().size() + 1, metrics.get("data").size());
    metrics.get("data").forEach(row -> row.fieldNames().forEachRemaining(m -> assertTrue(metrics.get("headers").has(m), m)));
    JsonNode general = MAPPER.readTree(files.get("c3tl_generalstats_mqc.json"));
    assertEquals("generalstats", general.get("plot_type").asText());
    assertTrue(general.get("pconfig").isArray() && general.get("data").has("c0_seed1"));
    JsonNode training = MAPPER.readTree(files.get("c3tl_training_mqc.json"));
    assertEquals("linegraph", training.get("plot_type").asText());
    assertEquals(6, training.get("data").size());
    assertEquals(0.1, training.get("data").get("c1_seed1 select 1").get("10").asDouble(), 1e-12);
  }

  @Test
  void canBeCancelled() {
    ReportInput input = input(table());
    org.junit.jupiter.api.Assertions.assertThrows(CancellationException.class, () -> Report.of(input, (fraction, message) -> {
      throw new CancellationException();
    }));
  }
}

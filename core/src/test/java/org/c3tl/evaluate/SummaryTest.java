package org.c3tl.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.c3tl.metric.Family;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Metrics;
import org.c3tl.metric.Scores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  private static void add(MetricTable table, String method, String fold, long seed, String context, String metric, int bad,
      double... values) {
    table.add(new ContextScore(method, fold, seed, context, metric,
        IntStream.range(0, values.length).mapToObj(p -> "p" + p).toList(), Scores.perPerturbation(values, bad)));
  }

  private static MetricTable table() {
    MetricTable table = new MetricTable();
    add(table, "c3tl", "a_1", 1, "a", "pearson_delta", 1, 0.2, 0.4, 0.6);
    add(table, "c3tl", "b_1", 1, "b", "pearson_delta", 0, 0.8);
    add(table, "c3tl", "a_2", 2, "a", "pearson_delta", 0, 0.6);
    add(table, "c3tl", "b_2", 2, "b", "pearson_delta", 0, 0.6, 1.0);
    add(table, "mean", "a_1", 1, "a", "pearson_delta", 0, 0.5);
    add(table, "mean", "b_1", 1, "b", "pearson_delta", 0, 0.3);
    table.add(new ContextScore("mean", "a_1", 1, "a", "skill", List.of("p0"), Scores.ofContext(0, 0, 1)));
    table.add(new ContextScore("mean", "b_1", 1, "b", "skill", List.of("p0"), Scores.ofContext(Double.NaN, 0, 0)));
    return table;
  }

  @Test
  void averagesOverPerturbationsThenSeedsThenContexts() {
    Summary.Stat stat = Summary.of(table()).stat("c3tl", "pearson_delta");
    // a: (0.4 + 0.6) / 2 = 0.5, b: 0.8. Seeds: (0.4 + 0.8) / 2 = 0.6 and (0.6 + 0.8) / 2 = 0.7.
    assertEquals(0.65, stat.mean(), 1e-12);
    assertEquals(0.3 / Math.sqrt(2), stat.sd(), 1e-12);
    assertEquals(0.1 / Math.sqrt(2), stat.sdOverSeeds(), 1e-12);
    assertEquals(2, stat.contexts());
    assertEquals(1, stat.degenerate());
    assertEquals(7, stat.values());
  }

  @Test
  void saysWhatIsUndefined() {
    Summary summary = Summary.of(table());
    Summary.Stat skill = summary.stat("mean", "skill");
    assertEquals(1, skill.contexts());
    assertEquals(1, skill.undefined());
    assertTrue(Double.isNaN(skill.sd()));
    assertTrue(summary.toJson().get("mean").get("skill").get("sd").isNull());
    assertNull(summary.stat("c3tl", "skill"));
    assertTrue(Double.isNaN(summary.skillOfMeans("other")));
    assertEquals((0.65 - 0.4) / 0.6, summary.skillOfMeans("c3tl"), 1e-12);
    assertEquals(0, summary.toJson().get("mean").get("skill").get("of_means").doubleValue(), 1e-12);
  }

  @Test
  void printsATableThatDoesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      MetricTable table = table();
      add(table, "c3tl", "a_1", 1, "a", "mse", 0, 0.00123456);
      assertEquals(List.of(
          "method  pearson_delta  mse      skill",
          "c3tl    0.650 ± 0.212  0.00123  -",
          "mean    0.400 ± 0.141  -        0.000"), Summary.of(table).text().lines().toList());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void showsTheHeadlineOnlyAndKeepsToTheTerminal() {
    MetricTable table = new MetricTable();
    for (Metric metric : Metrics.all()) {
      for (String method : List.of("c3tl", "nearest-contexts", "replicate-ceiling")) {
        for (String context : List.of("a", "b")) {
          boolean given = metric.family() != Family.UNCERTAINTY;
          table.add(new ContextScore(method, "f", 1, context, metric.name(), List.of("p0"),
              given ? Scores.perPerturbation(new double[] {context.equals("a") ? -0.123456 : 0.00123456}, 0)
                  : Scores.UNDEFINED));
        }
      }
    }
    Summary summary = Summary.of(table);
    List<String> lines = summary.text().lines().toList();
    assertEquals(9, lines.size(), summary.text());
    lines.forEach(l -> assertTrue(l.length() <= 100, l.length() + ": " + l));
    assertTrue(lines.get(0).matches("method +pearson_delta +mse +skill +discrimination_score_cosine"), lines.get(0));
    assertTrue(lines.get(5).matches("method +pearson_deltapert"), lines.get(5));
    assertTrue(lines.get(8).startsWith("replicate-ceiling  -0."), lines.get(8));
    assertEquals(Metrics.all().size(), summary.toJson().get("c3tl").size());
    assertTrue(summary.toJson().get("c3tl").get("coverage_80").get("mean").isNull());

    MetricTable other = new MetricTable();
    add(other, "c3tl", "f", 1, "a", "ence", 0, 0.5);
    assertEquals(List.of("method  ence", "c3tl    0.500"), Summary.of(other).text().lines().toList());
  }

  @Test
  void writesTheLongTable(@TempDir Path folder) throws IOException {
    MetricTable table = new MetricTable();
    add(table, "c3tl", "a_1", 1, "a\tb", "mse", 0, 0.1, 1e-9);
    table.add(new ContextScore("c3tl", "a_1", 1, "a", "skill", List.of("p0"), Scores.ofContext(-0.25, 0, 1)));
    table.add(new ContextScore("c3tl", "a_1", 1, "b", "skill", List.of("p0"), Scores.ofContext(Double.NaN, 0, 0)));
    table.write(folder.resolve("metrics.tsv"));
    assertEquals("method\tfold\tcontext\tperturbation\tmetric\tvalue\n"
        + "c3tl\ta_1\t\"a\tb\"\tp0\tmse\t0.1\n"
        + "c3tl\ta_1\t\"a\tb\"\tp1\tmse\t1.0E-9\n"
        + "c3tl\ta_1\ta\t\tskill\t-0.25\n", Files.readString(folder.resolve("metrics.tsv")));
    List<MetricTable.Row> rows = new ArrayList<>();
    table.forEachRow(rows::add);
    assertEquals(new MetricTable.Row("c3tl", "a_1", "a", "", "skill", -0.25), rows.get(2));
    assertEquals(List.of("c3tl"), table.methods());
    assertEquals(List.of("mse", "skill"), table.metrics());
  }
}

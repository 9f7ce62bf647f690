package org.c3tl.it.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.io.EffectFiles;
import org.c3tl.it.cli.Jar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a browser without network: nothing missing, nothing cut, nothing wider than the window. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageIT {
  /** Texts that reach out of their picture, as JavaScript. Boxes have a pixel or two more than the letters. */
  private static final String CUT = """
      [...document.querySelectorAll('figure svg[role=img]')].filter(s => s.getClientRects().length).flatMap(s => {
        const box = s.getBoundingClientRect();
        return [...s.querySelectorAll('text')].filter(t => {
          const b = t.getBoundingClientRect();
          return b.left < box.left - 2 || b.right > box.right + 2 || b.top < box.top - 3 || b.bottom > box.bottom + 3;
        }).map(t => s.closest('section').id + ': ' + t.textContent);
      })""";

  /** Pairs of texts that cover each other. */
  private static final String COVERED = """
      [...document.querySelectorAll('figure svg[role=img]')].filter(s => s.getClientRects().length).flatMap(s => {
        const texts = [...s.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
        const pairs = [];
        for (let i = 0; i < texts.length; i++) for (let j = 0; j < i; j++) {
          const [a, b] = [texts[i][1], texts[j][1]];
          const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (w > 3 && h > 4) pairs.push(s.closest('section').id + ': ' + texts[i][0] + ' | ' + texts[j][0]);
        }
        return pairs;
      })""";

  private Path page;
  private Chromium chromium;

  @BeforeAll
  void makeReport(@TempDir Path folder, @TempDir Path profile) throws Exception {
    Path program = Chromium.find();
    assumeTrue(program != null, "There is no Chromium; in Debian 'apt-get install chromium' brings it, or CHROMIUM names one.");
    Jar.run(folder, "simulate", "effects", "--contexts", "6", "--perturbations", "40", "--genes", "120", "-o", "plain.h5ad").ok();
    EffectTable effects = renamed(EffectFiles.read(folder.resolve("plain.h5ad")));
    EffectFiles.write(folder.resolve("effects.h5ad"), effects, false);
    String target = effects.contexts().name(1);
    Jar.run(folder, "train", "effects.h5ad", "--target-context", target, "--known-fraction", "0.3", "--epochs", "40", "--curve",
        "curve.tsv", "-o", "model.c3tl").ok();
    Jar.run(folder, "predict", "model.c3tl", "-o", "predictions.h5ad").ok();
    Jar.run(folder, "evaluate", "predictions.h5ad", "--truth", "effects.h5ad", "-o", "evaluation").ok();
    List<String> scarcity = new ArrayList<>(List.of(
        "method\ttraining_contexts\tknown_fraction\tknown\tmetric\tmean\tsd\tse\tcontexts"));
    for (String method : List.of("c3tl", "mean", "closest")) {
      for (int contexts : new int[] {43, 20, 10, 5}) {
        for (int known : new int[] {11, 57, 114, 910}) {
          scarcity.add(String.join("\t", method, "" + contexts, "0.1", "" + known, "pearson_delta", ""
              + 0.1 * Math.log10(known * contexts * method.length()), "0.03", "0.01", "5"));
        }
      }
    }
    Files.write(folder.resolve("evaluation/scarcity.tsv"), scarcity);
    Jar.run(folder, "report", "evaluation", "--predictions", "predictions.h5ad", "--model", "model.c3tl", "--curve", "curve.tsv",
        "-o", "report").ok();
    page = folder.resolve("report/report.html");
    chromium = new Chromium(program, profile);
  }

  /** Names as long and as hostile as those of a file can be. */
  private static EffectTable renamed(EffectTable table) {
    EffectTable.Builder b = EffectTable.builder(table.kind(), table.genes()).normalisation("log1p, <b>simulated</b>");
    for (int r = 0; r < table.size(); r++) {
      b.row("(" + table.cell(r).perturbation() + ")-N-methyl-4-phenyl-1,2,3,6-tetrahydropyridine <i>10 uM</i>", table.cell(r)
          .context() + " primary human hepatocytes, donor 17, 24 h <script>alert(1)</script>", table.values(r));
    }
    return b.build();
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280})
  void everythingIsShownAndNothingIsCut(int width) throws Exception {
    chromium.open(page, width);
    chromium.picture(Files.createDirectories(Path.of("target")).resolve("report-" + width + ".png"));
    assertEquals(List.of(), chromium.errors());
    assertTrue(chromium.requests().stream().allMatch(r -> r.startsWith("file:") || r.startsWith("data:")),
        chromium.requests().toString());
    assertEquals(width, chromium.evaluate("innerWidth").asInt());
    assertTrue(chromium.evaluate("document.scrollingElement.scrollWidth <= innerWidth").asBoolean(),
        "the page is wider than the window: " + chromium.evaluate("document.scrollingElement.scrollWidth"));
    JsonNode figures = chromium.evaluate("[...document.querySelectorAll('figure')].map(f => "
        + "[...f.querySelectorAll('svg[role=img]')].map(s => s.getBoundingClientRect()).filter(b => b.width > 100 && b.height > "
        + "50 && b.right <= innerWidth).length)");
    assertEquals(9, figures.size());
    figures.forEach(n -> assertEquals(1, n.asInt(), "pictures of one figure: " + figures));
    double scale = chromium.evaluate("Math.min(...[...document.querySelectorAll('figure svg[role=img]')].filter(s => "
        + "s.getClientRects().length).map(s => s.getBoundingClientRect().width / s.viewBox.baseVal.width))").asDouble();
    assertTrue(scale > 0.85, "letters of 11 pixels are shrunk by " + scale);
    assertEquals("[]", chromium.evaluate(CUT).toString());
    assertEquals("[]", chromium.evaluate(COVERED).toString());
    assertEquals(0, chromium.evaluate("document.querySelectorAll('main script, main i:not([style]), figure b').length").asInt(),
        "an element from a name");
  }

  @Test
  void columnsCanBeSorted() throws Exception {
    chromium.open(page, 1280);
    String column = "[...document.querySelectorAll('#scores tbody')[0].rows].map(r => Number(r.cells[1].dataset.value))";
    chromium.evaluate("document.querySelectorAll('#scores thead th')[1].querySelector('button').click()");
    List<Double> down = numbers(chromium.evaluate(column));
    assertEquals(down.stream().sorted(java.util.Comparator.reverseOrder()).toList(), down);
    chromium.evaluate("document.querySelectorAll('#scores thead th')[1].querySelector('button').click()");
    List<Double> up = numbers(chromium.evaluate(column));
    assertEquals(down.stream().sorted().toList(), up);
    assertEquals(List.of(), chromium.errors());
  }

  private static List<Double> numbers(JsonNode array) {
    List<Double> numbers = new ArrayList<>();
    array.forEach(n -> numbers.add(n.asDouble()));
    assertTrue(numbers.size() > 3, array.toString());
    return numbers;
  }

  @Test
  void everyFileThatThePageNamesIsThere() throws Exception {
    chromium.open(page, 1280);
    JsonNode links = chromium.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))");
    assertTrue(links.size() > 27, links.toString());
    links.forEach(link -> {
      String to = link.asText();
      assertTrue(to.startsWith("#") || Files.exists(page.resolveSibling(to)), to);
    });
    assertTrue(chromium.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].every(a => document.querySelector("
        + "a.getAttribute('href')))").asBoolean());
  }
}

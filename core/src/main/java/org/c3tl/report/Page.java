package org.c3tl.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.c3tl.data.Provenance;
import org.c3tl.evaluate.Summary;
import org.c3tl.report.plot.Layout;
import org.c3tl.report.plot.Markup;
import org.c3tl.report.plot.Num;
import org.c3tl.report.plot.SvgWriter;

/**
 * The page: one HTML file with its style, its pictures and the few lines of script that sort tables, and a policy that lets it
 * load and run nothing else.
 */
final class Page {
  private static final int MOST_FOLDS = 200;
  private static final String DASH = "–";
  /** Entries of summary.json that the page tells in its own words. */
  private static final Set<String> TOLD = Set.of("space", "genes", "protocol", "seeds", "scored_cells", "unpredictable_cells",
  "folds", "skipped", "notes", "metrics", "methods", "roles", "c3tl_minus_best_baseline", "normalisation");

  private final Report report;
  private final List<String> endings;
  private final JsonNode summary;
  private final Methods methods;
  private final Summary stats;
  private final StringBuilder html = new StringBuilder(1 << 16);

  private Page(Report report, List<String> endings) {
    this.report = report;
    this.endings = endings;
    this.summary = report.input().summary();
    this.methods = report.methods();
    this.stats = report.stats();
  }

  /**
   * @param report a report
   * @param endings endings of the files that lie beside the page for each figure; empty for none
   * @return the page
   */
  static String of(Report report, List<String> endings) {
    return new Page(report, endings).page();
  }

  private String page() {
    String script = resource("page.js");
    String title = "C3TL report";
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src "
        + "'unsafe-inline'; script-src '").append(hash(script)).append("'\">\n<meta name=\"viewport\" "
        + "content=\"width=device-width, initial-scale=1\">\n").append("<meta name=\"color-scheme\" content=\"light\">\n<link "
        + "rel=\"icon\" href=\"data:,\">\n<title>").append(title).append("</title>\n<style>\n").append(resource("page.css"))
        .append("</style>\n</head>\n<body>\n<header>\n<h1>").append(title).append("</h1>\n");
    verdict();
    contents();
    html.append("</header>\n<main>\n");
    split();
    scores();
    report.figures().forEach(this::figure);
    notes();
    methodsText();
    provenance();
    html.append("</main>\n<footer>\n<p>Made by c3tl ").append(escape(Provenance.version()))
        .append(". This page needs no network and no other file. Colours: Okabe and Ito.</p>\n</footer>\n<script>").append(script)
        .append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private void verdict() {
    Verdict v = methods.focal() == null ? null : Verdict.of(methods, report.input().values(), stats, report.metric().name(),
        report.metric().higher());
    if (v == null) {
      String best = methods.all().isEmpty() ? "" : Methods.label(methods.all().get(0));
      html.append("<div class=\"verdict\"><strong>").append(methods.focal() == null ? "Baselines compared; the best is "
          + escape(best) + "." : escape(Methods.label(methods.focal())) + " was scored without baselines.").append("</strong>");
      if (methods.focal() != null && stats.stat(methods.focal(), report.metric().name()) != null) {
        html.append("<p>").append(escape(report.metric().phrase())).append(" (").append(escape(report.metric().name()))
            .append("): ").append(Num.shortest(stats.stat(methods.focal(), report.metric().name()).mean()))
            .append(". Without a baseline this number cannot be judged: the mean over other contexts alone often scores "
            + "high.</p>");
      }
      html.append("</div>\n");
      return;
    }
    html.append("<div class=\"verdict").append(v.sign() > 0 ? " good" : v.sign() < 0 ? " bad" : "").append("\"><strong>")
        .append(escape(v.headline())).append("</strong><p>").append(escape(v.numbers(report.metric().phrase()))).append("</p>");
    second(v);
    if (Double.isNaN(v.ceiling())) {
      html.append("<p class=\"soft small\">How near this is to the best possible is not known: there are no replicates and no "
          + "true ").append("effects that would give a ceiling.</p>");
    }
    html.append("</div>\n");
  }

  /** What the error says, since correlation is blind to size. */
  private void second(Verdict first) {
    Verdict v = first.metric().equals("mse") ? null : Verdict.of(methods, report.input().values(), stats, "mse", false);
    if (v == null) {
      return;
    }
    String mine = escape(Methods.label(v.method()));
    String numbers = Num.shortest(v.mean()) + " for " + mine + " against " + Num.shortest(v.other()) + " for "
        + escape(v.baseline()) + (Double.isNaN(v.se()) ? "" : escape(" (difference " + Num.withError(Math.abs(v.difference()),
        v.se()) + ")"));
    String word = v.sign() > 0 ? "lower, which is better, with " : v.sign() < 0 ? "higher, which is worse, with "
        : "not clearly different, with ";
    html.append("<p>").append(Double.isNaN(v.se()) ? "Mean squared error: " : v.sign() != first.sign()
        ? "Mean squared error does not say the same: it is " + word : v.sign() == 0 ? "Nor is the mean squared error clearly "
        + "different: " : "Mean squared error agrees: it is " + word).append(numbers).append(".</p>");
  }

  private void contents() {
    html.append("<nav aria-label=\"Contents\"><ul>\n<li><a href=\"#data\">Data and split</a></li>\n<li><a "
        + "href=\"#scores\">Scores</a></li>\n");
    report.figures().forEach(f -> html.append("<li><a href=\"#").append(f.name()).append("\">").append(escape(f.heading()))
        .append("</a></li>\n"));
    html.append("<li><a href=\"#notes\">Notes</a></li>\n<li><a href=\"#methods-text\">Methods text</a></li>\n"
        + "<li><a href=\"#provenance\">Provenance</a></li>\n</ul></nav>\n");
  }

  private void split() {
    html.append("<section id=\"data\">\n<h2>Data and split</h2>\n<p>").append(escape(splitText())).append("</p>\n");
    JsonNode folds = summary.path("folds");
    if (folds.size() > 0) {
      html.append("<details><summary>Folds (").append(folds.size()).append(")</summary>\n<div class=\"box\"><table "
          + "class=\"sortable\"><thead><tr><th>fold</th><th>context</th><th>seed</th><th>known</th>"
          + "<th>validation</th><th>test</th><th>scored</th>"
          + "<th>unpredictable</th></tr></thead><tbody>\n");
      int shown = 0;
      for (JsonNode fold : folds) {
        for (var target : fold.path("targets").properties()) {
          if (shown++ < MOST_FOLDS) {
            JsonNode n = target.getValue();
            html.append("<tr><th>").append(escape(fold.path("name").asText())).append("</th><td>").append(escape(target.getKey()))
                .append("</td>");
            count(fold.path("seed").asLong());
            for (String c : List.of("known", "validation", "test", "scored", "unpredictable")) {
              count(n.path(c).asLong());
            }
            html.append("</tr>\n");
          }
        }
      }
      html.append("</tbody></table></div>\n").append(shown > MOST_FOLDS ? "<p class=\"small\">The first " + MOST_FOLDS + " of "
          + shown + " lines; summary.json has all.</p>\n" : "").append("</details>\n");
    }
    html.append("</section>\n");
  }

  private void count(long n) {
    html.append("<td data-value=\"").append(n).append("\">").append(Num.grouped(n)).append("</td>");
  }

  private String splitText() {
    JsonNode p = summary.path("protocol");
    int folds = summary.path("folds").size();
    String inFolds = folds + (folds == 1 ? " fold" : " folds");
    StringBuilder s = new StringBuilder();
    if (p.isObject()) {
      String column = p.path("hold_out").asText("context");
      String what = column.equals("context") ? "One context at a time was held out"
          : "All contexts that share a value of '" + column + "' were held out together";
      s.append(what).append(", in ").append(inFolds).append(" with ").append(count(p.path("seeds").asInt(1), "draw", "draws"))
          .append(" of the known perturbations. ");
      if (p.path("name").asText().equals("scarcity")) {
        s.append("Both the number of training contexts and the part of the target's perturbations that is known were varied (")
            .append(list(p.path("known_fractions"))).append("), each smaller set within the larger ones. ");
      } else if (p.has("known_fraction")) {
        s.append(percent(p.path("known_fraction").asDouble())).append(" of a held-out context's perturbations stayed known");
        double validation = p.path("validation_fraction").asDouble();
        s.append(validation > 0 ? ", " + percent(validation) + " of these for validation only. " : ". ");
      } else if (p.path("name").asText().equals("paper")) {
        s.append("8 % of a held-out context's perturbations trained, 2 % validated, 90 % were scored, as in section 5 of the "
            + "paper. ");
      }
      String group = p.path("perturbation_group").asText("");
      if (!p.path("perturbation_group").isNull() && !group.isEmpty()) {
        s.append("Perturbations that share a value of '").append(group).append("' were known or tested together. ");
      }
    } else {
      s.append("The predictions came with the split they were made by, in ").append(inFolds).append(". ");
    }
    s.append(p.isObject() ? "The other " : "").append(Num.grouped(summary.path("scored_cells").asLong()))
        .append(" (perturbation, context) of ").append(Num.grouped(summary.path("genes").asLong()))
        .append(" genes each were predicted and scored, the same for every method").append(p.isObject()
        ? "; none of them was seen in training." : ".");
    long lost = summary.path("unpredictable_cells").asLong();
    if (lost > 0) {
      s.append(" ").append(Num.grouped(lost)).append(lost == 1 ? " more was" : " more were").append(" not scored for any method, "
          + "since the perturbation was measured in no training context.");
    }
    String unit = summary.path("normalisation").asText("");
    s.append(unit.isBlank() ? " Values are effects, that is differences from control; their normalisation is not recorded."
        : " Values are effects, that is differences from control; normalisation: " + unit + ".");
    return s.toString();
  }

  private static String count(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  private static String percent(double part) {
    return Num.shortest(100 * part).replaceFirst("\\.0+$", "") + " %";
  }

  private static String list(JsonNode numbers) {
    List<String> texts = new ArrayList<>();
    numbers.forEach(n -> texts.add(percent(n.asDouble())));
    return String.join(", ", texts);
  }

  private void scores() {
    List<String> headline = MetricText.HEADLINE.stream().filter(m -> methods.all().stream().anyMatch(x -> defined(x, m)))
        .toList();
    List<String> all = stats.methods().values().stream().flatMap(m -> m.keySet().stream()).distinct().toList();
    html.append("<section id=\"scores\">\n<h2>Scores</h2>\n");
    table(headline.isEmpty() ? all.subList(0, Math.min(5, all.size())) : headline);
    html.append("<p class=\"small soft\">Mean ± standard error over contexts, each the mean over its perturbations and folds. "
        + "Bold: best of a column, ceilings apart. <b>skill</b> is the share of what the mean baseline leaves that a method "
        + "gains: 0 for the mean baseline itself, negative for worse, 1 for perfect.").append(degenerate()).append("</p>\n");
    if (all.size() > headline.size()) {
      html.append("<details><summary>All ").append(all.size()).append(" metrics</summary>\n");
      transposed(all);
      html.append("</details>\n");
    }
    html.append("</section>\n");
  }

  private String degenerate() {
    boolean any = stats.methods().values().stream().flatMap(m -> m.values().stream()).anyMatch(s -> s.degenerate() > 0);
    return any ? " † Some values behind it were undefined, such as the correlation of a prediction that is the same for all "
        + "genes, and count as failures; pointing at the number shows how many." : "";
  }

  private boolean defined(String method, String metric) {
    Summary.Stat s = stats.stat(method, metric);
    return s != null && !Double.isNaN(s.mean());
  }

  private void table(List<String> metrics) {
    html.append("<div class=\"box\"><table class=\"sortable\"><thead><tr><th scope=\"col\">method</th>");
    for (String m : metrics) {
      html.append("<th scope=\"col\">").append(escape(m)).append("<small>").append(escape(better(m))).append("</small></th>");
    }
    html.append("</tr></thead><tbody>\n");
    for (String method : methods.all()) {
      html.append(method.equals(methods.focal()) ? "<tr class=\"focal\">" : "<tr>").append("<th scope=\"row\">")
          .append(escape(Methods.label(method))).append("</th>");
      metrics.forEach(m -> cell(method, m));
      html.append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private String better(String metric) {
    MetricText text = MetricText.of(summary, metric);
    return text.better().equals("nearest") ? "nearer to " + text.best() : text.better() + " is better";
  }

  private void transposed(List<String> metrics) {
    html.append("<div class=\"box\"><table class=\"sortable\"><thead><tr><th scope=\"col\">metric</th>");
    methods.all().forEach(m -> html.append("<th scope=\"col\">").append(escape(Methods.label(m))).append("</th>"));
    boolean described = metrics.stream().anyMatch(m -> !MetricText.of(summary, m).description().isEmpty());
    html.append(described ? "<th scope=\"col\" class=\"text\">what it is</th>" : "").append("</tr></thead><tbody>\n");
    for (String metric : metrics) {
      html.append("<tr><th scope=\"row\">").append(escape(metric)).append("<small>").append(escape(better(metric)))
          .append("</small></th>");
      methods.all().forEach(m -> cell(m, metric));
      html.append(described ? "<td class=\"text\">" + escape(MetricText.of(summary, metric).description()) + "</td>" : "")
          .append("</tr>\n");
    }
    html.append("</tbody></table></div>\n");
  }

  private void cell(String method, String metric) {
    Summary.Stat s = stats.stat(method, metric);
    if (s == null || Double.isNaN(s.mean())) {
      html.append("<td data-value=\"\">").append(DASH).append("</td>");
      return;
    }
    int decimals = decimals(metric);
    double se = MethodFigures.se(s);
    String failed = s.degenerate() > 0 ? Num.grouped(s.degenerate()) + " of " + Num.grouped(s.values())
        + " values were undefined and count as failures" : "";
    html.append("<td data-value=\"").append(Num.field(s.mean())).append('"').append(best(method, metric) ? " class=\"best\"" : "")
        .append(failed.isEmpty() ? "" : " title=\"" + failed + "\"").append('>').append(Num.fixed(s.mean(), decimals))
        .append(Double.isNaN(se) ? "" : " ± " + Num.fixed(se, decimals)).append(failed.isEmpty() ? "" : " †");
    if (metric.equals("skill")) {
      html.append("<span class=\"bar\"><i").append(s.mean() < 0 ? " class=\"minus\"" : "").append(" style=\"width:")
          .append(Math.round(100 * Math.min(1, Math.abs(s.mean())))).append("%\"></i></span>");
    }
    html.append("</td>");
  }

  private boolean best(String method, String metric) {
    if (methods.ceilings().contains(method)) {
      return false;
    }
    MetricText text = MetricText.of(summary, metric);
    double mine = distance(text, stats.stat(method, metric));
    return methods.all().stream().filter(m -> !methods.ceilings().contains(m) && defined(m, metric))
        .allMatch(m -> distance(text, stats.stat(m, metric)) >= mine);
  }

  private static double distance(MetricText text, Summary.Stat s) {
    return text.better().equals("nearest") ? Math.abs(s.mean() - text.best()) : text.higher() ? -s.mean() : s.mean();
  }

  /** Three decimals, or more where the values of a metric are small. */
  private int decimals(String metric) {
    double most = methods.all().stream().filter(m -> defined(m, metric)).mapToDouble(m -> Math.abs(stats.stat(m, metric).mean()))
        .filter(Double::isFinite).max().orElse(1);
    return most >= 0.1 || most == 0 ? 3 : Math.min(9, 2 - (int) Math.floor(Math.log10(most)));
  }

  private void figure(Figure f) {
    String wide = SvgWriter.write(f.plot(), Layout.WIDE);
    String narrow = SvgWriter.write(f.plot(), Layout.NARROW);
    html.append("<section id=\"").append(f.name()).append("\">\n<h2>").append(escape(f.heading())).append("</h2>\n<figure>\n")
        .append("<div class=\"desk\">\n").append(wide).append("</div>\n<div class=\"phone\">\n").append(narrow).append("</div>\n")
        .append("<figcaption>").append(escape(f.caption())).append("</figcaption>\n</figure>\n<p class=\"read\"><b>How to read "
        + "it.</b> ").append(escape(f.reading())).append("</p>\n");
    if (!endings.isEmpty()) {
      html.append("<p class=\"files\">Files: ").append(endings.stream().map(e -> "<a href=\"" + Report.FIGURES + "/" + f.name()
          + e + "\">" + f.name() + e + "</a>").collect(Collectors.joining(", "))).append("</p>\n");
    }
    html.append("</section>\n");
  }

  private void notes() {
    List<String> notes = new ArrayList<>();
    summary.path("notes").forEach(n -> notes.add(n.asText()));
    summary.path("skipped").properties().forEach(e -> notes.add("Not held out: " + e.getKey() + ", since " + e.getValue().asText()
        + "."));
    stats.methods().forEach((method, metrics) -> {
      List<String> failed = new ArrayList<>();
      metrics.forEach((metric, s) -> {
        if (s.degenerate() > 0) {
          failed.add(metric + " (" + Num.grouped(s.degenerate()) + " of " + Num.grouped(s.values()) + ")");
        }
      });
      if (!failed.isEmpty()) {
        notes.add(Methods.label(method) + ": undefined where something is constant, and counted as a failure, for "
            + String.join(", ", failed) + ".");
      }
    });
    notes.addAll(report.notes());
    html.append("<section id=\"notes\">\n<h2>Notes</h2>\n");
    html.append(notes.isEmpty() ? "<p>None.</p>\n" : "<ul class=\"notes\">\n");
    notes.forEach(n -> html.append("<li>").append(escape(n)).append("</li>\n"));
    html.append(notes.isEmpty() ? "" : "</ul>\n").append("</section>\n");
  }

  private void methodsText() {
    html.append("<section id=\"methods-text\">\n<h2>Methods text</h2>\n<p class=\"small soft\">For a paper's methods section; "
        + "check it against what you did.</p>\n");
    MethodsText.paragraphs(report, splitText()).forEach(p -> html.append("<p>").append(escape(p)).append("</p>\n"));
    html.append("<ol class=\"small\">\n");
    MethodsText.references(report).forEach(r -> html.append("<li>").append(escape(r)).append("</li>\n"));
    html.append("</ol>\n</section>\n");
  }

  private void provenance() {
    html.append("<section id=\"provenance\">\n<h2>Provenance</h2>\n<dl>\n");
    summary.properties().forEach(e -> {
      if (!TOLD.contains(e.getKey())) {
        entry(e.getKey(), e.getValue());
      }
    });
    summary.path("protocol").properties().forEach(e -> entry("protocol." + e.getKey(), e.getValue()));
    entry("seeds", summary.path("seeds"));
    html.append("</dl>\n</section>\n");
  }

  private void entry(String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      html.append("<dt>").append(escape(name)).append("</dt><dd>").append(escape(value.isTextual() ? value.asText()
          : value.toString())).append("</dd>\n");
    }
  }

  /** Escaped, and with numbers kept together with their unit and error. */
  private static String escape(String text) {
    return Markup.escape(text).replace(" %", "\u00a0%").replace(" ± ", "\u00a0±\u00a0");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String script) {
    try {
      return "sha256-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
          .digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

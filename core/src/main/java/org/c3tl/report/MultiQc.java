package org.c3tl.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.evaluate.Summary;
import org.c3tl.report.plot.Markup;

/**
 * The same numbers for MultiQC's page of a whole pipeline, as custom content: files that any MultiQC finds by their names.
 *
 * <p>Source: MultiQC {@code docs/markdown/custom_content/index.md}.
 */
final class MultiQc {
  /** Names of the files. */
  static final List<String> NAMES = List.of("c3tl_metrics_mqc.json", "c3tl_generalstats_mqc.json", "c3tl_training_mqc.json");

  private static final int MOST_LINES = 60;
  private static final int MOST_POINTS = 150;
  private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MultiQc() { }

  /**
   * @param report a report
   * @return content of each file by its name
   */
  static Map<String, String> files(Report report) {
    Map<String, String> files = new LinkedHashMap<>();
    put(files, NAMES.get(0), metrics(report));
    put(files, NAMES.get(1), generalStats(report));
    put(files, NAMES.get(2), training(report));
    return files;
  }

  private static void put(Map<String, String> files, String name, ObjectNode json) {
    if (json != null) {
      try {
        files.put(name, MAPPER.writeValueAsString(json) + "\n");
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static ObjectNode section(String id, String name, String description, String plot) {
    return JsonNodeFactory.instance.objectNode().put("id", id).put("parent_id", "c3tl").put("parent_name", "C3TL")
        .put("parent_description", "Prediction of perturbation effects in new cellular contexts, beside baselines.")
        .put("section_name", name).put("description", description).put("plot_type", plot);
  }

  private static ObjectNode metrics(Report report) {
    ObjectNode json = section("c3tl_metrics", "Scores of all methods", "Mean over held-out contexts. Read C3TL's row beside "
        + "those of the baselines: the mean over the other contexts is a strong one.", "table");
    List<String> names = MetricText.HEADLINE.stream().filter(m -> report.methods().all().stream().anyMatch(x -> defined(report,
        x, m))).toList();
    json.putObject("pconfig").put("id", "c3tl_metrics_table").put("title", "C3TL: scores").put("namespace", "C3TL")
        .put("col1_header", "Method");
    ObjectNode headers = json.putObject("headers");
    names.forEach(m -> header(headers.putObject(m), report, m));
    ObjectNode data = json.putObject("data");
    for (String method : report.methods().all()) {
      ObjectNode row = data.putObject(safe(Methods.label(method)));
      names.stream().filter(m -> defined(report, method, m)).forEach(m -> row.put(m, report.stats().stat(method, m).mean()));
    }
    return names.isEmpty() ? null : json;
  }

  private static boolean defined(Report report, String method, String metric) {
    Summary.Stat s = report.stats().stat(method, metric);
    return s != null && Double.isFinite(s.mean());
  }

  private static void header(ObjectNode header, Report report, String metric) {
    MetricText text = MetricText.of(report.input().summary(), metric);
    header.put("title", metric).put("description", text.phrase() + " (" + text.better() + " is better)").put("format", "{:,.3f}")
        .put("scale", text.higher() ? "Blues" : "Oranges");
  }

  /** One row per fold, so that they stand beside what other tools say of the same contexts. */
  private static ObjectNode generalStats(Report report) {
    String focal = report.methods().focal();
    if (focal == null) {
      return null;
    }
    Map<String, Map<String, List<Double>>> byFold = new LinkedHashMap<>();
    List<String> names = List.of(Report.METRIC, "skill", "mse");
    for (ContextValue v : report.input().values()) {
      if (v.method().equals(focal) && names.contains(v.metric()) && Double.isFinite(v.value())) {
        byFold.computeIfAbsent(v.fold(), f -> new LinkedHashMap<>()).computeIfAbsent(v.metric(), m -> new ArrayList<>())
            .add(v.value());
      }
    }
    if (byFold.isEmpty()) {
      return null;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", "c3tl_generalstats").put("plot_type", "generalstats");
    ArrayNode columns = json.putArray("pconfig");
    for (String m : names) {
      ObjectNode header = columns.addObject().putObject(m);
      header(header, report, m);
      header.put("namespace", "C3TL");
    }
    ObjectNode data = json.putObject("data");
    byFold.forEach((fold, metrics) -> {
      ObjectNode row = data.putObject(safe(fold));
      metrics.forEach((m, values) -> row.put(m, values.stream().mapToDouble(x -> x).average().orElseThrow()));
    });
    return json;
  }

  private static ObjectNode training(Report report) {
    Map<String, Map<Integer, Double>> lines = new LinkedHashMap<>();
    for (CurvePoint p : report.input().curve()) {
      String name = safe((p.fold().isEmpty() ? "" : p.fold() + " ") + p.phase() + " " + (p.member() + 1));
      if (Double.isFinite(p.trainMse()) && (lines.containsKey(name) || lines.size() < MOST_LINES)) {
        lines.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(p.epoch(), p.trainMse());
      }
    }
    if (lines.isEmpty()) {
      return null;
    }
    ObjectNode json = section("c3tl_training", "Training", "Mean squared error on the training part by epoch; a line for each "
        + "training.", "linegraph");
    json.putObject("pconfig").put("id", "c3tl_training_plot").put("title", "C3TL: training error").put("xlab", "Epoch")
        .put("ylab", "Mean squared error").put("ymin", 0);
    ObjectNode data = json.putObject("data");
    lines.forEach((name, points) -> {
      ObjectNode line = data.putObject(name);
      int every = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
      int i = 0;
      for (Map.Entry<Integer, Double> p : points.entrySet()) {
        if (i++ % every == 0 || i == points.size()) {
          line.put(String.valueOf(p.getKey()), p.getValue());
        }
      }
    });
    return json;
  }

  /** MultiQC puts names into its page as they are. */
  private static String safe(String name) {
    return Markup.escape(name);
  }
}

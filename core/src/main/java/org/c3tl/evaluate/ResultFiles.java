package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Provenance;
import org.c3tl.metric.Metric;

/**
 * The files that scores are written to: {@value #METRICS} (see {@link MetricTable}), {@value #CONTEXTS} (see {@link ContextTable})
 * and {@value #SUMMARY}, which says beside the summary what was compared, in which units, on which folds, with which seeds and by which version.
 */
public final class ResultFiles {
  /** Name of the long table. */
  public static final String METRICS = "metrics.tsv";
  /** Name of the table of values by context. */
  public static final String CONTEXTS = "contexts.tsv";
  /** Name of the summary. */
  public static final String SUMMARY = "summary.json";

  private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultFiles() { }

  /**
   * @param provenance how the scores came to be: tool, version, command, inputs
   * @param truth measured effects that were scored against
   * @param protocol how folds were made, or null where they came with the predictions
   * @param folds the folds
   * @param skipped why a context or fold was left out, by its name
   * @param notes what a reader should know
   * @param metrics metrics that were computed
   * @param summary the summary
   * @return content of {@value #SUMMARY}
   */
  public static ObjectNode summary(Provenance provenance, EffectTable truth, Protocol protocol, List<Fold> folds,
      Map<String, String> skipped, List<String> notes, List<Metric> metrics, Summary summary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    provenance.entries().forEach(json::put);
    json.put("space", "effect").put("normalisation", truth.normalisation()).put("genes", truth.genes().size());
    if (protocol != null) {
      json.set("protocol", protocol.toJson());
    }
    ArrayNode seeds = json.putArray("seeds");
    folds.stream().mapToLong(Fold::seed).distinct().forEach(seeds::add);
    json.put("scored_cells", folds.stream().mapToInt(f -> f.wanted().size()).sum());
    json.put("unpredictable_cells", folds.stream().mapToInt(f -> f.unpredictable().size()).sum());
    ArrayNode of = json.putArray("folds");
    folds.forEach(f -> of.add(fold(f)));
    ObjectNode left = json.putObject("skipped");
    skipped.forEach(left::put);
    ArrayNode said = json.putArray("notes");
    notes.forEach(said::add);
    ObjectNode defined = json.putObject("metrics");
    metrics.forEach(m -> defined.putObject(m.name()).put("better", m.direction().id()).put("best", m.best())
        .put("unit", m.unit()).put("family", m.family().id()).put("description", m.description()));
    ObjectNode methods = summary.toJson();
    summary.methods().forEach((method, stats) -> stats.forEach((metric, stat) -> put((ObjectNode) methods.get(method).get(metric),
        "se", stat.sd() / Math.sqrt(stat.contexts()))));
    json.set("methods", methods);
    return json;
  }

  /** Numbers that are none are null, since JSON has no other word for it. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /**
   * @param fold a fold
   * @return its name, seed, place and counts as JSON
   */
  static ObjectNode fold(Fold fold) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", fold.name()).put("seed", fold.seed());
    if (fold.place() != null) {
      json.put("target", fold.place().target()).put("training_contexts", fold.place().trainingContexts())
          .put("known_fraction", fold.place().knownFraction());
    }
    ObjectNode targets = json.putObject("targets");
    fold.counts().forEach((context, n) -> targets.putObject(context).put("known", n.known())
        .put("validation", n.validation()).put("test", n.test()).put("scored", n.scored())
        .put("unpredictable", n.unpredictable()));
    return json;
  }

  /**
   * @param folder folder to write the three files into; they are replaced where they exist
   * @param folds the folds
   * @param scores all scores
   * @param summary content of {@value #SUMMARY}
   * @throws IOException if writing fails
   */
  public static void write(Path folder, List<Fold> folds, MetricTable scores, ObjectNode summary) throws IOException {
    scores.write(folder.resolve(METRICS));
    ContextTable.write(folder.resolve(CONTEXTS), folds, scores.scores());
    MAPPER.writeValue(folder.resolve(SUMMARY).toFile(), summary);
  }
}

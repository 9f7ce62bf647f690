package org.c3tl.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A metric in words. This class is immutable.
 *
 * @param name its name in files
 * @param phrase what it measures, as the beginning of a sentence
 * @param better {@code higher}, {@code lower} or {@code nearest}
 * @param best value of a perfect prediction; NaN where unknown
 * @param description one sentence; may be empty
 * @param unit unit of the values, may be empty
 */
record MetricText(String name, String phrase, String better, double best, String description, String unit) {
  /** Metrics that the page's first table shows, where they were computed. */
  static final List<String> HEADLINE = List.of("pearson_delta", "skill", "pearson_deltapert", "discrimination_score_cosine",
      "r2_delta", "mse", "coverage_80");

  private static final Map<String, String> PHRASES = Map.of(
      "pearson_delta", "Correlation of predicted and measured effects over genes",
      "skill", "Share of what the mean baseline leaves that is gained",
      "pearson_deltapert", "Correlation beyond what all perturbations share",
      "pearson_gene", "Correlation over perturbations, gene by gene",
      "discrimination_score_cosine", "Finding a perturbation among all others",
      "r2_delta", "Explained variance of effects",
      "mse", "Mean squared error",
      "mae", "Mean absolute error",
      "coverage_80", "Share of values within 80 % intervals");

  /**
   * @param summary content of summary.json
   * @param name name of a metric
   * @return its description, as far as the summary has one
   */
  static MetricText of(JsonNode summary, String name) {
    JsonNode node = summary.path("metrics").path(name);
    String better = node.path("better").asText(node.path("direction").asText("higher"));
    return new MetricText(name, PHRASES.getOrDefault(name, name), better, node.path("best").asDouble(Double.NaN),
        node.path("description").asText(""), node.path("unit").asText(""));
  }

  boolean higher() {
    return !better.equals("lower");
  }

  /** Label of an axis. */
  String axis() {
    String u = unit.isEmpty() && name.equals("mse") ? "effect²" : unit;
    return name + (u.isEmpty() ? "" : " (" + u + ")");
  }

  /** Which values are better, as a sentence. */
  String direction() {
    String perfect = Double.isNaN(best) ? "" : ", " + (best == Math.rint(best) ? String.valueOf((long) best)
        : String.valueOf(best)) + " is perfect";
    return switch (better) {
      case "lower" -> "Lower (left) is better" + perfect + ".";
      case "nearest" -> "Nearer to " + best + " is better.";
      default -> "Higher (right) is better" + perfect + ".";
    };
  }
}

package org.c3tl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.c3tl.data.Provenance;

/** Sentences and references for the methods section of a paper. */
final class MethodsText {
  private static final String PAPER = "Scholkemper M, Mukherjee S. Causal Cellular Context Transfer Learning (C³TL): an "
      + "efficient architecture for prediction of unseen perturbation effects. 2026.";
  private static final String STATE = "Adduri N, et al. Predicting cellular responses to perturbation across diverse contexts "
      + "with State. bioRxiv, 2025.";

  private static final Map<String, String> BASELINES = baselines();

  private MethodsText() { }

  private static Map<String, String> baselines() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("no-change", "no effect at all (no-change)");
    m.put("mean", "the mean effect of the perturbation over the training contexts (mean)");
    m.put("rescaled-mean", "that mean, rescaled to the known effects of the target context (rescaled-mean)");
    m.put("closest", "the effect in the training context whose known effects are most similar (closest)");
    m.put("nearest-contexts", "a weighted mean over the most similar contexts (nearest-contexts)");
    m.put("additive", "an additive two-way model of perturbation and context (additive)");
    m.put("ridge-contexts", "ridge regression on the other contexts (ridge-contexts)");
    m.put("pca-ridge", "ridge regression between principal components (pca-ridge)");
    m.put("low-rank", "low-rank completion of the perturbation by context grid (low-rank)");
    m.put("latent-additive", "a latent additive network (latent-additive)");
    return m;
  }

  /**
   * @param report a report
   * @param split how the data were split, in words
   * @return paragraphs
   */
  static List<String> paragraphs(Report report, String split) {
    List<String> text = new ArrayList<>();
    String version = report.input().summary().path("version").asText(Provenance.version());
    Methods methods = report.methods();
    String focal = methods.focal() == null ? "" : methods.focal().equals("c3tl") ? "Perturbation effects were predicted with "
        + "C3TL [1] as implemented in c3tl " + version + ". " : "Predictions of '" + methods.focal()
        + "' were evaluated with c3tl " + version + " [1]. ";
    text.add(focal + split);
    if (!methods.baselines().isEmpty()) {
      text.add("They were compared with these baselines, each given the same training data: " + methods.baselines().stream()
          .map(b -> BASELINES.getOrDefault(b, b)).collect(Collectors.joining("; ")) + ".");
    }
    text.add("Agreement was measured by the Pearson correlation over genes of predicted and measured effects (pearson_delta), "
        + "the effects being differences from the measured control of the same context [2], and by mean squared error; "
        + "degenerate cases count as failures. Values are averaged over the perturbations of a context, then over folds, then "
        + "over contexts, and given with the standard error over contexts; methods are compared by the paired difference in each "
        + "context.");
    return text;
  }

  /**
   * @param report a report
   * @return references that the paragraphs cite, in order
   */
  static List<String> references(Report report) {
    return List.of(PAPER, STATE + " Metrics of its evaluation package cell-eval.");
  }
}

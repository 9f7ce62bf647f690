package org.c3tl.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.model.C3tlModel;

/**
 * What a report is made of. Whatever is missing leaves out the figures that need it. This class is immutable.
 *
 * @param summary content of {@code summary.json}, see {@link org.c3tl.evaluate.ResultFiles#summary}
 * @param values metrics by context
 * @param predictions predictions of the method that is reported on, or {@link Predictions#NONE}
 * @param truth measured effects, or null
 * @param model a trained model, or null
 * @param curve learning curves, may be empty
 * @param scarcity results by amount of data, may be empty
 * @param notes what the reader should know of the input, one sentence each
 */
public record ReportInput(JsonNode summary, List<ContextValue> values, Predictions predictions, EffectTable truth,
    C3tlModel model, List<CurvePoint> curve, List<ScarcityPoint> scarcity, List<String> notes) {
  /** Copies the lists. */
  public ReportInput {
    values = List.copyOf(values);
    curve = List.copyOf(curve);
    scarcity = List.copyOf(scarcity);
    notes = List.copyOf(notes);
  }

  /**
   * An evaluation in memory.
   *
   * @param summary what {@link org.c3tl.evaluate.ResultFiles#summary} returns
   * @param scores all scores
   * @param predictions the predictions that were scored, one table per fold; may be empty
   * @param truth measured effects, or null
   * @return the input
   */
  public static ReportInput of(ObjectNode summary, MetricTable scores, List<EffectTable> predictions, EffectTable truth) {
    return new ReportInput(summary, ContextValue.of(scores), Predictions.of(predictions), truth, null, List.of(), List.of(),
        List.of());
  }
}

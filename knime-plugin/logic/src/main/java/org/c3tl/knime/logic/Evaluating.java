package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.evaluate.PredictionScoring;
import org.c3tl.metric.Metrics;

/** Work of the node C³TL Evaluate: predictions and truth to metrics. */
public final class Evaluating {
  /** Columns of the metrics, named as in the command line's file. */
  public static final List<TableColumn> METRICS = List.of(new TableColumn("method", TableColumn.Kind.TEXT),
      new TableColumn("fold", TableColumn.Kind.TEXT), new TableColumn("context", TableColumn.Kind.TEXT),
      new TableColumn("perturbation", TableColumn.Kind.TEXT), new TableColumn("metric", TableColumn.Kind.TEXT),
      new TableColumn("value", TableColumn.Kind.NUMBER));

  private Evaluating() { }

  /**
   * @param predictions predicted effects
   * @param truth measured effects, with the part that was learnt from
   * @param method name of the predictions' method
   * @param baselines whether to score the baselines beside it
   * @param progress told of what is scored; may cancel
   * @return the scores
   * @throws org.c3tl.data.InvalidInputException if the tables do not fit
   */
  public static PredictionScoring.Outcome score(EffectTable predictions, EffectTable truth, String method, boolean baselines,
      Progress progress) {
    return new PredictionScoring(method, baselines, Metrics.all())
        .score(List.of(new PredictionScoring.Input("predictions", predictions)), truth, progress);
  }

  /**
   * @param table scores
   * @param sink takes one row per value, columns as in {@link #METRICS}; the perturbation is missing where a value belongs to a
   *     context
   * @throws IOException if the sink fails
   */
  public static void write(MetricTable table, RowSink sink) throws IOException {
    List<Object> row = new ArrayList<>();
    table.forEachRow(r -> {
      row.clear();
      row.add(r.method());
      row.add(r.fold());
      row.add(r.context());
      row.add(r.perturbation().isEmpty() ? null : r.perturbation());
      row.add(r.metric());
      row.add(Double.isNaN(r.value()) ? null : r.value());
      sink.accept(row);
    });
  }
}

package org.c3tl.knime.logic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.baseline.Baselines;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;
import org.c3tl.evaluate.MetricTable;
import org.c3tl.evaluate.PredictionScoring;
import org.c3tl.evaluate.ResultFiles;
import org.c3tl.evaluate.Summary;
import org.c3tl.metric.Metrics;
import org.c3tl.report.Report;
import org.c3tl.report.ReportInput;
import org.c3tl.train.TrainOptions;

/** Work of the node C³TL Evaluate: predictions and truth to metrics. */
public final class Evaluating {
  /** Columns of the metrics, named as in the command line's file. */
  public static final List<TableColumn> METRICS = List.of(new TableColumn("method", TableColumn.Kind.TEXT),
      new TableColumn("fold", TableColumn.Kind.TEXT), new TableColumn("context", TableColumn.Kind.TEXT),
      new TableColumn("perturbation", TableColumn.Kind.TEXT), new TableColumn("metric", TableColumn.Kind.TEXT),
      new TableColumn("value", TableColumn.Kind.NUMBER));

  private Evaluating() { }

  /** Where there was nothing to score. */
  public static final Result NOTHING = new Result(new MetricTable(), Pages.blank(), Pages.text("Nothing was scored."), List.of(),
      List.of());

  /**
   * What came of it.
   *
   * @param scores all scores
   * @param png predicted against measured effects; the record's own array
   * @param html a document that shows the summary, and needs nothing from elsewhere
   * @param notes what may interest the user
   * @param warnings what was left out
   */
  public record Result(MetricTable scores, byte[] png, String html, List<String> notes, List<String> warnings) {
    /** Copies the lists. */
    public Result {
      notes = List.copyOf(notes);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Checks what can be known before anything is read.
   *
   * @param predicted genes of the predictions
   * @param measured genes of the truth
   * @param predictions what the table of predictions holds
   * @param truth what the table of the truth holds
   * @throws InvalidInputException naming everything that does not fit
   */
  public static void check(List<String> predicted, List<String> measured, TableKind predictions, TableKind truth) {
    Problems problems = new Problems();
    problems.require(predictions != TableKind.PROFILE, "The table of predictions holds expression profiles; predicted effects "
        + "(differences from control) are needed.");
    problems.require(truth == TableKind.EFFECT, "The table of the truth holds " + truth.id() + "s; measured effects are needed.");
    Set<String> missing = new LinkedHashSet<>(predicted);
    missing.removeAll(new HashSet<>(measured));
    problems.require(missing.isEmpty(), "The table of the truth lacks " + missing.size() + " of the " + predicted.size()
        + " predicted genes: " + Problems.quote(missing) + ". Its first genes are " + Problems.quote(measured)
        + ". Use the same gene names on both sides.");
    problems.throwIfAny();
  }

  /**
   * @param method name of the predictions' method
   * @param baselines whether to score the baselines beside it
   * @return how to score
   * @throws InvalidInputException if the name is empty or a baseline's
   */
  public static PredictionScoring scoring(String method, boolean baselines) {
    return new PredictionScoring(method, threads -> baselines ? Baselines.all(threads) : List.of(), Metrics.all(),
        TrainOptions.DEFAULT.threadCount());
  }

  /**
   * @param predictions predicted effects
   * @param truth measured effects, with the part that was learnt from
   * @param method name of the predictions' method
   * @param baselines whether to score the baselines beside it
   * @param progress told of what is scored; may cancel
   * @return the scores and their figures
   * @throws IOException if the figures cannot be drawn
   * @throws InvalidInputException if the tables do not fit
   */
  public static Result evaluate(EffectTable predictions, EffectTable truth, String method, boolean baselines,
      Progress progress) throws IOException {
    PredictionScoring.Outcome outcome = scoring(method, baselines)
        .score(List.of(new PredictionScoring.Input("predictions", predictions)), truth, progress.part(0, 0.7));
    ObjectNode summary = ResultFiles.summary(Provenance.of("evaluate"), outcome.folds().get(0).table(), null, outcome.folds(),
        Map.of(), outcome.notes(), Metrics.all(), Summary.of(outcome.scores()));
    progress.update(0.7, "drawing the figures");
    Report report = Report.of(ReportInput.of(summary, outcome.scores(), List.of(predictions), truth), progress.part(0.7, 0.9));
    byte[] png = Report.scatterPng(List.of(predictions), truth);
    return new Result(outcome.scores(), png == null ? Pages.blank() : png, report.html(), outcome.notes(), List.of());
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

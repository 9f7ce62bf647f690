package org.c3tl.evaluate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * All values of all metrics, written as a long table with the columns {@code method fold context perturbation metric value}.
 * Values that belong to a whole context have an empty perturbation. Grows by {@link #add}; not for use by several threads.
 */
public final class MetricTable {
  private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setDelimiter('\t').setRecordSeparator('\n')
      .setHeader("method", "fold", "context", "perturbation", "metric", "value").get();

  private final List<ContextScore> scores = new ArrayList<>();

  /**
   * One line of the long table.
   *
   * @param method name of the method
   * @param fold name of the fold
   * @param context name of the context
   * @param perturbation name of the perturbation, or empty where the value belongs to the context
   * @param metric name of the metric
   * @param value the value
   */
  public record Row(String method, String fold, String context, String perturbation, String metric, double value) { }

  /** Takes lines of the table. */
  @FunctionalInterface
  public interface RowConsumer {
    /**
     * @param row a line
     * @throws IOException if it cannot be taken
     */
    void accept(Row row) throws IOException;
  }

  /**
   * @param score values to add
   */
  public void add(ContextScore score) {
    scores.add(score);
  }

  /**
   * @return everything added, in that order, unmodifiable
   */
  public List<ContextScore> scores() {
    return Collections.unmodifiableList(scores);
  }

  /**
   * @return names of the methods, in the order added
   */
  public List<String> methods() {
    return scores.stream().map(ContextScore::method).distinct().toList();
  }

  /**
   * @return names of the metrics, in the order added
   */
  public List<String> metrics() {
    return scores.stream().map(ContextScore::metric).distinct().toList();
  }

  /**
   * Goes through the long table. Values that are undefined have no line.
   *
   * @param consumer takes the lines in the order added
   * @throws IOException if the consumer does
   */
  public void forEachRow(RowConsumer consumer) throws IOException {
    for (ContextScore s : scores) {
      double[] values = s.scores().perPerturbation();
      if (values == null) {
        if (!Double.isNaN(s.scores().context())) {
          consumer.accept(new Row(s.method(), s.fold(), s.context(), "", s.metric(), s.scores().context()));
        }
        continue;
      }
      for (int p = 0; p < values.length; p++) {
        if (!Double.isNaN(values[p])) {
          consumer.accept(new Row(s.method(), s.fold(), s.context(), s.perturbations().get(p), s.metric(), values[p]));
        }
      }
    }
  }

  /**
   * @param file tab-separated file to write; replaced where it exists
   * @throws IOException if writing fails
   */
  public void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
      forEachRow(r -> printer.printRecord(r.method(), r.fold(), r.context(), r.perturbation(), r.metric(), r.value()));
    }
  }
}

package org.c3tl.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.evaluate.ResultFiles;
import org.c3tl.io.EffectFiles;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.ModelFile;

/**
 * A folder of results that {@code benchmark} or {@code evaluate} wrote, and files beside it.
 *
 * @param folder the folder, with metrics.tsv and summary.json
 * @param predictions files of predictions; empty for those of the folder
 * @param curves files of learning curves; empty for that of the folder
 * @param model a model, or null
 */
public record ReportFolder(Path folder, List<Path> predictions, List<Path> curves, Path model) {
  private static final String CURVE = "curve.tsv";
  private static final String SCARCITY = "scarcity.tsv";
  private static final String PREDICTIONS = "predictions";
  private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setDelimiter('\t').setHeader().setSkipHeaderRecord(true)
      .get();

  /** Copies the lists. */
  public ReportFolder {
    predictions = List.copyOf(predictions);
    curves = List.copyOf(curves);
  }

  /** Reads a table of measured effects. */
  @FunctionalInterface
  public interface TruthReader {
    /**
     * @param file a file of effects
     * @return its table
     * @throws IOException if it cannot be read
     */
    EffectTable read(Path file) throws IOException;
  }

  /**
   * @param truth file of measured effects; null for the one that the results name
   * @param reader reads it
   * @return everything that a report needs, with notes on what is missing
   * @throws IOException if a file cannot be read
   * @throws InvalidInputException if the folder holds no results, or a file is damaged
   */
  public ReportInput read(Path truth, TruthReader reader) throws IOException {
    JsonNode summary = summary();
    List<String> notes = new ArrayList<>();
    List<ContextValue> values = values();
    List<CurvePoint> curve = new ArrayList<>();
    for (Path file : curves.isEmpty() ? existing(CURVE) : curves) {
      curve(file, curve);
    }
    List<ScarcityPoint> scarcity = new ArrayList<>();
    for (Path file : existing(SCARCITY)) {
      table(file, List.of("method", "training_contexts", "known", "metric", "mean", "sd", "contexts"), r -> scarcity.add(
          new ScarcityPoint(r.get("method"), (int) number(r, "training_contexts"), number(r, "known"), r.get("metric"),
              number(r, "mean"), number(r, "sd"), (int) number(r, "contexts"))));
    }
    List<Path> files = predictions.isEmpty() ? inFolder() : predictions;
    if (files.isEmpty()) {
      notes.add("The folder holds no predictions, so figures of predicted beside measured effects are left out; --predictions "
          + "names their files.");
    }
    EffectTable measured = files.isEmpty() ? null : truth(summary, truth, reader, notes);
    C3tlModel read = model == null ? null : ModelFile.read(model);
    if (model == null) {
      notes.add("No model was given, so the map of contexts and perturbations is left out; --model names one.");
    }
    return new ReportInput(summary, values, lazily(files), measured, read, curve, scarcity, notes);
  }

  private JsonNode summary() throws IOException {
    Path file = folder.resolve(ResultFiles.SUMMARY);
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("There is no folder " + folder + ". Give one that 'c3tl benchmark' or 'c3tl evaluate' "
          + "wrote.");
    }
    if (!Files.isRegularFile(file) || !Files.isRegularFile(folder.resolve(ResultFiles.CONTEXTS))) {
      throw new InvalidInputException("The folder " + folder + " lacks " + ResultFiles.SUMMARY + " or " + ResultFiles.CONTEXTS
          + ". Give one that 'c3tl benchmark' or 'c3tl evaluate' wrote.");
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + " is no JSON: " + e.getOriginalMessage() + ". Write the results anew.", e);
    }
    if (!json.path("methods").isObject() || json.path("methods").isEmpty()) {
      throw new InvalidInputException(file + " holds no methods with their scores. Write the results anew.");
    }
    return json;
  }

  private List<Path> existing(String name) {
    return Files.isRegularFile(folder.resolve(name)) ? List.of(folder.resolve(name)) : List.of();
  }

  private List<ContextValue> values() throws IOException {
    List<ContextValue> values = new ArrayList<>();
    table(folder.resolve(ResultFiles.CONTEXTS), List.of("method", "fold", "context", "metric", "value"),
        r -> values.add(new ContextValue(r.get("method"), r.get("fold"), r.get("context"), r.get("metric"), number(r, "value"))));
    return values;
  }

  private static void curve(Path file, List<CurvePoint> into) throws IOException {
    String stem = file.getFileName().toString().replaceFirst("(\\.curve)?\\.tsv$", "");
    table(file, List.of("phase", "member", "epoch", "train_mse", "validation_pearson", "validation_mse"),
        r -> into.add(new CurvePoint(r.isMapped("fold") ? r.get("fold") : stem, r.get("phase"), (int) number(r, "member"),
        (int) number(r, "epoch"), number(r, "train_mse"), number(r, "validation_pearson"), number(r, "validation_mse"))));
  }

  private List<Path> inFolder() throws IOException {
    if (!Files.isDirectory(folder.resolve(PREDICTIONS))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.resolve(PREDICTIONS))) {
      return files.filter(f -> f.toString().endsWith(".h5ad") && Files.isRegularFile(f)).sorted().toList();
    }
  }

  private static EffectTable truth(JsonNode summary, Path given, TruthReader reader, List<String> notes) throws IOException {
    if (given != null) {
      return reader.read(given);
    }
    String named = summary.path(summary.path("command").asText().equals("evaluate") ? "truth" : "input").asText();
    String left = "so figures of predicted beside measured effects are left out; --truth names the file.";
    try {
      if (!named.isEmpty() && Files.isRegularFile(Path.of(named))) {
        return reader.read(Path.of(named));
      }
      notes.add("The file of measured effects that the results name, '" + named + "', is not there, " + left);
    } catch (IOException | RuntimeException e) {
      notes.add("The file of measured effects that the results name, '" + named + "', cannot be read (" + e.getMessage() + "), "
          + left);
    }
    return null;
  }

  private static Predictions lazily(List<Path> files) {
    return new Predictions() {
      @Override
      public int size() {
        return files.size();
      }

      @Override
      public EffectTable read(int i) throws IOException {
        return EffectFiles.read(files.get(i));
      }
    };
  }

  /** Takes the lines of a table. */
  private interface Lines {
    void take(CSVRecord line);
  }

  private static void table(Path file, List<String> columns, Lines lines) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8); CSVParser parser = FORMAT.parse(in)) {
      List<String> missing = columns.stream().filter(c -> !parser.getHeaderMap().containsKey(c)).toList();
      if (!missing.isEmpty()) {
        throw new InvalidInputException(file + " lacks the column " + String.join(", ", missing) + "; it has "
            + String.join(", ", parser.getHeaderNames()) + ". Give a file that c3tl wrote.");
      }
      for (CSVRecord line : parser) {
        if (!line.isConsistent()) {
          throw new InvalidInputException(file + ", line " + (line.getRecordNumber() + 1) + ": " + line.size() + " values for "
              + parser.getHeaderNames().size() + " columns. The file is damaged; write the results anew.");
        }
        try {
          lines.take(line);
        } catch (NumberFormatException e) {
          throw new InvalidInputException(file + ", line " + (line.getRecordNumber() + 1) + ": a value is not a number ("
              + e.getMessage() + "). The file is damaged; write the results anew.", e);
        }
      }
    } catch (UncheckedIOException | CharacterCodingException | IllegalArgumentException e) {
      throw new InvalidInputException(file + " is no table that c3tl wrote (" + e.getMessage() + ").", e);
    }
  }

  private static double number(CSVRecord line, String column) {
    String text = line.get(column);
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}

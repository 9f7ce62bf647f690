package org.c3tl.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.evaluate.Summary;
import org.c3tl.report.plot.Layout;
import org.c3tl.report.plot.PngWriter;
import org.c3tl.report.plot.SvgWriter;

/**
 * A report on a comparison of methods: figures, what they say in words, and the page of all. This class is immutable.
 *
 * <p>{@link #of} works on objects in memory alone; {@link ReportFolder} reads them from a folder of results.
 */
public final class Report {
  /** Name of the page. */
  public static final String PAGE = "report.html";
  /** Folder of the figures. */
  public static final String FIGURES = "figures";
  /** Folder of the files for MultiQC. */
  public static final String MULTIQC = "multiqc";
  /** Metric of the headline. */
  static final String METRIC = "pearson_delta";

  private static final List<String> ORDER = List.of("methods", "contexts", "scatter", "scarcity", "genes", "discrimination",
      "calibration", "learning-curve", "latent-map");
  private static final double PNG_SCALE = 2;
  private static final int LONGEST_UNIT = 24;
  private static final List<String> ENDINGS = List.of(".svg", ".png", ".tsv");

  private final ReportInput input;
  private final Summary stats;
  private final Methods methods;
  private final MetricText metric;
  private final List<Figure> figures;
  private final List<String> notes;

  private Report(ReportInput input, Summary stats, Methods methods, MetricText metric, List<Figure> figures, List<String> notes) {
    this.input = input;
    this.stats = stats;
    this.methods = methods;
    this.metric = metric;
    this.figures = List.copyOf(figures);
    this.notes = List.copyOf(notes);
  }

  /**
   * @param input what to report on
   * @param progress told how far it is
   * @return the report, with every figure that the input has data for
   * @throws IOException if predictions cannot be read
   * @throws java.util.concurrent.CancellationException if the progress says so
   */
  public static Report of(ReportInput input, Progress progress) throws IOException {
    Summary stats = stats(input.summary().path("methods"));
    String name = stats.methods().values().stream().anyMatch(m -> m.containsKey(METRIC)) ? METRIC
        : stats.methods().values().stream().flatMap(m -> m.keySet().stream()).findFirst().orElse(METRIC);
    MetricText metric = MetricText.of(input.summary(), name);
    Methods methods = Methods.of(input.summary(), stats, name, metric.higher());
    List<String> notes = new ArrayList<>(input.notes());
    List<Figure> figures = new ArrayList<>();
    add(figures, MethodFigures.methods(methods, stats, metric));
    if (methods.focal() != null) {
      add(figures, MethodFigures.contexts(methods, input.values(), stats, metric));
      pairs(input, methods.focal(), figures, notes, progress);
    }
    add(figures, ScarcityFigure.of(methods, input.scarcity(), metric));
    add(figures, CurveFigure.of(input.curve()));
    if (input.model() != null) {
      add(figures, LatentFigure.of(input.model()));
    }
    figures.sort(Comparator.comparingInt(f -> ORDER.indexOf(f.name())));
    return new Report(input, stats, methods, metric, figures, notes);
  }

  private static void pairs(ReportInput input, String focal, List<Figure> figures, List<String> notes, Progress progress)
      throws IOException {
    if (input.truth() == null || input.predictions().size() == 0) {
      return;
    }
    String label = Methods.label(focal);
    PairStudy study = PairStudy.of(input.predictions(), input.truth(), progress);
    notes.addAll(study.notes());
    if (study.pairs() == 0) {
      notes.add("No prediction is for a measured perturbation and context, so figures of predicted beside measured effects are "
          + "left out.");
    }
    add(figures, PairFigures.scatter(study, label, unit(input.truth())));
    add(figures, PairFigures.genes(study));
    add(figures, PairFigures.discrimination(study));
    add(figures, PairFigures.calibration(study, label));
  }

  private static void add(List<Figure> figures, Figure figure) {
    if (figure != null) {
      figures.add(figure);
    }
  }

  private static String unit(EffectTable truth) {
    String unit = truth.normalisation().strip();
    return unit.length() <= LONGEST_UNIT ? unit : "";
  }

  /** The statistics as summary.json holds them. */
  private static Summary stats(JsonNode methods) {
    Map<String, Map<String, Summary.Stat>> by = new LinkedHashMap<>();
    methods.properties().forEach(method -> {
      Map<String, Summary.Stat> stats = new LinkedHashMap<>();
      method.getValue().properties().forEach(metric -> {
        JsonNode s = metric.getValue();
        stats.put(metric.getKey(), new Summary.Stat(s.path("mean").asDouble(Double.NaN), s.path("sd").asDouble(Double.NaN),
            s.path("sd_over_seeds").asDouble(Double.NaN), s.path("contexts").asInt(), s.path("undefined").asInt(),
            s.path("degenerate").asInt(), s.path("values").asInt()));
      });
      by.put(method.getKey(), stats);
    });
    return new Summary(by);
  }

  /**
   * The scatter of Figure 2 of the paper.
   *
   * @param predictions predicted effects, one table per fold; rows whose annotation {@code role} is there and not {@code new}
   *     are left out
   * @param truth measured effects
   * @return predicted against measured values as a PNG file, or null where no prediction is for a measured perturbation and
   *     context
   * @throws IOException if this Java cannot draw, see {@link PngWriter}
   */
  public static byte[] scatterPng(List<EffectTable> predictions, EffectTable truth) throws IOException {
    String svg = scatterSvg(predictions, truth);
    return svg == null ? null : PngWriter.write(svg, PNG_SCALE);
  }

  /**
   * As {@link #scatterPng}, which draws this.
   *
   * @param predictions predicted effects, one table per fold
   * @param truth measured effects
   * @return an SVG document, or null where no prediction is for a measured perturbation and context
   */
  public static String scatterSvg(List<EffectTable> predictions, EffectTable truth) {
    try {
      Figure figure = PairFigures.scatter(PairStudy.of(Predictions.of(predictions), truth, Progress.NONE), "C3TL", unit(truth));
      return figure == null ? null : SvgWriter.write(figure.plot(), Layout.ALONE);
    } catch (IOException e) {
      throw new IllegalStateException("tables in memory are not read from a file", e);
    }
  }

  ReportInput input() {
    return input;
  }

  Summary stats() {
    return stats;
  }

  Methods methods() {
    return methods;
  }

  MetricText metric() {
    return metric;
  }

  /**
   * @return the figures, in the order of the page
   */
  public List<Figure> figures() {
    return figures;
  }

  /**
   * @return what the reader should know of the input, one sentence each, beside the notes of the results themselves
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * @return the page, self-contained: it needs no network and no other file
   */
  public String html() {
    return Page.of(this, List.of());
  }

  /**
   * Writes the page, an SVG, a PNG and a table of each figure, and the files for MultiQC.
   *
   * @param folder existing folder to write into
   * @param progress told after each figure
   * @return what could not be made, one sentence each
   * @throws IOException if writing fails
   */
  public List<String> write(Path folder, Progress progress) throws IOException {
    List<String> problems = new ArrayList<>();
    List<String> endings = new ArrayList<>(ENDINGS);
    Path of = Files.createDirectories(folder.resolve(FIGURES));
    for (int i = 0; i < figures.size(); i++) {
      Figure f = figures.get(i);
      progress.update((double) i / figures.size(), "drawing " + f.name());
      String svg = SvgWriter.write(f.plot(), Layout.ALONE);
      text(of.resolve(f.name() + ".svg"), svg);
      text(of.resolve(f.name() + ".tsv"), f.data().tsv());
      if (endings.contains(".png")) {
        byte[] png = null;
        try {
          png = PngWriter.write(svg, PNG_SCALE);
        } catch (IOException e) {
          endings.remove(".png");
          problems.add(e.getMessage() + " The figures are there as SVG, and without PNG.");
        }
        if (png != null) {
          Files.write(of.resolve(f.name() + ".png"), png);
        }
      }
    }
    text(folder.resolve(PAGE), Page.of(this, endings));
    Path multiqc = Files.createDirectories(folder.resolve(MULTIQC));
    for (Map.Entry<String, String> file : MultiQc.files(this).entrySet()) {
      text(multiqc.resolve(file.getKey()), file.getValue());
    }
    return problems;
  }

  /**
   * Files of an earlier report in the same folder that would pass for those of a new one, which may lack some figures.
   *
   * @param folder folder of a report; may not exist
   * @return all files that any report may have there and that exist
   */
  public static List<Path> earlier(Path folder) {
    List<Path> files = new ArrayList<>();
    ORDER.forEach(name -> ENDINGS.forEach(ending -> files.add(folder.resolve(FIGURES).resolve(name + ending))));
    MultiQc.NAMES.forEach(name -> files.add(folder.resolve(MULTIQC).resolve(name)));
    files.removeIf(f -> !Files.isRegularFile(f));
    return files;
  }

  private static void text(Path file, String content) throws IOException {
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}

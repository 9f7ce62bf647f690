package org.c3tl.io;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.TableKind;

/**
 * Effects as tab- or comma-separated text: one line per (perturbation, context), a column each for both, annotations, then
 * one column per gene.
 *
 * <p>Which columns are annotations: those of a known name ({@code n_cells}, {@code kind}, {@code cell_line}, {@code dose},
 * …); those where most of the first {@value #SAMPLE} lines hold text; and columns of numbers that stand to the left of such
 * a one with fewer than {@value #GAP} columns between. All others are genes, where everything but a finite number is an
 * error. {@code n_cells} becomes the number of cells. A column {@code kind}, always the last of the annotations that are
 * written, says what the values are and, with the rule above, keeps annotations and genes apart when the file is read again.
 */
final class DelimitedEffects {
  private static final String KIND = "kind";
  private static final int SAMPLE = 100;
  private static final int GAP = 20;
  /** Reading stops here: such a file is of another kind. */
  private static final int ENOUGH_PROBLEMS = 1000;
  private static final int PEEK = 1 << 16;

  private static final Set<String> ANNOTATIONS = Set.of(EffectColumns.CELLS, KIND, "role", "split", "fold", "cell_line",
      "cell_type", "celltype", "cell_id", "cell_iname", "pert_id", "pert_type", "time", "time_h", "pert_time", "dose",
      "dose_uM",
      "dose_um", "pert_dose", "concentration", "n_sig", "n_obs", "n_replicates", "replicate", "batch", "plate", "donor",
      "sample", "is_control");

  private DelimitedEffects() { }

  /**
   * @param file a text file, for messages and to tell the delimiter
   * @param in its content from the start
   * @param perturbationColumn name of a column
   * @param contextColumn name of a column
   * @param replicates whether rows of the same names are numbered ({@link EffectColumns#numbered}) instead of refused
   * @return the table; kind {@link TableKind#EFFECT} unless the file says otherwise
   * @throws InvalidInputException naming everything that is wrong, by line and column
   * @throws IOException if reading fails
   */
  static EffectTable read(Path file, BufferedReader in, String perturbationColumn, String contextColumn, boolean replicates)
      throws IOException {
    char delimiter = delimiter(file, peek(in), perturbationColumn);
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    try (CSVParser parser = CSVParser.builder().setReader(in).setFormat(format).get()) {
      return new Reading(file, parser, perturbationColumn, contextColumn, replicates).table();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException bad) {
        throw quotes(file, bad);
      }
      throw e.getCause();
    } catch (CSVException e) {
      throw quotes(file, e);
    }
  }

  private static InvalidInputException quotes(Path file, CSVException e) {
    return new InvalidInputException(file + " cannot be split into fields: " + e.getMessage()
        + ". Quotation marks must stand around whole fields, and be doubled inside.", e);
  }

  /**
   * @param in a text
   * @return its first characters, at most {@value #PEEK}; they stay to be read
   * @throws IOException if reading fails
   */
  static String peek(BufferedReader in) throws IOException {
    in.mark(PEEK);
    char[] head = new char[PEEK];
    int n = 0;
    while (n < PEEK) {
      int got = in.read(head, n, PEEK - n);
      if (got < 0) {
        break;
      }
      n += got;
    }
    in.reset();
    return new String(head, 0, n);
  }

  private static char delimiter(Path file, String head, String column) {
    String header = head.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    boolean tabs = hasField(header, '\t', column);
    boolean commas = hasField(header, ',', column);
    if (tabs != commas) {
      return tabs ? '\t' : ',';
    }
    if (!tabs && hasField(header, ';', column)) {
      throw new InvalidInputException(file + " separates its columns by semicolons. Save it with tabs or commas, and with "
          + "decimal points.");
    }
    boolean named = file.getFileName().toString().toLowerCase(Locale.ROOT).contains(".csv");
    return header.indexOf(named ? ',' : '\t') >= 0 || header.indexOf(named ? '\t' : ',') < 0 ? named ? ',' : '\t'
        : named ? '\t' : ',';
  }

  private static boolean hasField(String header, char delimiter, String column) {
    String at = delimiter + header.replace("\"", "") + delimiter;
    return header.indexOf(delimiter) >= 0 && at.contains(delimiter + column.replace("\"", "") + delimiter);
  }

  /** One pass over one file. */
  private static final class Reading {
    private final Path file;
    private final CSVParser parser;
    private final String perturbationColumn;
    private final String contextColumn;
    private final boolean replicates;
    private final Problems problems = new Problems();
    private int found;

    private final Deque<Line> ahead = new ArrayDeque<>();
    private String[] header;
    private int perturbation;
    private int context;
    private int cells;
    private int kind;
    private int[] annotations;
    private int[] genes;

    /** A record and where it ends. */
    private record Line(long number, CSVRecord fields) { }

    Reading(Path file, CSVParser parser, String perturbationColumn, String contextColumn, boolean replicates) {
      this.file = file;
      this.parser = parser;
      this.perturbationColumn = perturbationColumn;
      this.contextColumn = contextColumn;
      this.replicates = replicates;
    }

    EffectTable table() {
      var records = parser.iterator();
      Line first = next(records);
      if (first == null) {
        throw new InvalidInputException(file + " holds no line with content; a header and at least one row are needed.");
      }
      readHeader(first);
      for (Line line = next(records); line != null; line = next(records)) {
        ahead.add(line);
        if (ahead.size() == SAMPLE) {
          break;
        }
      }
      chooseColumns();
      return readRows(records);
    }

    private Line next(Iterator<CSVRecord> records) {
      while (records.hasNext()) {
        CSVRecord r = records.next();
        if (!isBlank(r)) {
          return new Line(parser.getCurrentLineNumber(), r);
        }
      }
      return null;
    }

    /** Spreadsheets write emptied lines as delimiters only. */
    private static boolean isBlank(CSVRecord r) {
      for (String s : r) {
        if (!s.isBlank()) {
          return false;
        }
      }
      return true;
    }

    private void problem(String text) {
      problems.add(text);
      if (++found == ENOUGH_PROBLEMS) {
        problems.throwIfAny();
      }
    }

    private void readHeader(Line first) {
      header = first.fields().values();
      Set<String> seen = new HashSet<>();
      Set<String> twice = new LinkedHashSet<>();
      for (int j = 0; j < header.length; j++) {
        if (header[j].isBlank()) {
          // An unnamed first column holds row names, as written by pandas and R.
          if (j > 0) {
            problem(file + ", line " + first.number() + ": column " + (j + 1) + " has no name.");
          }
        } else if (!seen.add(header[j])) {
          twice.add(header[j]);
        }
      }
      if (!twice.isEmpty()) {
        problem(file + ", line " + first.number() + ": the column" + (twice.size() == 1 ? " " : "s ") + Problems.quote(twice)
            + (twice.size() == 1 ? " stands" : " stand") + " more than once. Rename or merge the duplicates.");
      }
      problems.throwIfAny();
      EffectColumns.require(file + ", line " + first.number() + ",",
          Arrays.stream(header).filter(h -> !h.isBlank()).toList(), perturbationColumn, contextColumn);
      perturbation = List.of(header).indexOf(perturbationColumn);
      context = List.of(header).indexOf(contextColumn);
    }

    private boolean isRowNames(int j) {
      return j == 0 && (header[0].isBlank() || header[0].equals("Unnamed: 0"));
    }

    private void chooseColumns() {
      boolean[] annotation = new boolean[header.length];
      int last = -1;
      int gap = 0;
      for (int j = 0; j < header.length; j++) {
        if (j == perturbation || j == context || isRowNames(j)) {
          continue;
        }
        annotation[j] = ANNOTATIONS.contains(header[j]) || header[j].equals(EffectColumns.PERTURBATION)
            || header[j].equals(EffectColumns.CONTEXT) || isText(j);
        if (!annotation[j]) {
          gap++;
        } else if (gap < GAP || header[j].equals(KIND)) {
          last = j;
          gap = 0;
        }
      }
      List<Integer> other = new ArrayList<>();
      List<Integer> gene = new ArrayList<>();
      cells = -1;
      kind = -1;
      for (int j = 0; j < header.length; j++) {
        if (j == perturbation || j == context || isRowNames(j)) {
          continue;
        }
        if (header[j].equals(EffectColumns.CELLS)) {
          cells = j;
        } else if (header[j].equals(KIND) && kindOf(j) != null) {
          kind = j;
        } else if (annotation[j] || j < last) {
          other.add(j);
        } else {
          gene.add(j);
        }
      }
      annotations = other.stream().mapToInt(Integer::intValue).toArray();
      genes = gene.stream().mapToInt(Integer::intValue).toArray();
      if (genes.length == 0) {
        throw new InvalidInputException(file + " has no gene columns: beside '" + perturbationColumn + "' and '"
            + contextColumn + "' it has " + (annotations.length == 0 ? "none" : "only "
            + Problems.quote(other.stream().map(j -> header[j]).toList()) + ", taken as annotations")
            + ". Add one column of numbers per gene, to the right of all annotations.");
      }
    }

    private TableKind kindOf(int j) {
      TableKind all = null;
      for (Line line : ahead) {
        if (line.fields().size() != header.length) {
          continue;
        }
        TableKind k;
        try {
          k = TableKind.of(line.fields().get(j));
        } catch (InvalidInputException e) {
          return null;
        }
        if (all != null && all != k) {
          return null;
        }
        all = k;
      }
      return all;
    }

    private boolean isText(int j) {
      int text = 0;
      int all = 0;
      for (Line line : ahead) {
        if (line.fields().size() == header.length && !FloatText.isMissing(line.fields().get(j))) {
          String s = line.fields().get(j).strip();
          all++;
          // Numbers gone wrong (decimal commas, errors of a spreadsheet) do not make a column of text.
          boolean number = !Float.isNaN(FloatText.parse(s)) || s.startsWith("#")
              || s.matches("(?i)[+-]?(inf(inity)?|\\d+,\\d+)");
          text += number ? 0 : 1;
        }
      }
      return 2 * text > all;
    }

    private EffectTable readRows(Iterator<CSVRecord> records) {
      Axis axis = Axis.of("gene", Arrays.stream(genes).mapToObj(j -> header[j]).toList());
      List<String> perturbations = new ArrayList<>();
      List<String> contexts = new ArrayList<>();
      List<Long> lines = new ArrayList<>();
      List<float[]> values = new ArrayList<>();
      List<Double> nCells = new ArrayList<>();
      List<List<String>> texts = new ArrayList<>();
      for (int a = 0; a < annotations.length; a++) {
        texts.add(new ArrayList<>());
      }
      TableKind table = kind < 0 ? TableKind.EFFECT : kindOf(kind);
      // Few distinct texts stand in many rows.
      Map<String, String> pool = new LinkedHashMap<>();
      for (Line line = next(records, true); line != null; line = next(records, true)) {
        CSVRecord r = line.fields();
        if (r.size() != header.length) {
          problem(file + ", line " + line.number() + ": there are " + r.size() + " columns, but the header has "
              + header.length + ".");
          continue;
        }
        perturbations.add(pool.computeIfAbsent(r.get(perturbation), s -> s));
        contexts.add(pool.computeIfAbsent(r.get(context), s -> s));
        lines.add(line.number());
        values.add(row(line));
        nCells.add(cells < 0 ? Double.NaN : cellCount(line));
        for (int a = 0; a < annotations.length; a++) {
          texts.get(a).add(pool.computeIfAbsent(r.get(annotations[a]), s -> s));
        }
        if (kind >= 0 && !r.get(kind).equals(table.id())) {
          problem(file + ", line " + line.number() + ": the kind is '" + r.get(kind) + "', but '" + table.id()
              + "' in the lines before; a table holds one kind.");
        }
      }
      if (values.isEmpty() && found == 0) {
        problem(file + " has a header but no rows.");
      }
      problems.throwIfAny();
      List<String> names = replicates ? EffectColumns.numbered(perturbations) : perturbations;
      EffectColumns.requireUnique(file, "line", names, contexts, r -> "line " + lines.get(r),
          "Average the replicates first, or name them apart.");
      EffectTable.Builder b = EffectTable.builder(table, axis);
      for (int r = 0; r < values.size(); r++) {
        b.row(names.get(r), contexts.get(r), values.get(r), null, nCells.get(r));
      }
      for (int a = 0; a < annotations.length; a++) {
        b.column(EffectColumns.annotation(header[annotations[a]]), texts.get(a));
      }
      return b.build();
    }

    private Line next(Iterator<CSVRecord> records, boolean buffered) {
      Line line = buffered ? ahead.poll() : null;
      return line == null ? next(records) : line;
    }

    private float[] row(Line line) {
      float[] row = new float[genes.length];
      for (int g = 0; g < genes.length; g++) {
        String text = line.fields().get(genes[g]);
        float v = FloatText.parse(text);
        if (!Float.isFinite(v)) {
          problem(file + ", line " + line.number() + ", column " + (genes[g] + 1) + " (gene '" + header[genes[g]] + "') has "
              + FloatText.complaint(text) + ".");
          v = 0;
        }
        row[g] = v;
      }
      return row;
    }

    private double cellCount(Line line) {
      String text = line.fields().get(cells);
      double v = CellCounts.parse(text);
      if (v < 0) {
        problem(file + ", line " + line.number() + ", column " + (cells + 1) + " ('" + EffectColumns.CELLS + "') has '"
            + text + "', which is no number of cells.");
      }
      return v;
    }
  }

  /**
   * Writes perturbation, context, {@code n_cells} if known, annotations, {@code kind} if there are annotations or the values
   * are no effects, and genes. Values come back exactly. Standard deviations, control profiles, normalisation and provenance
   * are not stored.
   *
   * @param file file to write
   * @param table the table
   * @param delimiter tab or comma
   * @param zip whether to gzip
   * @throws InvalidInputException if a gene and another column have the same name
   * @throws IOException if writing fails
   */
  static void write(Path file, EffectTable table, char delimiter, boolean zip) throws IOException {
    checkNames(table);
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setRecordSeparator('\n').get();
    boolean withKind = table.kind() != TableKind.EFFECT || !table.columns().isEmpty();
    try (OutputStream bytes = Files.newOutputStream(file);
        OutputStream packed = zip ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
        Writer out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16);
        CSVPrinter printer = new CSVPrinter(out, format)) {
      printer.print(EffectColumns.PERTURBATION);
      printer.print(EffectColumns.CONTEXT);
      if (table.hasCells()) {
        printer.print(EffectColumns.CELLS);
      }
      for (String name : table.columns().keySet()) {
        printer.print(name);
      }
      if (withKind) {
        printer.print(KIND);
      }
      for (String gene : table.genes().names()) {
        printer.print(gene);
      }
      printer.println();
      List<List<String>> columns = List.copyOf(table.columns().values());
      for (int r = 0; r < table.size(); r++) {
        printer.print(table.cell(r).perturbation());
        printer.print(table.cell(r).context());
        if (table.hasCells()) {
          printer.print(cellText(table.cells(r)));
        }
        for (List<String> column : columns) {
          printer.print(column.get(r));
        }
        if (withKind) {
          printer.print(table.kind().id());
        }
        // Numbers need no quotes; passing the printer by is several times faster.
        for (float v : table.values(r)) {
          out.append(delimiter).append(Float.toString(v));
        }
        printer.println();
      }
    }
  }

  private static String cellText(double cells) {
    return Double.isNaN(cells) ? "" : cells == Math.rint(cells) && cells < 1e15 ? Long.toString((long) cells)
        : Double.toString(cells);
  }

  private static void checkNames(EffectTable table) {
    Set<String> reserved = new LinkedHashSet<>(List.of(EffectColumns.PERTURBATION, EffectColumns.CONTEXT,
        EffectColumns.CELLS, KIND));
    Problems problems = new Problems();
    for (String name : table.columns().keySet()) {
      problems.require(!name.isBlank() && !reserved.contains(name), "The annotation '" + name
          + "' cannot be written as text, because its name is empty or reserved. Write .h5ad instead, or rename it.");
    }
    reserved.addAll(ANNOTATIONS);
    reserved.addAll(table.columns().keySet());
    List<String> clash = table.genes().names().stream().filter(reserved::contains).toList();
    problems.require(clash.isEmpty(), "The genes " + Problems.quote(clash)
        + " cannot be written as text, because annotations are called so. Write .h5ad instead, or rename them.");
    problems.throwIfAny();
  }
}

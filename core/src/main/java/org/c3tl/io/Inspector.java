package org.c3tl.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.parallel.Workers;

/** Looks into a file of any kind that c3tl knows. */
public final class Inspector {
  private static final int MOST_TEXTS = 10_000;
  private static final int PEEK = 8192;

  private Inspector() { }

  /**
   * Looks into a file. Matrices are read through, in blocks.
   *
   * @param path the file
   * @param progress is told how far it is
   * @return what is in it
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws IOException if it cannot be read
   * @throws InvalidInputException if it is damaged, or of a kind that is not known
   */
  public static Inspection inspect(Path path, Progress progress) throws IOException {
    byte[] start = Files.isRegularFile(path) ? peek(path) : new byte[0];
    boolean text = start.length > 0 && !isBinary(start);
    boolean gzip = start.length > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    if (text || gzip) {
      return text(path, gzip, progress);
    }
    try (HdfSource source = HdfSource.open(path)) {
      List<String> top = source.children("");
      if (!top.contains("obs") || !top.contains("var")) {
        return other(source, top);
      }
    }
    return annData(path, progress);
  }

  private static byte[] peek(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(PEEK);
    }
  }

  private static boolean isBinary(byte[] start) {
    for (byte b : start) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return true;
      }
    }
    return false;
  }

  private static Inspection annData(Path path, Progress progress) throws IOException {
    try (AnnDataFile file = AnnDataFile.open(path)) {
      List<String> notes = new ArrayList<>();
      List<Inspection.MatrixInfo> matrices = new ArrayList<>();
      List<String> names = file.matrixNames();
      if (!names.contains("X")) {
        notes.add("There is no X" + (names.isEmpty() ? "." : "; the values are in " + String.join(", ", names) + "."));
      }
      for (int i = 0; i < names.size(); i++) {
        Progress part = progress.part((double) i / names.size(), (i + 1.0) / names.size());
        String name = names.get(i);
        attempt(notes, () -> matrices.add(matrix(file.matrix(name), part)));
      }
      List<Inspection.ColumnInfo> obs = columns(file.obs(), notes);
      List<Inspection.ColumnInfo> var = columns(file.var(), notes);
      Map<String, List<String>> groups = new LinkedHashMap<>();
      for (String group : List.of("obsm", "varm", "obsp", "varp", "uns")) {
        List<String> in = file.names(group);
        if (!in.isEmpty()) {
          groups.put(group, in);
        }
      }
      String own = file.unsText("c3tl");
      return new Inspection(path.toString(), "AnnData", Files.size(path), file.observations(), (long) file.variables(),
          matrices, obs, var, groups, null, own == null ? null : json(own), notes);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Reads one part. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** What is stored in a way that is not read becomes a note; damage ends the inspection. */
  private static void attempt(List<String> notes, Step step) throws IOException {
    try {
      step.run();
    } catch (InvalidInputException e) {
      if (!HdfSource.isUnsupported(e)) {
        throw e;
      }
      notes.addAll(e.problems());
    }
  }

  private static Inspection.MatrixInfo matrix(StoredMatrix m, Progress progress) throws IOException {
    ValueSniffer all = new ValueSniffer();
    long lines = m.layout() == StoredMatrix.Layout.CSC ? m.columns() : m.rows();
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      m.forEachRound(1 << 16, workers, Inspector::values, (blocks, seen) -> {
        seen.forEach(all::add);
        MatrixBlock last = blocks.get(blocks.size() - 1);
        progress.update((double) (last.firstMajor + last.majorCount) / lines, "Reading " + m.name());
      });
    }
    return new Inspection.MatrixInfo(m.name(), m.layout().name(), m.dtype(), m.rows(), m.columns(), all.sum(), all.nonZeros(),
        all.min(), all.max(), all.kind().id(), all.reason());
  }

  private static ValueSniffer values(MatrixBlock block) {
    ValueSniffer values = new ValueSniffer();
    values.add(block.values, 0, block.starts[block.majorCount]);
    return values;
  }

  private static List<Inspection.ColumnInfo> columns(StoredFrame frame, List<String> notes) throws IOException {
    List<Inspection.ColumnInfo> all = new ArrayList<>();
    for (String name : frame.columnNames()) {
      attempt(notes, () -> all.add(column(name, frame.column(name))));
    }
    return all;
  }

  private static Inspection.ColumnInfo column(String name, StoredColumn c) {
    String kind = c.kind() == StoredColumn.Kind.CATEGORICAL ? "category" : c.kind().name().toLowerCase(Locale.ROOT);
    int missing = 0;
    if (c.kind() == StoredColumn.Kind.NUMBER) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < c.size(); i++) {
        double v = c.number(i);
        if (Double.isNaN(v)) {
          missing++;
        } else {
          min = Math.min(min, v);
          max = Math.max(max, v);
        }
      }
      boolean none = missing == c.size();
      return new Inspection.ColumnInfo(name, kind, c.dtype(), null, missing, null, none ? null : min, none ? null : max);
    }
    List<String> names = c.categories();
    int[] counts = new int[names.size()];
    for (int row = 0; row < c.size(); row++) {
      int code = c.code(row);
      if (code < 0) {
        missing++;
      } else {
        counts[code]++;
      }
    }
    Map<String, Integer> categories = null;
    if (c.kind() != StoredColumn.Kind.TEXT || names.size() <= MOST_TEXTS) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        order.add(i);
      }
      order.sort((a, b) -> Integer.compare(counts[b], counts[a]));
      categories = new LinkedHashMap<>();
      for (int i : order) {
        categories.put(names.get(i), counts[i]);
      }
    }
    return new Inspection.ColumnInfo(name, kind, c.dtype(), names.size(), missing, categories, null, null);
  }

  /** HDF5 that is not AnnData: c3tl's model and partial sums, GCTX. */
  private static Inspection other(HdfSource source, List<String> top) throws IOException {
    Map<String, String> attributes = new TreeMap<>();
    Node root = source.root();
    for (Map.Entry<String, Attribute> a : source.guard("", root::getAttributes).entrySet()) {
      Object v = source.attribute("", root, a.getKey());
      if (v != null && !v.getClass().isArray()) {
        attributes.put(a.getKey(), String.valueOf(v));
      }
    }
    String format = attributes.get("format");
    List<Inspection.MatrixInfo> none = List.of();
    Map<String, List<String>> groups = Map.of("/", top);
    long bytes = Files.size(source.path());
    HdfArray gctx = source.find("0/DATA/0") == null ? null : source.array("0/DATA/0/matrix");
    if (gctx != null) {
      // GCTX holds the transpose: its rows are the columns (samples).
      return new Inspection(source.path().toString(), "GCTX", bytes, (long) gctx.columns, gctx.rows, none, List.of(),
          List.of(), groups, attributes, null, List.of());
    }
    if (format == null) {
      throw new InvalidInputException(AnnDataFile.notAnnData(source, top));
    }
    return new Inspection(source.path().toString(), format, bytes, null, null, none, List.of(), List.of(), groups,
        attributes, null, List.of());
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private static Inspection text(Path path, boolean gzip, Progress progress) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16)) {
      reader.mark(PEEK);
      char[] start = new char[PEEK - 1];
      int n = Math.max(0, reader.read(start));
      reader.reset();
      String head = new String(start, 0, n);
      if (isBinary(head.getBytes(StandardCharsets.UTF_8))) {
        throw new InvalidInputException(path + " is of no kind that is known" + (gzip ? "; it is compressed with gzip and "
            + "holds no text. If it is an .h5ad inside, unpack it first." : "."));
      }
      return head.startsWith("#1.2") || head.startsWith("#1.3") ? gct(path, reader) : table(path, reader, head, progress);
    } catch (ZipException | java.io.EOFException e) {
      throw new InvalidInputException(path + " is damaged or not complete: " + e.getMessage() + ". Copy or write it again.",
          e);
    }
  }

  private static Inspection table(Path path, Reader reader, String head, Progress progress) throws IOException {
    String name = path.getFileName().toString().replaceFirst("\\.gz$", "");
    String line = head.lines().findFirst().orElse("");
    boolean tab = name.endsWith(".tsv") || !name.endsWith(".csv") && line.indexOf('\t') >= 0;
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(tab ? '\t' : ',').get();
    long rows = -1;
    List<Inspection.ColumnInfo> header = new ArrayList<>();
    try (CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      for (CSVRecord r : parser) {
        if (rows < 0) {
          for (String field : r) {
            header.add(new Inspection.ColumnInfo(field, "text", "object", null, null, null, null, null));
          }
        } else if (r.size() != header.size()) {
          throw new InvalidInputException(path + ", line " + parser.getCurrentLineNumber() + ": " + r.size()
              + " fields where the header has " + header.size() + ".");
        }
        rows++;
        progress.update(Double.NaN, "Reading " + path.getFileName());
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ZipException || e.getCause() instanceof java.io.EOFException
          || e.getCause().getClass().getName().startsWith("org.apache.commons.csv")) {
        throw new InvalidInputException(path + " is damaged or no table: " + e.getCause().getMessage() + ".", e);
      }
      throw e.getCause();
    }
    return new Inspection(path.toString(), tab ? "tab-separated text" : "comma-separated text", Files.size(path),
        Math.max(0, rows), (long) header.size(), List.of(), List.of(), header, Map.of(), null, null, List.of());
  }

  private static Inspection gct(Path path, BufferedReader reader) throws IOException {
    String version = reader.readLine().trim();
    String line = reader.readLine();
    String[] sizes = line == null ? new String[0] : line.trim().split("\t");
    Map<String, String> attributes = new LinkedHashMap<>();
    long[] n = new long[4];
    try {
      for (int i = 0; i < sizes.length; i++) {
        n[i] = Long.parseLong(sizes[i].trim());
      }
      if (sizes.length != 2 && sizes.length != 4) {
        throw new NumberFormatException();
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new InvalidInputException(path + ", line 2: '" + line + "' is found where the numbers of rows and columns are "
          + "expected, separated by tabs (and, in GCT 1.3, the numbers of row and column annotations).", e);
    }
    if (sizes.length == 4) {
      attributes.put("row annotations", sizes[2]);
      attributes.put("column annotations", sizes[3]);
    }
    return new Inspection(path.toString(), "GCT " + version.substring(1), Files.size(path), n[0], n[1], List.of(), List.of(),
        List.of(), Map.of(), attributes, null, List.of());
  }
}

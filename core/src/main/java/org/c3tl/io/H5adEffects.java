package org.c3tl.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jhdf.api.WritableGroup;
import io.jhdf.api.WritableNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;

/**
 * Effects as AnnData: {@code X} float32, a row per (perturbation, context); obs {@code perturbation}, {@code context},
 * {@code n_cells} and annotations; var names the genes; {@code layers/sd}; {@code varm/control} (genes × contexts, whose
 * order {@code uns/c3tl} holds); {@code uns/c3tl} is JSON text with {@code kind}, {@code normalisation},
 * {@code control_contexts} and {@code provenance}.
 */
final class H5adEffects {
  private static final String UNS = "c3tl";
  private static final String SD = "sd";
  private static final String CONTROL = "control";
  private static final int BLOCK = 1 << 18;
  /** Attributes larger than 64 KiB do not fit into the header of an HDF5 object. */
  private static final int MAX_ATTRIBUTE = 60_000;
  /** Text columns have one width, that of their longest value: most that a column may take. */
  private static final long MAX_TEXT = 1L << 29;
  private static final ObjectMapper JSON = new ObjectMapper();

  private H5adEffects() { }

  /**
   * @param path an {@code .h5ad} file
   * @param perturbationColumn obs column
   * @param contextColumn obs column
   * @param replicates whether rows of the same names are numbered ({@link EffectColumns#numbered}) instead of refused
   * @return the table; kind {@link TableKind#EFFECT} unless {@code uns/c3tl} says otherwise
   * @throws InvalidInputException if columns are missing, rows stand twice, values are not finite or are raw counts, or the
   *     file is damaged
   * @throws IOException if reading fails
   */
  static EffectTable read(Path path, String perturbationColumn, String contextColumn, boolean replicates)
      throws IOException {
    try (AnnDataFile file = AnnDataFile.open(path)) {
      return new Reading(file, perturbationColumn, contextColumn, replicates).table();
    }
  }

  private static final class Reading {
    private final AnnDataFile file;
    private final Path path;
    private final String perturbationColumn;
    private final String contextColumn;
    private final boolean replicates;

    Reading(AnnDataFile file, String perturbationColumn, String contextColumn, boolean replicates) {
      this.file = file;
      this.path = file.path();
      this.perturbationColumn = perturbationColumn;
      this.contextColumn = contextColumn;
      this.replicates = replicates;
    }

    EffectTable table() throws IOException {
      if (file.unsText("c3tl_partial") != null) {
        throw new InvalidInputException(path + " holds partial sums, not effects. Join it with 'c3tl merge' first.");
      }
      List<String> names = new ArrayList<>(file.obs().columnNames());
      EffectColumns.require(path + ", obs,", names, perturbationColumn, contextColumn);
      List<String> perturbations = replicates ? EffectColumns.numbered(texts(perturbationColumn)) : texts(perturbationColumn);
      List<String> contexts = texts(contextColumn);
      List<String> index = file.obs().index();
      EffectColumns.requireUnique(path, "row", perturbations, contexts,
          r -> "obs row " + (r + 1) + " ('" + index.get(r) + "')", "If its rows are single cells, make effects of them with "
          + "'c3tl pseudobulk'. If they are replicates, average them first or name them apart.");
      ObjectNode meta = meta();
      int n = perturbations.size();
      if (n == 0) {
        throw new InvalidInputException(path + " has no rows: obs is empty.");
      }
      Axis genes = genes();
      float[][] x = matrix("X", n, genes.size());
      if (meta == null) {
        refuseCounts(x);
      }
      float[][] sd = file.matrixNames().contains("layers/" + SD) ? matrix("layers/" + SD, n, genes.size()) : null;
      double[] cells = names.contains(EffectColumns.CELLS) ? cells() : null;
      EffectTable.Builder b = EffectTable.builder(kind(meta), genes);
      for (int r = 0; r < n; r++) {
        b.row(perturbations.get(r), contexts.get(r), x[r], sd == null ? null : sd[r], cells == null ? Double.NaN : cells[r]);
      }
      for (String name : names) {
        if (!name.equals(perturbationColumn) && !name.equals(contextColumn) && !name.equals(EffectColumns.CELLS)) {
          b.column(EffectColumns.annotation(name), texts(name));
        }
      }
      if (meta != null) {
        b.normalisation(meta.path("normalisation").asText(""));
        b.provenance(provenance(meta));
        controls(meta, genes.size(), b);
      }
      try {
        return b.build();
      } catch (InvalidInputException e) {
        throw named(e);
      }
    }

    private InvalidInputException named(InvalidInputException e) {
      return new InvalidInputException(e.problems().stream().map(p -> path + ": " + p).toList());
    }

    private Axis genes() {
      try {
        return Axis.of("gene", file.var().index());
      } catch (InvalidInputException e) {
        throw named(e);
      }
    }

    private List<String> texts(String column) {
      StoredColumn stored = file.obs().column(column);
      List<String> categories = stored.categories();
      List<String> texts = new ArrayList<>(stored.size());
      for (int row = 0; row < stored.size(); row++) {
        int code = stored.code(row);
        texts.add(code < 0 ? "" : categories.get(code));
      }
      return texts;
    }

    private double[] cells() {
      return CellCounts.parse(path, texts(EffectColumns.CELLS));
    }

    private ObjectNode meta() {
      String text = file.unsText(UNS);
      if (text == null) {
        return null;
      }
      try {
        if (JSON.readTree(text) instanceof ObjectNode node) {
          return node;
        }
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(path + ", 'uns/" + UNS + "', is not JSON: " + e.getOriginalMessage()
            + ". Remove or repair the entry.", e);
      }
      throw new InvalidInputException(path + ", 'uns/" + UNS + "', is JSON but no object. Remove or repair the entry.");
    }

    private TableKind kind(ObjectNode meta) {
      if (meta == null || !meta.has("kind")) {
        return TableKind.EFFECT;
      }
      try {
        return TableKind.of(meta.get("kind").asText());
      } catch (InvalidInputException e) {
        throw named(e);
      }
    }

    private static Provenance provenance(ObjectNode meta) {
      Map<String, String> entries = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> e : meta.path("provenance").properties()) {
        entries.put(e.getKey(), e.getValue().isTextual() ? e.getValue().asText() : e.getValue().toString());
      }
      return new Provenance(entries);
    }

    private void controls(ObjectNode meta, int genes, EffectTable.Builder b) {
      JsonNode contexts = meta.path("control_contexts");
      if (!file.names("varm").contains(CONTROL) || !contexts.isArray()) {
        return;
      }
      float[][] byGene = file.denseFloat("varm/" + CONTROL);
      if (byGene.length != genes || byGene[0].length != contexts.size()) {
        throw new InvalidInputException(path + ", 'varm/" + CONTROL + "', is " + byGene.length + " × "
            + (byGene.length == 0 ? 0 : byGene[0].length) + ", but there are " + genes + " genes and " + contexts.size()
            + " control contexts in 'uns/" + UNS + "'. Write the file again.");
      }
      for (int c = 0; c < contexts.size(); c++) {
        float[] profile = new float[genes];
        for (int g = 0; g < genes; g++) {
          profile[g] = byGene[g][c];
        }
        b.control(contexts.get(c).asText(), profile);
      }
    }

    private float[][] matrix(String name, int rows, int columns) throws IOException {
      StoredMatrix m = file.matrix(name);
      Memory.require(path + ", '" + name + "',", 4L * rows * columns);
      float[][] all = new float[rows][columns];
      boolean byRow = m.layout() != StoredMatrix.Layout.CSC;
      m.forEachBlock(BLOCK, block -> {
        for (int k = 0; k < block.majorCount; k++) {
          int major = Math.toIntExact(block.firstMajor + k);
          for (int e = block.starts[k]; e < block.starts[k + 1]; e++) {
            // Entries of a sparse matrix that stand twice add up.
            if (byRow) {
              all[major][block.minors[e]] += (float) block.values[e];
            } else {
              all[block.minors[e]][major] += (float) block.values[e];
            }
          }
        }
      });
      return all;
    }

    private void refuseCounts(float[][] x) {
      double largest = 0;
      for (float[] row : x) {
        for (float v : row) {
          if (!(v >= 0) || v != Math.rint(v)) {
            return;
          }
          largest = Math.max(largest, v);
        }
      }
      if (largest > 0) {
        throw new InvalidInputException(path + ": X holds whole numbers from 0 to " + (long) largest
            + " only, so it looks like raw counts, not like effects. Make effects of it with 'c3tl pseudobulk'.");
      }
    }
  }

  /**
   * Writes without compression: float32 noise hardly shrinks, and rows then go to the disc one by one instead of as a second
   * copy of the matrix.
   *
   * @param path file to write
   * @param table the table
   * @throws InvalidInputException if a name cannot be stored
   * @throws IOException if writing fails
   */
  static void write(Path path, EffectTable table) throws IOException {
    checkNames(table);
    HdfOutput.write(path, file -> {
      encoding(file, "anndata", "0.1.0");
      encoding(file.putDataset("X", rows(table, false)), "array", "0.2.0");
      obs(file.putGroup("obs"), table);
      WritableGroup var = file.putGroup("var");
      String[] genes = table.genes().names().toArray(String[]::new);
      // anndata wants the list of columns, and jHDF writes no empty one.
      frame(var, genes, List.of("gene"));
      text(var, "gene", genes);
      if (table.hasSd()) {
        encoding(dict(file, "layers").putDataset(SD, rows(table, true)), "array", "0.2.0");
      }
      if (!table.controls().isEmpty()) {
        encoding(dict(file, "varm").putDataset(CONTROL, controls(table)), "array", "0.2.0");
      }
      encoding(dict(file, "uns").putDataset(UNS, meta(table)), "string", "0.2.0");
    });
  }

  private static float[][] rows(EffectTable table, boolean sd) {
    float[][] rows = new float[table.size()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = sd ? table.sd(r) : table.values(r);
    }
    return rows;
  }

  private static float[][] controls(EffectTable table) {
    float[][] byGene = new float[table.genes().size()][table.controls().size()];
    int c = 0;
    for (float[] profile : table.controls().values()) {
      for (int g = 0; g < byGene.length; g++) {
        byGene[g][c] = profile[g];
      }
      c++;
    }
    return byGene;
  }

  private static String meta(EffectTable table) {
    ObjectNode node = JSON.createObjectNode();
    node.put("kind", table.kind().id());
    node.put("normalisation", table.normalisation());
    ArrayNode contexts = node.putArray("control_contexts");
    table.controls().keySet().forEach(contexts::add);
    ObjectNode provenance = node.putObject("provenance");
    table.provenance().entries().forEach(provenance::put);
    return node.toString();
  }

  private static void obs(WritableGroup obs, EffectTable table) {
    int n = table.size();
    String[] perturbation = new String[n];
    String[] context = new String[n];
    String[] index = new String[n];
    double[] cells = new double[n];
    boolean whole = table.hasCells();
    Set<String> seen = new HashSet<>();
    for (int r = 0; r < n; r++) {
      Cell cell = table.cell(r);
      perturbation[r] = cell.perturbation();
      context[r] = cell.context();
      index[r] = cell.perturbation() + "|" + cell.context();
      seen.add(index[r]);
      cells[r] = table.cells(r);
      whole &= cells[r] == Math.rint(cells[r]);
    }
    if (seen.size() < n) {
      for (int r = 0; r < n; r++) {
        index[r] = String.valueOf(r);
      }
    }
    List<String> columns = new ArrayList<>(List.of(EffectColumns.PERTURBATION, EffectColumns.CONTEXT));
    if (table.hasCells()) {
      columns.add(EffectColumns.CELLS);
    }
    columns.addAll(table.columns().keySet());
    frame(obs, index, columns);
    text(obs, EffectColumns.PERTURBATION, perturbation);
    text(obs, EffectColumns.CONTEXT, context);
    if (whole) {
      long[] counts = new long[n];
      for (int r = 0; r < n; r++) {
        counts[r] = (long) cells[r];
      }
      encoding(obs.putDataset(EffectColumns.CELLS, counts), "array", "0.2.0");
    } else if (table.hasCells()) {
      encoding(obs.putDataset(EffectColumns.CELLS, cells), "array", "0.2.0");
    }
    table.columns().forEach((name, values) -> text(obs, name, values.toArray(String[]::new)));
  }

  private static void frame(WritableGroup group, String[] index, List<String> columns) {
    encoding(group, "dataframe", "0.2.0");
    String name = "_index";
    while (columns.contains(name)) {
      name += "_";
    }
    group.putAttribute("_index", name);
    group.putAttribute("column-order", columns.toArray(String[]::new));
    text(group, name, index);
  }

  /** A column whose name has slashes stands in groups below, which is where anndata looks for it. */
  private static void text(WritableGroup group, String name, String[] values) {
    WritableGroup at = group;
    int from = 0;
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', from)) {
      String part = name.substring(from, slash);
      at = at.getChild(part) instanceof WritableGroup below ? below : at.putGroup(part);
      from = slash + 1;
    }
    encoding(at.putDataset(name.substring(from), values), "string-array", "0.2.0");
  }

  private static WritableGroup dict(WritableGroup parent, String name) {
    WritableGroup group = parent.putGroup(name);
    encoding(group, "dict", "0.1.0");
    return group;
  }

  private static void encoding(WritableNode node, String type, String version) {
    node.putAttribute("encoding-type", type);
    node.putAttribute("encoding-version", version);
  }

  private static void checkNames(EffectTable table) {
    Problems problems = new Problems();
    checkText(problems, "perturbations", table.perturbations().names(), table.size());
    checkText(problems, "contexts", table.contexts().names(), table.size());
    checkText(problems, "genes", table.genes().names(), table.genes().size());
    table.columns().forEach((name, values) -> checkText(problems, "annotation '" + name + "'", values, table.size()));
    Set<String> columns = new HashSet<>(List.of(EffectColumns.PERTURBATION, EffectColumns.CONTEXT, EffectColumns.CELLS));
    long width = 0;
    for (String name : table.columns().keySet()) {
      boolean odd = name.isBlank() || name.indexOf('\0') >= 0;
      for (String part : name.split("/", -1)) {
        odd |= part.isBlank() || part.equals(".") || part.equals("..");
      }
      problems.require(!odd && columns.add(name), "The annotation '" + name + "' cannot be written, because its name is "
          + (odd ? "no name in HDF5" : "reserved") + ". Rename it.");
      width = Math.max(width, name.getBytes(StandardCharsets.UTF_8).length + 1);
    }
    for (String name : table.columns().keySet()) {
      for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        String above = name.substring(0, slash);
        problems.require(!columns.contains(above), "The annotation '" + name + "' cannot be written beside '" + above
            + "'. Rename one of them.");
      }
    }
    problems.require(width * (table.columns().size() + 3) < MAX_ATTRIBUTE,
        "There are too many annotations, or too long names of "
        + "them, for one .h5ad file: " + table.columns().size() + ". Leave some out.");
    problems.throwIfAny();
  }

  private static void checkText(Problems problems, String what, Collection<String> values, int rows) {
    long longest = 0;
    for (String v : values) {
      if (v.indexOf('\0') >= 0) {
        problems.add("The " + what + " cannot be written: '" + v.replace("\0", "\\0") + "' holds a character of value 0.");
        return;
      }
      longest = Math.max(longest, v.length());
    }
    if (longest * rows > MAX_TEXT) {
      problems.add("The " + what + " cannot be written: a text of " + longest + " characters would make the column " + rows
          + " times as wide. Shorten it.");
    }
  }
}

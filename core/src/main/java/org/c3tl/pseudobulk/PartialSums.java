package org.c3tl.pseudobulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.data.Axis;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.io.AnnDataFile;
import org.c3tl.io.H5adOutput;
import org.c3tl.io.StoredColumn;
import org.c3tl.io.StoredFrame;
import org.c3tl.io.StoredMatrix;

/**
 * Partial sums in files: what one file of cells yields, joined exactly with others later.
 *
 * <p>A file of partial sums is an AnnData file, so that Python opens it: {@code X} float64, groups × genes, the sums; obs
 * {@code perturbation}, {@code context}, {@code batch} (where batches are told apart), {@code n_cells}, {@code total_counts}
 * (where counts are summed); var {@code sum} and {@code sum_of_squares} of the normalised counts over all cells, or
 * {@code listed} where the genes are the user's list; {@code uns/c3tl_partial} JSON with version, kind of input, options and
 * counts of cells.
 */
public final class PartialSums {
  private static final String KEY = "c3tl_partial";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private PartialSums() { }

  /**
   * @param target where the file shall be
   * @param sums what to write
   * @param overwrite whether an existing file may be replaced
   * @throws IOException if writing fails
   */
  public static void write(Path target, GroupSums sums, boolean overwrite) throws IOException {
    int groups = sums.keys().size();
    Map<String, Object> obs = new LinkedHashMap<>();
    obs.put("perturbation", sums.keys().stream().map(GroupKey::perturbation).toArray(String[]::new));
    obs.put("context", sums.keys().stream().map(GroupKey::context).toArray(String[]::new));
    if (sums.batched()) {
      obs.put("batch", sums.keys().stream().map(GroupKey::batch).toArray(String[]::new));
    }
    obs.put("n_cells", sums.cells());
    if (sums.totals() != null) {
      obs.put("total_counts", sums.totals());
    }
    List<String> index = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      index.add("group" + (g + 1));
    }
    Map<String, Object> var = new LinkedHashMap<>();
    if (sums.moments() != null) {
      var.put("sum", sums.moments().sum());
      var.put("sum_of_squares", sums.moments().sumOfSquares());
    } else {
      int[] one = new int[sums.genes().size()];
      Arrays.fill(one, 1);
      var.put("listed", one);
    }
    H5adOutput.write(target, new H5adOutput.Frame(index, obs), new H5adOutput.Frame(sums.genes().names(), var), sums.sums(),
        Map.of(KEY, json(sums)), overwrite);
  }

  private static String json(GroupSums sums) throws JsonProcessingException {
    CellCounts c = sums.counts();
    ObjectNode node = JSON.createObjectNode();
    node.put("version", VERSION).put("c3tl", Provenance.version()).put("input", sums.input().id())
        .put("aggregate", sums.aggregate().id()).put("batched", sums.batched());
    if (sums.input() == InputKind.COUNTS) {
      node.put("target_sum", sums.targetSum());
    }
    node.putObject("cells").put("seen", c.seen()).put("without_perturbation", c.withoutPerturbation())
        .put("without_context", c.withoutContext()).put("without_batch", c.withoutBatch()).put("empty", c.empty());
    sums.inputs().forEach(node.putArray("inputs")::add);
    return JSON.writeValueAsString(node);
  }

  /**
   * Reads and joins files of partial sums.
   *
   * @param parts one or more files
   * @param progress told how many are read
   * @return sums over all of them, on the genes of the first
   * @throws IOException if a file cannot be read
   * @throws InvalidInputException if a file holds no partial sums or is damaged, or two files were made with different
   *     options or genes, naming both
   */
  public static GroupSums read(List<Path> parts, Progress progress) throws IOException {
    if (parts.isEmpty()) {
      throw new InvalidInputException("There is no file of partial sums; give at least one.");
    }
    if (Set.copyOf(parts).size() < parts.size()) {
      throw new InvalidInputException("A file of partial sums is given twice; its cells would count twice.");
    }
    Join join = new Join();
    for (int i = 0; i < parts.size(); i++) {
      progress.update((double) i / parts.size(), "Reading " + parts.get(i).getFileName());
      try (AnnDataFile file = AnnDataFile.open(parts.get(i))) {
        join.add(file);
      }
    }
    return join.result();
  }

  private static InvalidInputException damaged(AnnDataFile file, String why) {
    return new InvalidInputException(file.path() + " is no usable file of partial sums: " + why
        + ". Make it again with pseudobulk --partial.");
  }

  /** What of a part must agree with all others. */
  private record Header(InputKind input, Aggregate aggregate, double targetSum, boolean batched, boolean listed) {
    String difference(Header o) {
      List<String> d = new ArrayList<>();
      if (input != o.input) {
        d.add("input " + input.id() + " and " + o.input.id());
      }
      if (aggregate != o.aggregate) {
        d.add("--aggregate " + aggregate.id() + " and " + o.aggregate.id());
      }
      if (Double.compare(targetSum, o.targetSum) != 0) {
        d.add("--target-sum " + new TargetSum(targetSum) + " and " + new TargetSum(o.targetSum));
      }
      if (batched != o.batched) {
        d.add("a batch column in only one of them");
      }
      if (listed != o.listed) {
        d.add("a gene list in only one of them");
      }
      return String.join("; ", d);
    }
  }

  /** Sums joined so far. */
  private static final class Join {
    private String first;
    private Header header;
    private Axis genes;
    private GeneMoments moments;
    private CellCounts counts = CellCounts.NONE;
    private final List<String> inputs = new ArrayList<>();
    private final Map<GroupKey, Integer> index = new HashMap<>();
    private final List<GroupKey> keys = new ArrayList<>();
    private final List<double[]> sums = new ArrayList<>();
    private final List<Long> cells = new ArrayList<>();
    private final List<Double> totals = new ArrayList<>();

    void add(AnnDataFile file) throws IOException {
      JsonNode json = readJson(file);
      Header h = header(file, json);
      Axis own = Axis.of("gene", file.var().index());
      if (header == null) {
        first = file.path().toString();
        header = h;
        genes = own;
        moments = h.listed() ? null : new GeneMoments(0, new double[own.size()], new double[own.size()]);
      }
      String difference = header.difference(h);
      if (!difference.isEmpty()) {
        throw new InvalidInputException(first + " and " + file.path() + " were made with different options: " + difference
            + ". Make all parts with the same ones.");
      }
      List<String> fewer = genes.names().stream().filter(g -> !own.contains(g)).toList();
      List<String> more = own.names().stream().filter(g -> !genes.contains(g)).toList();
      if (!fewer.isEmpty() || !more.isEmpty()) {
        throw new InvalidInputException(Pseudobulk.differentGenes(first, file.path().toString(), fewer, more));
      }
      JsonNode c = json.path("cells");
      CellCounts of = new CellCounts(c.path("seen").asLong(), c.path("without_perturbation").asLong(),
          c.path("without_context").asLong(), c.path("without_batch").asLong(), c.path("empty").asLong());
      counts = counts.plus(of);
      json.path("inputs").forEach(n -> inputs.add(n.asText()));
      int[] at = own.names().stream().mapToInt(genes::indexOf).toArray();
      addMoments(file, of.used(), at);
      addGroups(file, at);
    }

    private static JsonNode readJson(AnnDataFile file) {
      String text = file.unsText(KEY);
      if (text == null) {
        throw new InvalidInputException(file.path() + " holds no partial sums. Give files that pseudobulk --partial wrote.");
      }
      try {
        JsonNode json = JSON.readTree(text);
        int version = json.path("version").asInt();
        if (version != VERSION) {
          throw new InvalidInputException(file.path() + " has partial sums of version " + version
              + ", and this program reads version " + VERSION + ". Make them again with pseudobulk --partial.");
        }
        return json;
      } catch (JsonProcessingException e) {
        throw damaged(file, "its options are no JSON");
      }
    }

    private static Header header(AnnDataFile file, JsonNode json) {
      try {
        InputKind input = InputKind.valueOf(json.path("input").asText().toUpperCase(java.util.Locale.ROOT));
        Aggregate aggregate = Aggregate.valueOf(json.path("aggregate").asText().toUpperCase(java.util.Locale.ROOT));
        double target = input == InputKind.COUNTS ? json.path("target_sum").asDouble() : Double.NaN;
        if (input == InputKind.AUTO || input == InputKind.COUNTS && !(target > 0)
            || input != InputKind.COUNTS && aggregate == Aggregate.SUM) {
          throw damaged(file, "its options contradict each other");
        }
        return new Header(input, aggregate, target, json.path("batched").asBoolean(),
            !file.var().columnNames().contains("sum"));
      } catch (IllegalArgumentException e) {
        throw damaged(file, "its options are unknown");
      }
    }

    private void addMoments(AnnDataFile file, long used, int[] at) {
      if (moments == null) {
        return;
      }
      StoredColumn sum = file.var().column("sum");
      StoredColumn squares = file.var().column("sum_of_squares");
      for (int g = 0; g < at.length; g++) {
        double s = sum.number(g);
        double q = squares.number(g);
        if (!Double.isFinite(s) || !(q >= 0) || Double.isInfinite(q)) {
          throw damaged(file, "the sums of gene '" + genes.name(at[g]) + "' are " + s + " and " + q);
        }
        moments.sum()[at[g]] += s;
        moments.sumOfSquares()[at[g]] += q;
      }
      moments = new GeneMoments(moments.cells() + used, moments.sum(), moments.sumOfSquares());
    }

    private void addGroups(AnnDataFile file, int[] at) throws IOException {
      StoredFrame obs = file.obs();
      StoredColumn p = obs.column("perturbation");
      StoredColumn c = obs.column("context");
      StoredColumn b = header.batched() ? obs.column("batch") : null;
      StoredColumn n = obs.column("n_cells");
      StoredColumn t = header.aggregate() == Aggregate.SUM ? obs.column("total_counts") : null;
      double[][] rows = new double[obs.rows()][];
      for (int g = 0; g < rows.length; g++) {
        double number = n.number(g);
        double total = t == null ? 0 : t.number(g);
        if (p.text(g) == null || c.text(g) == null || b != null && b.text(g) == null || !(number >= 1)
            || number != Math.rint(number) || !(total >= 0)) {
          throw damaged(file, "row " + (g + 1) + " has no label or a wrong number of cells (" + number + ")");
        }
        GroupKey key = new GroupKey(p.text(g), c.text(g), b == null ? "" : b.text(g));
        Integer known = index.putIfAbsent(key, keys.size());
        if (known == null) {
          known = keys.size();
          keys.add(key);
          sums.add(new double[genes.size()]);
          cells.add(0L);
          totals.add(0.0);
        }
        rows[g] = sums.get(known);
        cells.set(known, cells.get(known) + (long) number);
        totals.set(known, totals.get(known) + total);
      }
      StoredMatrix x = file.matrix("X");
      x.forEachBlock(1 << 18, block -> {
        for (int k = 0; k < block.majorCount; k++) {
          double[] to = rows[Math.toIntExact(block.firstMajor + k)];
          for (int i = block.starts[k]; i < block.starts[k + 1]; i++) {
            if (!Double.isFinite(block.values[i])) {
              throw damaged(file, "row " + (block.firstMajor + k + 1) + " holds " + block.values[i]);
            }
            to[at[block.minors[i]]] += block.values[i];
          }
        }
      });
    }

    GroupSums result() {
      double[] all = header.aggregate() == Aggregate.SUM ? totals.stream().mapToDouble(v -> v).toArray() : null;
      return new GroupSums(header.input(), header.aggregate(), header.targetSum(), header.batched(), genes, keys,
          cells.stream().mapToLong(v -> v).toArray(), all, sums.toArray(double[][]::new), moments, counts, inputs);
    }
  }
}

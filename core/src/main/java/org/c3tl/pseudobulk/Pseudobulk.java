package org.c3tl.pseudobulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;
import org.c3tl.io.StoredFrame;
import org.c3tl.io.StoredMatrix;
import org.c3tl.io.ValueKind;
import org.c3tl.io.ValueSniffer;

/**
 * From cells to effects. Labels of all files are read and checked first, then the matrices are streamed: once, or twice
 * where the median total is asked for, the matrix is stored by columns, or sums over all genes would not fit the memory.
 */
public final class Pseudobulk {
  /** For tests: bytes that sums may take; 0 = what Java has left. */
  private static volatile long memoryLimit;

  private Pseudobulk() { }

  /** For tests: pretends, until it is closed, that there is only so much memory. */
  static final class MemoryLimit implements AutoCloseable {
    /**
     * @param bytes how much
     */
    MemoryLimit(long bytes) {
      memoryLimit = bytes;
    }

    @Override
    public void close() {
      memoryLimit = 0;
    }
  }

  /**
   * Makes effects from cells.
   *
   * @param sources files of cells, in order
   * @param summing how cells are read and summed
   * @param effects how sums become effects
   * @param say receives messages for the user
   * @param progress told how far the work is; may cancel it
   * @return one row per (perturbation, context), sorted by context and perturbation, with the control profiles
   * @throws IOException if a file cannot be read
   * @throws InvalidInputException if something of the input does not fit: the message says what, where, and what to do
   */
  public static EffectTable run(List<? extends CellSource> sources, SummingOptions summing, EffectOptions effects,
      Consumer<String> say, Progress progress) throws IOException {
    Reading reading = new Reading(sources, summing, say);
    EffectPlan plan = EffectPlan.of(reading.labels.keys(), reading.labels.cells(), reading.input, effects);
    plan.notes().forEach(say);
    GroupSums sums = reading.sum(effects.genes(), false, progress);
    EffectTable table = EffectMaker.make(sums, plan, effects, "pseudobulk", summing.genes() != null, say);
    return table.withProvenance(table.provenance().with("perturbation_column", summing.perturbationColumn())
        .with("context_column", summing.contextColumn())
        .with("batch_column", summing.batchColumn() == null ? "none" : summing.batchColumn())
        .with("matrix", summing.matrixPath())
        .with("gene_column", summing.geneColumn() == null ? "index" : summing.geneColumn())
        .with("gene_list", summing.genes() != null));
  }

  /**
   * Sums cells of one or more files, to be joined with sums of others later.
   *
   * @param sources files of cells, in order
   * @param summing how cells are read and summed; the target sum must be a number
   * @param say receives messages for the user
   * @param progress told how far the work is; may cancel it
   * @return sums over all genes, or those of the gene list
   * @throws IOException if a file cannot be read
   * @throws InvalidInputException if something of the input does not fit
   */
  public static GroupSums sum(List<? extends CellSource> sources, SummingOptions summing, Consumer<String> say,
      Progress progress) throws IOException {
    if (summing.targetSum().isMedian()) {
      throw new InvalidInputException("Partial sums need a target sum that is the same for all files, but the median is "
          + "known only when all have been read. Give a number, such as --target-sum 10000.");
    }
    Reading reading = new Reading(sources, summing, say);
    if (reading.labels.keys().isEmpty()) {
      throw new InvalidInputException("No cell has both a perturbation and a context. Check the columns that were chosen.");
    }
    return reading.sum(Integer.MAX_VALUE, true, progress);
  }

  /**
   * Makes effects from sums.
   *
   * @param sums sums of all cells
   * @param effects how they become effects
   * @param genes the only genes to keep, in this order; null to choose the most variable
   * @param say receives messages for the user
   * @return one row per (perturbation, context), sorted by context and perturbation, with the control profiles
   * @throws InvalidInputException if a control is missing or no group is large enough
   */
  public static EffectTable effects(GroupSums sums, EffectOptions effects, List<String> genes, Consumer<String> say) {
    EffectPlan plan = EffectPlan.of(sums.keys(), sums.cells(), sums.input(), effects);
    plan.notes().forEach(say);
    GroupSums chosen = sums;
    if (genes != null) {
      Axis axis = Axis.of("gene", genes);
      sums.genes().requireAll(genes);
      chosen = keep(sums, axis.names().stream().mapToInt(sums.genes()::indexOf).toArray());
    }
    return EffectMaker.make(chosen, plan, effects, "merge", genes != null, say);
  }

  static GroupSums keep(GroupSums sums, int[] genes) {
    Axis axis = Axis.of("gene", Arrays.stream(genes).mapToObj(sums.genes()::name).toList());
    double[][] kept = new double[sums.sums().length][];
    for (int g = 0; g < kept.length; g++) {
      kept[g] = pick(sums.sums()[g], genes);
    }
    GeneMoments m = sums.moments();
    return new GroupSums(sums.input(), sums.aggregate(), sums.targetSum(), sums.batched(), axis, sums.keys(), sums.cells(),
        sums.totals(), kept, m == null ? null : new GeneMoments(m.cells(), pick(m.sum(), genes),
        pick(m.sumOfSquares(), genes)), sums.counts(), sums.inputs());
  }

  private static double[] pick(double[] from, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> from[i]).toArray();
  }

  /** Everything that is known before the matrices are read. */
  private static final class Reading {
    private final SummingOptions options;
    private final Consumer<String> say;
    private final CellLabels labels = new CellLabels();
    private final List<String> names = new ArrayList<>();
    private final List<StoredMatrix> matrices = new ArrayList<>();
    private final List<List<String>> fileGenes = new ArrayList<>();
    private final Axis genes;
    private InputKind input;

    Reading(List<? extends CellSource> sources, SummingOptions options, Consumer<String> say) throws IOException {
      this.options = options;
      this.say = say;
      if (sources.isEmpty()) {
        throw new InvalidInputException("There is no file of cells; give at least one.");
      }
      String decidedBy = null;
      for (CellSource source : sources) {
        labels.add(source, options);
        StoredMatrix matrix = source.matrix(options.matrixPath());
        StoredFrame var = source.var(matrix.name());
        checkShape(source, matrix, var);
        names.add(source.name());
        matrices.add(matrix);
        fileGenes.add(geneNames(source, var, options.geneColumn()));
        InputKind kind = inputKind(source, matrix);
        if (input != null && input != kind) {
          throw new InvalidInputException("The files hold different things: " + decidedBy + " " + input.id() + ", "
              + source.name() + " " + kind.id() + ". Choose matrices of the same kind, or treat the files separately.");
        }
        input = kind;
        decidedBy = source.name();
      }
      if (options.aggregate() == Aggregate.SUM && input != InputKind.COUNTS) {
        throw new InvalidInputException("Only counts can be summed, but " + matrices.get(0).name() + " of " + names.get(0)
            + " holds " + (input == InputKind.LOG ? "log-normalised values" : "effects")
            + ". Use --aggregate mean, or choose counts with --counts-layer.");
      }
      genes = matchGenes();
      tell();
    }

    private void tell() {
      CellCounts c = labels.counts();
      say.accept(names.size() + (names.size() == 1 ? " file, " : " files, ") + c.seen() + " cells × "
          + fileGenes.get(0).size() + " genes; " + matrices.get(0).name() + " is taken as "
          + (input == InputKind.LOG ? "log-normalised values, which are not normalised again"
          : input == InputKind.COUNTS ? "counts" : "effects") + ".");
      if (c.used() < c.seen()) {
        say.accept("Left out " + (c.seen() - c.used()) + " cells with missing labels: " + c.withoutPerturbation()
            + " without perturbation, " + c.withoutContext() + " without context"
            + (options.batchColumn() == null ? "." : ", " + c.withoutBatch() + " without batch."));
      }
    }

    private static void checkShape(CellSource source, StoredMatrix matrix, StoredFrame var) {
      if (matrix.rows() != source.obs().rows() || matrix.columns() != var.rows()) {
        throw new InvalidInputException(source.name() + ": " + matrix.name() + " has " + matrix.rows() + " rows and "
            + matrix.columns() + " columns, but obs has " + source.obs().rows() + " rows and " + var.name() + " "
            + var.rows() + ". The file is damaged or was put together wrongly.");
      }
      if (matrix.rows() == 0 || matrix.columns() == 0) {
        throw new InvalidInputException(source.name() + ": " + matrix.name() + " is empty (" + matrix.rows() + " cells × "
            + matrix.columns() + " genes).");
      }
    }

    private static List<String> geneNames(CellSource source, StoredFrame var, String column) {
      List<String> names;
      String from = source.name() + ": " + (column == null ? "the index of " + var.name() : "column '" + column + "' of "
          + var.name());
      if (column == null) {
        names = var.index();
      } else {
        var stored = var.column(column);
        names = IntStream.range(0, var.rows()).mapToObj(stored::text).toList();
      }
      Problems problems = new Problems();
      Map<String, Integer> seen = new HashMap<>();
      Set<String> twice = new LinkedHashSet<>();
      int unnamed = 0;
      for (String name : names) {
        if (name == null || name.isBlank()) {
          unnamed++;
        } else if (seen.merge(name, 1, Integer::sum) == 2) {
          twice.add(name);
        }
      }
      problems.require(unnamed == 0, from + " gives no name to " + unnamed + " genes.");
      problems.require(twice.isEmpty(), from + " names " + twice.size() + " genes more than once: " + Problems.quote(twice)
          + ". Take the names from " + (column == null ? "a column of unique names with --gene-column (there are "
          + Problems.quote(var.columnNames()) + ")" : "the index or another column")
          + ", or make them unique first (var_names_make_unique).");
      problems.throwIfAny();
      return names;
    }

    /** A guess from a sample, or the user's word if the sample does not speak against it; streaming checks every value. */
    private InputKind inputKind(CellSource source, StoredMatrix matrix) throws IOException {
      ValueSniffer sample = ValueSniffer.sample(matrix);
      InputKind seen = sample.kind() == ValueKind.COUNTS ? InputKind.COUNTS
          : sample.kind() == ValueKind.LOG_NORMALISED ? InputKind.LOG : null;
      boolean auto = options.input() == InputKind.AUTO;
      boolean fits = switch (options.input()) {
        case AUTO -> seen != null;
        case COUNTS -> seen == InputKind.COUNTS;
        case LOG -> sample.notFinite() == 0 && sample.min() >= 0 && sample.max() <= CellSummer.LARGEST_LOG;
        case EFFECTS -> sample.notFinite() == 0;
      };
      if (fits) {
        return auto ? seen : options.input();
      }
      List<String> counts = new ArrayList<>();
      for (String other : source.matrixNames()) {
        if (!other.equals(matrix.name()) && ValueSniffer.sample(source.matrix(other)).kind() == ValueKind.COUNTS) {
          counts.add(other.equals("raw/X") ? "raw" : other.startsWith("layers/") ? other.substring(7) : other);
        }
      }
      String not = switch (options.input()) {
        case AUTO -> "is neither counts nor log-normalised values";
        case COUNTS -> "does not hold counts";
        case LOG -> "does not hold log-normalised values";
        case EFFECTS -> "does not hold effects that can be averaged";
      };
      throw new InvalidInputException(source.name() + ": " + matrix.name() + " " + not + ": " + sample.reason() + " ("
          + number(sample.min()) + " to " + number(sample.max()) + " in a sample)."
          + (counts.isEmpty() ? " No other matrix of the file holds whole numbers."
          : " Whole numbers are in " + Problems.quote(counts) + ": try --counts-layer " + counts.get(0) + ".")
          + (options.input() == InputKind.COUNTS && seen == InputKind.LOG ? " To use the values as they are, give --input "
          + "log."
          : "")
          + (auto && sample.kind() == ValueKind.EFFECTS ? " If the values are effects already (differences from a control), "
          + "give --input effects." : ""));
    }

    private static String number(double v) {
      return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : String.format(java.util.Locale.ROOT, "%.4g",
          v);
    }

    private Axis matchGenes() {
      List<String> first = fileGenes.get(0);
      if (options.genes() != null) {
        Axis wanted = Axis.of("gene", options.genes());
        for (int s = 0; s < names.size(); s++) {
          Set<String> have = Set.copyOf(fileGenes.get(s));
          List<String> missing = wanted.names().stream().filter(g -> !have.contains(g)).toList();
          if (!missing.isEmpty()) {
            throw new InvalidInputException(missing.size() + " of " + wanted.size() + " genes of the list are not in "
                + names.get(s) + ": " + Problems.quote(missing) + ". Its first genes are "
                + Problems.quote(fileGenes.get(s)) + ".");
          }
        }
        return wanted;
      }
      Set<String> reference = Set.copyOf(first);
      for (int s = 1; s < names.size(); s++) {
        List<String> more = fileGenes.get(s).stream().filter(g -> !reference.contains(g)).toList();
        Set<String> have = Set.copyOf(fileGenes.get(s));
        List<String> fewer = first.stream().filter(g -> !have.contains(g)).toList();
        if (!more.isEmpty() || !fewer.isEmpty()) {
          throw new InvalidInputException(differentGenes(names.get(0), names.get(s), fewer, more));
        }
      }
      return Axis.of("gene", first);
    }

    /** Column of the sums for each column of a file, -1 where the gene is not kept. */
    private int[] columnOf(int source, Axis kept) {
      return fileGenes.get(source).stream().mapToInt(kept::indexOf).toArray();
    }

    private CellSummer.Part part(int s, Axis kept) {
      return new CellSummer.Part(names.get(s), matrices.get(s), labels.groupOf(s), columnOf(s, kept),
          fileGenes.get(s)::get);
    }

    GroupSums sum(int top, boolean partial, Progress progress) throws IOException {
      boolean choose = input != InputKind.EFFECTS && options.genes() == null && (partial || genes.size() > top);
      boolean median = input == InputKind.COUNTS && options.targetSum().isMedian();
      int groups = labels.keys().size();
      boolean fits = fits(groups, genes.size());
      boolean choosesFirst = choose && !partial && !fits;
      int kept = choosesFirst ? Math.min(top, genes.size()) : genes.size();
      if (!fits && !(choosesFirst && fits(groups, kept))) {
        throw tooLarge(groups, kept, partial);
      }
      int passes = (median ? 1 : 0) + (choosesFirst ? 1 : 0) + 1;
      int pass = 0;
      double target = input == InputKind.COUNTS ? options.targetSum().value() : Double.NaN;
      if (median) {
        target = medianTotal(progress.part(0, 1.0 / passes));
        pass++;
      }
      GeneMoments moments = choose ? new GeneMoments(labels.counts().used(), new double[genes.size()],
          new double[genes.size()]) : null;
      Axis columns = genes;
      if (choosesFirst) {
        say.accept("Choosing genes first, then summing: sums over all genes would not fit the memory.");
        stream(new CellSummer(input, options.aggregate(), target, null, null, moments, options.threads()), genes,
            "Choosing genes", progress.part((double) pass / passes, (pass + 1.0) / passes));
        pass++;
        int[] chosen = VariableGenes.select(moments, top);
        if (chosen.length == 0) {
          throw noVariation();
        }
        say.accept("Kept the " + chosen.length + " most variable of " + genes.size() + " genes.");
        columns = Axis.of("gene", Arrays.stream(chosen).mapToObj(genes::name).toList());
        moments = null;
      }
      double[][] sums = new double[groups][columns.size()];
      double[] totals = options.aggregate() == Aggregate.SUM ? new double[groups] : null;
      CellSummer summer = new CellSummer(input, options.aggregate(), target, sums, totals, moments, options.threads());
      stream(summer, columns, "Summing cells", progress.part((double) pass / passes, 1));
      CellCounts empty = new CellCounts(0, 0, 0, 0, summer.empty());
      if (summer.empty() > 0) {
        say.accept(summer.empty() + " cells have no counts at all; they count as cells with a profile of 0.");
      }
      return new GroupSums(input, options.aggregate(), target, options.batchColumn() != null, columns, labels.keys(),
          labels.cells(), totals, sums, moments, labels.counts().plus(empty), names);
    }

    private void stream(CellSummer summer, Axis columns, String what, Progress progress) throws IOException {
      double all = Math.max(1, matrices.stream().mapToDouble(StoredMatrix::stored).sum());
      double done = 0;
      for (int s = 0; s < matrices.size(); s++) {
        progress.update(done / all, what + (names.size() == 1 ? "" : " of " + names.get(s)));
        double next = done + matrices.get(s).stored();
        summer.add(part(s, columns), progress.part(done / all, next / all));
        done = next;
      }
    }

    private double medianTotal(Progress progress) throws IOException {
      CellSummer summer = new CellSummer(input, options.aggregate(), Double.NaN, null, null, null, options.threads());
      progress.update(0, "Finding the median total");
      double[] all = new double[0];
      for (int s = 0; s < matrices.size(); s++) {
        double[] positive = Arrays.stream(summer.rowTotals(part(s, genes), progress.part((double) s / matrices.size(),
            (s + 1.0) / matrices.size()))).filter(t -> t > 0).toArray();
        int n = all.length;
        all = Arrays.copyOf(all, n + positive.length);
        System.arraycopy(positive, 0, all, n, positive.length);
      }
      if (all.length == 0) {
        throw new InvalidInputException("No labelled cell has any counts, so that there is no median total.");
      }
      Arrays.sort(all);
      double median = (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
      say.accept("Median total of the cells: " + new TargetSum(median) + ".");
      return median;
    }

    /**
     * Whether sums (8 bytes), the effects made from them and a copy for writing (4 each) go beside what is in use already.
     */
    private static boolean fits(long groups, long genes) {
      if (need(groups, genes) <= available()) {
        return true;
      }
      // What was read and dropped counts as in use until it is collected.
      System.gc();
      return need(groups, genes) <= available();
    }

    private static double need(long groups, long genes) {
      return 16.0 * groups * genes;
    }

    private static double available() {
      Runtime r = Runtime.getRuntime();
      return memoryLimit > 0 ? memoryLimit : 0.85 * (r.maxMemory() - (r.totalMemory() - r.freeMemory()));
    }

    private static InvalidInputException tooLarge(long groups, long genes, boolean partial) {
      double gib = Math.ceil(need(groups, genes) / 0.85 / (1 << 30) * 10 + 5) / 10;
      return new InvalidInputException(String.format(java.util.Locale.ROOT, "Sums of %d groups × %d genes need %.0f MB of "
          + "memory, but Java has %.0f MB left. Start it with java -Xmx%dm%s.", groups, genes,
          need(groups, genes) / (1 << 20), available() / (1 << 20), (long) (gib * 1024),
          partial ? ", or keep fewer genes with --gene-list" : ", or keep fewer genes with --genes or --gene-list"));
    }
  }

  static InvalidInputException noVariation() {
    return new InvalidInputException("No gene varies between the cells, so that none can be chosen. Check that the right "
        + "matrix was read (--counts-layer).");
  }

  static String differentGenes(String first, String other, List<String> fewer, List<String> more) {
    return first + " and " + other + " have different genes: " + fewer.size() + " only in the first"
        + (fewer.isEmpty() ? "" : " (" + Problems.quote(fewer) + ")") + ", " + more.size() + " only in the second"
        + (more.isEmpty() ? "" : " (" + Problems.quote(more) + ")")
        + ". Name genes alike in all files (--gene-column), or give the genes that all have with --gene-list.";
  }
}

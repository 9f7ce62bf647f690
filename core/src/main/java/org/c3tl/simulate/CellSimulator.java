package org.c3tl.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;
import org.c3tl.io.AtomicOutput;
import org.c3tl.io.H5adOutput;

/**
 * Single cells drawn from simulated effects.
 *
 * <pre>
 * log expression of a group   B_g + 0.5 N(0, 1) per context + e T(p, c) + t N(0, 1) per batch;  B_g ~ N(0, 1)
 * share of gene g             softmax of it over genes
 * counts of a cell            D exp(d N(0, 1)), D the depth, d its spread
 * count of gene g             Poisson(counts × share), or negative binomial of dispersion α
 * </pre>
 *
 * <p>e, t, D, d and α as in {@link CellSettings}. Each cell has random numbers of its own: it is the same whatever the
 * number of threads, and more cells per group leave the first ones as they are.
 */
public final class CellSimulator {
  /** Perturbation of the control cells. */
  public static final String CONTROL = "control";
  /** Total that profiles of the truth are scaled to, as {@code pseudobulk} does by default. */
  private static final double TRUTH_TARGET = 10_000;
  /** What one array of Java can hold, with room to spare. */
  private static final long MOST_VALUES = 1L << 28;

  private static final int BASAL = 11;
  private static final int OF_CONTEXT = 12;
  private static final int OF_BATCH = 13;
  private static final int CELL = 14;

  private final CellSettings settings;
  private final EffectSettings effects;
  private final EffectSimulator simulator;
  private final double[][] basal;
  private final double[][] batch;
  private final List<int[]> groups = new ArrayList<>();

  /** Counts of some cells, row by row. */
  private record Counts(int[] perCell, int[] genes, float[] values) { }

  /**
   * @param settings how many cells, and how they are drawn
   */
  public CellSimulator(CellSettings settings) {
    this.settings = settings;
    effects = settings.effects();
    simulator = new EffectSimulator(effects);
    long seed = effects.seed();
    double[] shared = Draws.of(seed, BASAL).normals(effects.genes(), 1);
    basal = new double[effects.contexts()][];
    for (int c = 0; c < basal.length; c++) {
      double[] own = Draws.of(seed, OF_CONTEXT, c).normals(effects.genes(), 0.5);
      basal[c] = own;
      Arrays.setAll(own, g -> own[g] + shared[g]);
    }
    batch = new double[settings.files()][];
    for (int b = 0; b < batch.length; b++) {
      batch[b] = Draws.of(seed, OF_BATCH, b).normals(effects.genes(), settings.files() == 1 ? 0 : settings.batchStrength());
    }
    for (int c = 0; c < effects.contexts(); c++) {
      groups.add(new int[] {c, -1});
      for (int p = 0; p < effects.perturbations(); p++) {
        if (simulator.measured(p, c)) {
          groups.add(new int[] {c, p});
        }
      }
    }
  }

  /**
   * @return cells of all files together
   */
  public long cells() {
    return groups.stream().mapToLong(g -> cellsOf(g[1])).sum();
  }

  private int cellsOf(int p) {
    return p < 0 ? settings.controlCells() : settings.cellsPerGroup();
  }

  /** Cells of a group in a file: every n-th one. */
  private int cellsOf(int p, int file) {
    return (cellsOf(p) - file + settings.files() - 1) / settings.files();
  }

  /**
   * Where the files go.
   *
   * @param output name of the file if there is one and the name ends in {@code .h5ad}; with several files,
   *     {@code cells.h5ad} becomes {@code cells_1.h5ad} and so on; any other name is a folder, for {@code part1.h5ad} and so
   *     on
   * @return one path per file
   */
  public List<Path> outputs(Path output) {
    String name = output.getFileName().toString();
    boolean file = name.toLowerCase(java.util.Locale.ROOT).endsWith(".h5ad");
    if (file && settings.files() == 1) {
      return List.of(output);
    }
    String stem = file ? name.substring(0, name.length() - 5) + "_" : "part";
    return IntStream.range(0, settings.files()).mapToObj(i -> {
      String own = Names.name(stem, i, settings.files()) + ".h5ad";
      return file ? output.resolveSibling(own) : output.resolve(own);
    }).toList();
  }

  /**
   * Writes all files of cells: AnnData with counts as CSR float32, obs {@code perturbation}, {@code context}, {@code batch}.
   *
   * @param output as in {@link #outputs}
   * @param overwrite whether existing files may be replaced
   * @param progress told how many files are written; may cancel
   * @return what was written
   * @throws IOException if writing fails; files that were complete by then stay
   * @throws InvalidInputException if an output cannot be written or a file would be too large
   */
  public List<Path> write(Path output, boolean overwrite, Progress progress) throws IOException {
    List<Path> files = outputs(output);
    long largest = groups.stream().mapToLong(g -> cellsOf(g[1], 0)).sum();
    long values = largest * effects.genes();
    if (values > MOST_VALUES || values * 20.0 > Runtime.getRuntime().maxMemory()) {
      throw new InvalidInputException(String.format(java.util.Locale.ROOT, "A file of %d cells × %d genes is too large to "
          + "be made at once. Spread the cells over more files with --files, or give Java more memory with -Xmx.", largest,
          effects.genes()));
    }
    if (!files.get(0).equals(output) && !output.getFileName().toString().endsWith(".h5ad")) {
      if (Files.exists(output) && !Files.isDirectory(output)) {
        throw new InvalidInputException("The output " + output + " is a file, but a folder is needed. A name that ends in "
            + ".h5ad gives a file.");
      }
      Files.createDirectories(output);
    }
    files.forEach(f -> AtomicOutput.check(f, overwrite));
    for (int f = 0; f < files.size(); f++) {
      Progress part = progress.part((double) f / files.size(), (f + 1.0) / files.size());
      part.update(0, "Simulating " + files.get(f).getFileName());
      write(files.get(f), f, overwrite, part);
    }
    return files;
  }

  private void write(Path target, int file, boolean overwrite, Progress progress) throws IOException {
    List<Counts> parts = IntStream.range(0, groups.size()).parallel()
        .mapToObj(i -> draw(groups.get(i)[0], groups.get(i)[1], file)).toList();
    progress.update(0.8, null);
    int rows = parts.stream().mapToInt(p -> p.perCell().length).sum();
    int entries = parts.stream().mapToInt(p -> p.values().length).sum();
    int[] starts = new int[rows + 1];
    int[] indices = new int[entries];
    float[] data = new float[entries];
    String[] perturbation = new String[rows];
    String[] context = new String[rows];
    String[] sample = new String[rows];
    List<String> index = new ArrayList<>(rows);
    int row = 0;
    int at = 0;
    String batchName = Names.name("sample", file, settings.files());
    for (int i = 0; i < parts.size(); i++) {
      Counts part = parts.get(i);
      System.arraycopy(part.genes(), 0, indices, at, part.genes().length);
      System.arraycopy(part.values(), 0, data, at, part.values().length);
      at += part.values().length;
      int[] group = groups.get(i);
      for (int n : part.perCell()) {
        perturbation[row] = group[1] < 0 ? CONTROL : Names.perturbation(effects, group[1]);
        context[row] = Names.context(effects, group[0]);
        sample[row] = batchName;
        index.add(batchName + "_" + Names.name("cell", row, rows));
        starts[row + 1] = starts[row] + n;
        row++;
      }
    }
    Map<String, Object> obs = new LinkedHashMap<>();
    obs.put("perturbation", perturbation);
    obs.put("context", context);
    obs.put("batch", sample);
    List<String> genes = Names.of("gene", effects.genes());
    H5adOutput.write(target, new H5adOutput.Frame(index, obs),
        new H5adOutput.Frame(genes, Map.of("gene_name", genes.toArray(String[]::new))),
        new H5adOutput.Csr(rows, effects.genes(), data, indices, starts),
        Map.of("c3tl_simulation", settings.toString()), overwrite);
    progress.update(1, null);
  }

  /** Shares of the genes in a group's cells, adding up to 1. */
  private double[] shares(int c, int p, double[] shift) {
    double[] x = p < 0 ? new double[effects.genes()] : simulator.effect(p, c);
    double sum = 0;
    for (int g = 0; g < x.length; g++) {
      x[g] = StrictMath.exp(basal[c][g] + settings.effectSize() * x[g] + (shift == null ? 0 : shift[g]));
      sum += x[g];
    }
    for (int g = 0; g < x.length; g++) {
      x[g] /= sum;
    }
    return x;
  }

  private Counts draw(int c, int p, int file) {
    double[] share = shares(c, p, batch[file]);
    int cells = cellsOf(p, file);
    int[] perCell = new int[cells];
    int[] genes = new int[cells * 16];
    float[] values = new float[cells * 16];
    int n = 0;
    double shape = settings.dispersion() == 0 ? 0 : 1 / settings.dispersion();
    for (int i = 0; i < cells; i++) {
      Draws draws = Draws.of(effects.seed(), CELL, c, p, (long) i * settings.files() + file);
      double counts = settings.depth() * StrictMath.exp(settings.depthSpread() * draws.normal());
      for (int g = 0; g < share.length; g++) {
        double mean = counts * share[g];
        long count = draws.poisson(shape == 0 ? mean : mean * draws.gamma(shape) / shape);
        if (count == 0) {
          continue;
        }
        if (n == genes.length) {
          int longer = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(64, 2L * n));
          genes = Arrays.copyOf(genes, longer);
          values = Arrays.copyOf(values, longer);
        }
        genes[n] = g;
        values[n++] = count;
        perCell[i]++;
      }
    }
    return new Counts(perCell, Arrays.copyOf(genes, n), Arrays.copyOf(values, n));
  }

  /**
   * @return effects without noise in the units that {@code pseudobulk} makes of the cells by default: difference of
   *     {@code log1p} of 10,000 times the genes' shares, perturbed against control of the same context, for the same cells
   *     of the grid
   */
  public EffectTable truth() {
    EffectTable.Builder table = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", Names.of("gene", effects.genes())));
    List<int[]> perturbed = groups.stream().filter(g -> g[1] >= 0).toList();
    double[][] controls = new double[effects.contexts()][];
    Arrays.setAll(controls, c -> shares(c, -1, null));
    float[][] rows = new float[perturbed.size()][];
    IntStream.range(0, rows.length).parallel().forEach(i -> {
      int c = perturbed.get(i)[0];
      double[] share = shares(c, perturbed.get(i)[1], null);
      rows[i] = new float[share.length];
      for (int g = 0; g < share.length; g++) {
        rows[i][g] = (float) (Math.log1p(TRUTH_TARGET * share[g]) - Math.log1p(TRUTH_TARGET * controls[c][g]));
      }
    });
    for (int i = 0; i < rows.length; i++) {
      table.row(Names.perturbation(effects, perturbed.get(i)[1]), Names.context(effects, perturbed.get(i)[0]), rows[i]);
    }
    return table.normalisation("simulated; difference of log1p(share of 10000)").provenance(Provenance.of("simulate cells")
        .with("what", "truth").with("options", settings).with("seed", effects.seed())).build();
  }
}

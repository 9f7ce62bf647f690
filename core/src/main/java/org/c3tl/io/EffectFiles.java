package org.c3tl.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Replicates;
import org.c3tl.data.TableKind;

/**
 * Tables of effects, profiles or predictions in files.
 *
 * <h2>Formats</h2>
 * <ul>
 * <li>{@code .h5ad}, read and written: AnnData with a row per (perturbation, context); holds everything that a table holds.
 * <li>{@code .tsv}, {@code .csv}, {@code .tsv.gz}, {@code .csv.gz} (also {@code .txt}, as tab-separated), read and written:
 * a column for perturbation, context, each annotation and each gene. Annotations are the columns of a known name such as
 * {@code n_cells}, {@code kind}, {@code cell_line}, {@code time_h}, {@code dose_uM}; those that hold text; and columns of
 * numbers with such a one close to their right. Standard deviations, control profiles, normalisation and provenance are not
 * stored.
 * <li>{@code .gct} 1.2 and 1.3 and {@code .gctx}, read: genes as rows, samples as columns. Genes are named by the field
 * {@code pr_gene_symbol}, {@code gene_symbol}, {@code symbol} or {@code gene_name} if it is complete and unique, else by
 * {@code id}.
 * </ul>
 *
 * <p>What a file is, is told by its first bytes; the name decides only between tab and comma, and then only if the header
 * leaves it open.
 */
public final class EffectFiles {
  private static final List<String> WRITTEN = List.of(".h5ad", ".tsv", ".csv", ".tsv.gz", ".csv.gz", ".txt", ".txt.gz");
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private EffectFiles() { }

  /**
   * Reads a table whose columns are called {@code perturbation} and {@code context}; in GCT and GCTX files also
   * {@code pert_iname} and {@code cell_id}, {@code cmap_name} and {@code cell_iname}, or {@code pert_id} and one of these.
   *
   * @param file a file of any format above
   * @return the table; kind {@link TableKind#EFFECT} where the file does not say
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws IOException if the disc fails
   * @throws InvalidInputException naming everything that is wrong with it: unknown format, damage, missing columns, names
   *     that stand twice, values that are not finite, raw counts instead of effects
   */
  public static EffectTable read(Path file) throws IOException {
    return read(file, null, null);
  }

  /**
   * As {@link #read(Path)}, with columns of other names. Columns of the file that are called {@code perturbation} or
   * {@code context} but were not chosen become the annotations {@code original_perturbation} and {@code original_context}.
   *
   * @param file a file of any format above
   * @param perturbationColumn obs column, column or metadata field; null for the usual name
   * @param contextColumn obs column, column or metadata field; null for the usual name
   * @return the table
   * @throws IOException if the disc fails
   * @throws InvalidInputException as {@link #read(Path)}
   */
  public static EffectTable read(Path file, String perturbationColumn, String contextColumn) throws IOException {
    return read(file, perturbationColumn, contextColumn, false);
  }

  /**
   * Reads replicates: a table as for {@link #read(Path, String, String)}, but with several rows of the same perturbation and
   * context, one per replicate. Rows of the same names are replicates whatever other columns say; annotations, standard
   * deviations and numbers of cells are dropped.
   *
   * @param file a file of any format above
   * @param perturbationColumn obs column, column or metadata field; null for the usual name
   * @param contextColumn obs column, column or metadata field; null for the usual name
   * @return the replicates
   * @throws IOException if the disc fails
   * @throws InvalidInputException as {@link #read(Path)}, or if no perturbation has two rows in one context
   */
  public static Replicates readReplicates(Path file, String perturbationColumn, String contextColumn) throws IOException {
    EffectTable table = read(file, perturbationColumn, contextColumn, true);
    Map<Cell, List<float[]>> rows = new LinkedHashMap<>();
    for (int r = 0; r < table.size(); r++) {
      Cell cell = new Cell(EffectColumns.unnumbered(table.cell(r).perturbation()), table.cell(r).context());
      rows.computeIfAbsent(cell, c -> new ArrayList<>()).add(table.values(r));
    }
    if (rows.values().stream().noneMatch(of -> of.size() > 1)) {
      throw new InvalidInputException(file + " holds no replicates: each of its " + table.size()
          + " rows has a perturbation and context of its own. Give one row per replicate, all named alike.");
    }
    return new Replicates(table.genes(), rows);
  }

  private static EffectTable read(Path file, String perturbationColumn, String contextColumn, boolean replicates)
      throws IOException {
    TextFile.requireFile(file);
    String p = perturbationColumn == null ? EffectColumns.PERTURBATION : perturbationColumn;
    String c = contextColumn == null ? EffectColumns.CONTEXT : contextColumn;
    try {
      if (isHdf(file)) {
        try (HdfSource source = HdfSource.open(file)) {
          if (GctxEffects.isGctx(source)) {
            return GctxEffects.read(source, perturbationColumn, contextColumn, replicates);
          }
        }
        return H5adEffects.read(file, p, c, replicates);
      }
      return TextFile.read(file, in -> GctEffects.isGct(DelimitedEffects.peek(in))
          ? GctEffects.read(file, in, perturbationColumn, contextColumn, replicates)
          : DelimitedEffects.read(file, in, p, c, replicates));
    } catch (OutOfMemoryError e) {
      // Only here is so much allocated that it can fail; all of it is free again.
      throw new InvalidInputException(file + " does not fit into the memory that Java may use ("
          + (Runtime.getRuntime().maxMemory() >> 20) + " MB). Give it more with java -Xmx, or choose fewer genes.", e);
    }
  }

  /** By content, or by a name that promises HDF5, whose reader then says what the file looks like instead. */
  private static boolean isHdf(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".h5ad") || name.endsWith(".gctx") || name.endsWith(".h5") || name.endsWith(".hdf5")) {
      return true;
    }
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(HDF5.length), HDF5);
    }
  }

  /**
   * Checks, before long work, that a table could be written.
   *
   * @param file where it shall be
   * @param overwrite whether an existing file may be replaced
   * @throws InvalidInputException if no format has this name, or as {@link AtomicOutput#check}
   */
  public static void check(Path file, boolean overwrite) {
    extension(file);
    AtomicOutput.check(file, overwrite);
  }

  /**
   * Writes a table in the format that the name ends in.
   *
   * @param file where it shall be: {@code .h5ad}, {@code .tsv}, {@code .csv}, {@code .tsv.gz} or {@code .csv.gz}
   * @param table the table
   * @param overwrite whether an existing file may be replaced
   * @throws IOException if writing fails
   * @throws InvalidInputException if no format has this name, a name in the table cannot be stored, or as
   *     {@link AtomicOutput#check}
   */
  public static void write(Path file, EffectTable table, boolean overwrite) throws IOException {
    String extension = extension(file);
    AtomicOutput.write(file, overwrite, temporary -> {
      if (extension.equals(".h5ad")) {
        H5adEffects.write(temporary, table);
      } else {
        DelimitedEffects.write(temporary, table, extension.startsWith(".csv") ? ',' : '\t', extension.endsWith(".gz"));
      }
    });
  }

  /**
   * @param file where a table shall be written
   * @param table the table
   * @return what the format would lose of this table, in words such as {@code control profiles}; empty for {@code .h5ad}
   */
  public static List<String> lost(Path file, EffectTable table) {
    List<String> lost = new ArrayList<>();
    if (!extension(file).equals(".h5ad")) {
      if (table.hasSd()) {
        lost.add("standard deviations");
      }
      if (!table.controls().isEmpty()) {
        lost.add("control profiles");
      }
      if (!table.normalisation().isEmpty()) {
        lost.add("normalisation");
      }
      if (!table.provenance().entries().isEmpty()) {
        lost.add("provenance");
      }
    }
    return lost;
  }

  private static String extension(Path file) {
    String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
    return WRITTEN.stream().filter(name::endsWith).findFirst().orElseThrow(() -> new InvalidInputException("The output "
        + file + " must end in .h5ad, .tsv, .csv, .tsv.gz or .csv.gz, which chooses the format."));
  }
}

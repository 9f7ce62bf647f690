package org.c3tl.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.TableKind;

/** Samples of a GCT or GCTX file and their metadata, from which a table of effects is made. */
final class SampleMetadata {
  private static final String[][] USUAL = {{EffectColumns.PERTURBATION, EffectColumns.CONTEXT}, {"pert_iname", "cell_id"},
      {"cmap_name", "cell_iname"}, {"pert_id", "cell_id"}, {"pert_id", "cell_iname"}};

  private final Path file;
  private final List<String> samples;
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private String perturbation;
  private String context;

  /** Fills the values of one sample. */
  @FunctionalInterface
  interface Values {
    /**
     * @param sample number of the sample from 0
     * @param into receives one value per gene
     */
    void fill(int sample, float[] into);
  }

  /**
   * @param file the file, for messages
   * @param samples names of the samples
   */
  SampleMetadata(Path file, List<String> samples) {
    this.file = file;
    this.samples = samples;
  }

  /**
   * @param text a value of a metadata field
   * @return whether it stands for a missing one; CMap writes -666
   */
  static boolean isMissing(String text) {
    return text.equals("-666") || text.equals("-666.0") || FloatText.isMissing(text);
  }

  /**
   * @param field name
   * @param values one per sample
   */
  void put(String field, List<String> values) {
    fields.put(field, values.stream().map(v -> isMissing(v) ? "" : v).toList());
  }

  /**
   * Finds perturbation and context.
   *
   * @param perturbationColumn field, or null for the usual ones
   * @param contextColumn field, or null for the usual ones
   * @param replicates whether samples of the same names are numbered ({@link EffectColumns#numbered}) instead of refused
   * @throws InvalidInputException if a field is missing, a sample has none of both, or two samples have the same
   */
  void resolve(String perturbationColumn, String contextColumn, boolean replicates) {
    String[] pair = {perturbationColumn, contextColumn};
    if (perturbationColumn == null || contextColumn == null) {
      String[] usual = EffectColumns.firstPair(fields.keySet(), USUAL);
      if (usual == null && fields.isEmpty()) {
        fromNames();
        usual = new String[] {EffectColumns.PERTURBATION, EffectColumns.CONTEXT};
      }
      pair[0] = perturbationColumn != null ? perturbationColumn : usual == null ? EffectColumns.PERTURBATION : usual[0];
      pair[1] = contextColumn != null ? contextColumn : usual == null ? EffectColumns.CONTEXT : usual[1];
    }
    EffectColumns.require(file + ", metadata of the samples,", fields.keySet(), pair[0], pair[1]);
    perturbation = pair[0];
    context = pair[1];
    if (replicates) {
      fields.put(perturbation, EffectColumns.numbered(fields.get(perturbation)));
    }
    EffectColumns.requireUnique(file, "sample", fields.get(perturbation), fields.get(context),
        s -> "sample " + (s + 1) + " ('" + samples.get(s) + "')",
        "These look like replicates, doses or times. Keep one sample "
        + "of each (CMap: one time and dose), average them first, or add what tells them apart to the names.");
  }

  private void fromNames() {
    List<String> p = new ArrayList<>();
    List<String> c = new ArrayList<>();
    for (String s : samples) {
      int bar = s.indexOf('|');
      if (bar <= 0 || bar == s.length() - 1 || s.indexOf('|', bar + 1) >= 0) {
        throw new InvalidInputException(file + " has no metadata of its samples, and sample '" + s + "' is not named "
            + "'perturbation|context'. Give a GCT 1.3 or GCTX file with fields for both, or rename the samples.");
      }
      p.add(s.substring(0, bar));
      c.add(s.substring(bar + 1));
    }
    fields.put(EffectColumns.PERTURBATION, p);
    fields.put(EffectColumns.CONTEXT, c);
  }

  /**
   * @param genes names of the genes
   * @param values gives the values
   * @return the table
   * @throws InvalidInputException if gene names stand twice or a value is not finite
   */
  EffectTable table(List<String> genes, Values values) {
    try {
      return build(Axis.of("gene", genes), values);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.problems().stream().map(p -> p.startsWith(file.toString()) ? p : file + ": " + p)
          .toList());
    }
  }

  private EffectTable build(Axis axis, Values values) {
    EffectTable.Builder b = EffectTable.builder(TableKind.EFFECT, axis);
    double[] cells = fields.containsKey(EffectColumns.CELLS) ? CellCounts.parse(file, fields.get(EffectColumns.CELLS))
        : null;
    for (int s = 0; s < samples.size(); s++) {
      float[] row = new float[axis.size()];
      values.fill(s, row);
      b.row(fields.get(perturbation).get(s), fields.get(context).get(s), row, null, cells == null ? Double.NaN : cells[s]);
    }
    fields.forEach((name, v) -> {
      if (!name.equals(perturbation) && !name.equals(context) && !name.equals(EffectColumns.CELLS)) {
        b.column(EffectColumns.annotation(name), v);
      }
    });
    return b.build();
  }
}

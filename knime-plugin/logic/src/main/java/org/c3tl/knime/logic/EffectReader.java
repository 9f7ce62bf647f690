package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;

/** Rows of a table to a table of effects. */
public final class EffectReader {
  private EffectReader() { }

  /**
   * What was read.
   *
   * @param table the effects, or null where no row was left
   * @param skipped what was not used
   */
  public record Result(EffectTable table, Skipped skipped) { }

  /**
   * @param source the table
   * @param columns what its columns mean
   * @param origin what is known of it beside its values
   * @param missing what happens to missing values
   * @param progress told of rows
   * @return effects in the order of the rows, values rounded to float32
   * @throws IOException if the rows cannot be read
   * @throws org.c3tl.data.InvalidInputException if a perturbation stands twice in a context
   */
  public static Result read(RowSource source, EffectColumns columns, TableOrigin origin, MissingValues missing,
      Progress progress) throws IOException {
    Rows rows = new Rows(columns, missing);
    long[] seen = new long[1];
    source.forEach(row -> {
      progress.update(seen[0]++ / (double) Math.max(1, source.size()), "reading " + source.name());
      rows.add(row);
    });
    return rows.result(seen[0], origin);
  }

  private static final class Rows {
    private final EffectColumns columns;
    private final MissingValues missing;
    private final List<String> perturbations = new ArrayList<>();
    private final List<String> contexts = new ArrayList<>();
    private final List<float[]> values = new ArrayList<>();
    private final List<float[]> sd = new ArrayList<>();
    private final List<Double> cells = new ArrayList<>();
    private final List<List<String>> annotations = new ArrayList<>();
    private final int[] genes;
    private final int[] sds;
    private final boolean[] without;
    private boolean wholeSd;
    private long unlabelled;
    private long incomplete;

    Rows(EffectColumns columns, MissingValues missing) {
      this.columns = columns;
      this.missing = missing;
      genes = columns.genes().stream().mapToInt(i -> i).toArray();
      sds = columns.sd().stream().mapToInt(i -> i).toArray();
      without = new boolean[genes.length];
      wholeSd = sds.length > 0;
      columns.annotations().forEach(a -> annotations.add(new ArrayList<>()));
    }

    void add(RowSource.Row row) {
      String perturbation = row.text(columns.perturbation());
      String context = row.text(columns.context());
      if (perturbation == null || perturbation.isBlank() || context == null || context.isBlank()) {
        unlabelled++;
        return;
      }
      float[] v = new float[genes.length];
      boolean whole = read(row, genes, v);
      if (!whole && missing == MissingValues.SKIP_ROWS) {
        incomplete++;
        return;
      }
      for (int g = 0; !whole && g < v.length; g++) {
        without[g] |= !Float.isFinite(v[g]);
      }
      if (wholeSd) {
        float[] s = new float[sds.length];
        wholeSd = read(row, sds, s);
        sd.add(s);
      }
      perturbations.add(perturbation);
      contexts.add(context);
      values.add(v);
      cells.add(columns.cells() < 0 ? Double.NaN : row.number(columns.cells()));
      for (int a = 0; a < annotations.size(); a++) {
        annotations.get(a).add(row.text(columns.annotations().get(a)));
      }
    }

    private static boolean read(RowSource.Row row, int[] from, float[] to) {
      boolean whole = true;
      for (int g = 0; g < from.length; g++) {
        to[g] = (float) row.number(from[g]);
        whole &= Float.isFinite(to[g]);
      }
      return whole;
    }

    Result result(long seen, TableOrigin origin) {
      List<String> names = columns.geneNames();
      List<String> kept = new ArrayList<>();
      List<String> dropped = new ArrayList<>();
      for (int g = 0; g < without.length; g++) {
        (without[g] ? dropped : kept).add(names.get(g));
      }
      Skipped skipped = new Skipped(seen, unlabelled, incomplete, dropped);
      if (values.isEmpty() || kept.isEmpty()) {
        return new Result(null, skipped);
      }
      EffectTable.Builder b = EffectTable.builder(origin.kind(), Axis.of("gene", kept)).normalisation(origin.normalisation())
          .provenance(origin.provenance());
      for (int r = 0; r < values.size(); r++) {
        b.row(perturbations.get(r), contexts.get(r), pick(values.get(r), kept.size()),
            wholeSd ? pick(sd.get(r), kept.size()) : null, cells.get(r));
      }
      List<String> annotationNames = columns.annotationNames();
      for (int a = 0; a < annotations.size(); a++) {
        b.column(annotationNames.get(a), annotations.get(a));
      }
      return new Result(b.build(), skipped);
    }

    private float[] pick(float[] row, int size) {
      if (size == row.length) {
        return row;
      }
      float[] picked = new float[size];
      int to = 0;
      for (int g = 0; g < row.length; g++) {
        if (!without[g]) {
          picked[to++] = row[g];
        }
      }
      return picked;
    }
  }
}

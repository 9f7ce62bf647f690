package org.c3tl.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;

/**
 * All measured effects of a task, training and validation together. The baselines are fitted on both: those with settings
 * choose them on {@link Rehearsal}s, so withholding the validation cells from them would only make them look worse than they
 * are.
 */
final class Measured {
  private final Task task;
  private final EffectTable table;

  Measured(Task task) {
    this.task = task;
    this.table = union(task.training(), task.validation());
  }

  private static EffectTable union(EffectTable training, EffectTable validation) {
    if (validation == null) {
      return training;
    }
    if (!validation.genes().equals(training.genes())) {
      throw new IllegalArgumentException("training and validation have different genes");
    }
    EffectTable.Builder b = EffectTable.builder(training.kind(), training.genes());
    for (EffectTable t : List.of(training, validation)) {
      for (int r = 0; r < t.size(); r++) {
        b.row(t.perturbations().name(t.perturbation(r)), t.contexts().name(t.context(r)), t.values(r));
      }
    }
    return b.build();
  }

  /**
   * @return the measured effects
   */
  EffectTable table() {
    return table;
  }

  /**
   * @return number of genes
   */
  int genes() {
    return table.genes().size();
  }

  /**
   * @param row row of {@link #table()}
   * @return its values as doubles, a new array
   */
  double[] values(int row) {
    return widen(table.values(row));
  }

  /**
   * @param perturbation name
   * @param except name of a context to leave out
   * @return mean effect of the perturbation over all other contexts where it was measured, or null where there is none
   */
  double[] meanElsewhere(String perturbation, String except) {
    int p = table.perturbations().indexOf(perturbation);
    if (p < 0) {
      return null;
    }
    int skipped = table.contexts().indexOf(except);
    double[] mean = new double[genes()];
    int n = 0;
    for (int c = 0; c < table.contexts().size(); c++) {
      int row = c == skipped ? -1 : table.rowOf(p, c);
      if (row >= 0) {
        float[] x = table.values(row);
        for (int g = 0; g < mean.length; g++) {
          mean[g] += x[g];
        }
        n++;
      }
    }
    if (n == 0) {
      return null;
    }
    for (int g = 0; g < mean.length; g++) {
      mean[g] /= n;
    }
    return mean;
  }

  /**
   * Predicts the wanted cells one by one.
   *
   * @param method name of the method, for the provenance
   * @param predict gives one value per gene, or null where the perturbation was measured in no other context
   * @return one row for every wanted cell, in the order wanted
   * @throws InvalidInputException naming every cell that cannot be predicted, or if nothing is wanted
   */
  EffectTable predict(String method, Function<Cell, float[]> predict) {
    EffectTable.Builder b = EffectTable.builder(TableKind.PREDICTION, table.genes())
        .normalisation(task.training().normalisation())
        .provenance(Provenance.of("predict").with("method", method).with("seed", task.seed()));
    List<String> impossible = new ArrayList<>();
    for (Cell cell : task.wanted()) {
      float[] row = predict.apply(cell);
      if (row == null) {
        impossible.add(cell.toString());
      } else {
        b.row(cell.perturbation(), cell.context(), row);
      }
    }
    if (!impossible.isEmpty()) {
      throw new InvalidInputException("The effects of (perturbation, context) " + Problems.quote(impossible)
          + " cannot be predicted: those perturbations were measured in no other context. Leave them out.");
    }
    return b.build();
  }

  static double[] widen(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  static float[] narrow(double[] x) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    return narrow;
  }
}

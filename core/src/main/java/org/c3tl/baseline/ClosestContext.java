package org.c3tl.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.c3tl.data.Cell;
import org.c3tl.data.Correlation;
import org.c3tl.data.EffectTable;

/**
 * {@code closest}: the effect of the perturbation in the context most like the wanted one. This class is stateless.
 *
 * <p>The paper (section 5, "Closest Cell Baseline") takes the training context "most similar to the test context (based on
 * shared training samples)" without naming the measure. Here it is the mean, over the perturbations measured in both, of the
 * Pearson correlation over genes: the measure that predictions are judged by, and one in which a single strong perturbation
 * cannot outweigh all others. Where the closest context lacks the perturbation the next closest one serves; of equally close
 * ones the first on the axis of contexts. A context that shares nothing with the wanted one comes after all that do.
 */
public final class ClosestContext implements Predictor {
  @Override
  public String name() {
    return "closest";
  }

  @Override
  public EffectTable predict(Task task) {
    Measured measured = new Measured(task);
    Map<String, List<Integer>> orders = new HashMap<>();
    EffectTable table = measured.table();
    return measured.predict(name(), cell -> predict(table, cell, orders.computeIfAbsent(cell.context(),
        c -> order(table, table.contexts().indexOf(c), table::rowOf))));
  }

  private static float[] predict(EffectTable table, Cell cell, List<Integer> order) {
    int p = table.perturbations().indexOf(cell.perturbation());
    for (int c : p < 0 ? List.<Integer>of() : order) {
      int row = table.rowOf(p, c);
      if (row >= 0) {
        return table.values(row);
      }
    }
    return null;
  }

  /**
   * Compares contexts.
   *
   * @param table measured effects
   * @param target position of the wanted context, or -1 where it is not on the axis
   * @param row the row of a perturbation in a context, or -1 where there is none to be looked at
   * @return positions of all other contexts, the most similar first
   */
  static List<Integer> order(EffectTable table, int target, IntBinaryOperator row) {
    double[] similarity = new double[table.contexts().size()];
    for (int c = 0; c < similarity.length; c++) {
      similarity[c] = similarity(table, target, c, row);
    }
    return IntStream.range(0, similarity.length).boxed().filter(c -> c != target)
        .sorted(Comparator.comparingDouble((Integer c) -> -similarity[c])).toList();
  }

  private static double similarity(EffectTable table, int target, int other, IntBinaryOperator row) {
    if (target < 0 || target == other) {
      return Double.NEGATIVE_INFINITY;
    }
    double[] of = IntStream.range(0, table.perturbations().size())
        .filter(p -> row.applyAsInt(p, target) >= 0 && row.applyAsInt(p, other) >= 0)
        .mapToDouble(p -> Correlation.pearson(table.values(row.applyAsInt(p, target)), table.values(row.applyAsInt(p, other))))
        .filter(r -> !Double.isNaN(r)).toArray();
    return of.length == 0 ? Double.NEGATIVE_INFINITY : Arrays.stream(of).sum() / of.length;
  }
}

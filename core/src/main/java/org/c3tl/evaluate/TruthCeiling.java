package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.c3tl.baseline.Predictor;
import org.c3tl.baseline.Task;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;

/**
 * {@code truth-ceiling}: the true effects of simulated data, scored against the measured ones as if they were predictions.
 * What is missing to a perfect score is the noise of the measurement, so no method can be expected to do better.
 */
public final class TruthCeiling implements Predictor {
  /** Its name. */
  public static final String NAME = "truth-ceiling";

  private final EffectTable truth;

  /**
   * @param truth true effects of every cell that will be wanted
   */
  private TruthCeiling(EffectTable truth) {
    this.truth = truth;
  }

  /**
   * @param truth true effects, as {@code simulate} writes them
   * @param measured effects that were measured of them
   * @return the ceiling
   * @throws InvalidInputException if genes or cells of the measured effects are missing in the truth
   */
  public static TruthCeiling of(EffectTable truth, EffectTable measured) {
    if (truth.kind() != TableKind.EFFECT) {
      throw new InvalidInputException("The true effects are a table of " + truth.kind().id() + "s; give the file that "
          + "'c3tl simulate --truth' wrote.");
    }
    EffectTable table = truth.withGenes(measured.genes());
    List<String> missing = new ArrayList<>();
    for (int r = 0; r < measured.size(); r++) {
      if (table.rowOf(measured.cell(r)) < 0) {
        missing.add(measured.cell(r).toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidInputException("The true effects lack " + missing.size() + " of the " + measured.size()
          + " measured cells (perturbation, context): " + Problems.quote(missing) + ". Give the truth of this very "
          + "simulation.");
    }
    return new TruthCeiling(table);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public EffectTable predict(Task task) {
    EffectTable.Builder b = EffectTable.builder(TableKind.PREDICTION, truth.genes()).normalisation(truth.normalisation())
        .provenance(Provenance.of("predict").with("method", NAME));
    for (Cell cell : task.wanted()) {
      b.row(cell.perturbation(), cell.context(), truth.values(truth.rowOf(cell)));
    }
    return b.build();
  }
}

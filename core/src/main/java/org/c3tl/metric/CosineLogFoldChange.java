package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code cosine_logfc}: cosine over genes between predicted and measured log fold change, a·b / (‖a‖‖b‖), where a_g =
 * log₂(max(0, c_g + δ̂_pg) + 0.1) − log₂(c_g + 0.1) and b the same of δ_p, c being the measured control profile. Where the
 * control is unknown or has negative values (z-scores, fold changes), the effects themselves are taken for the log fold
 * changes; which of the two it is depends on the truth alone and so is the same for all methods.
 *
 * <p>Range -1 to 1, higher is better, perfect 1; unlike a correlation it sees a shift of all genes. Degenerate where either
 * side is 0 for all genes, as when no change is predicted: -1.
 *
 * <p>Source: PerturBench {@code analysis/benchmarks/metrics.py} ({@code cosine} on {@code logfc}), which has no rule for the
 * degenerate case and takes predictions below 0 as they are.
 */
public final class CosineLogFoldChange implements CellMetric {
  /** Keeps genes that are not expressed from ruling the logarithm. */
  private static final double PSEUDOCOUNT = 0.1;

  private static final Definition DEFINITION = Definition.correlation("cosine_logfc", Family.CORRELATION,
      "Cosine over genes between predicted and measured log fold change.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public double value(ContextBlock block, int p) {
    return of(logFoldChange(block.prediction()[p], block.control()), logFoldChange(block.truth()[p], block.control()));
  }

  @Override
  public double degenerate(ContextBlock block, int p) {
    return PearsonDelta.DEGENERATE;
  }

  private static double[] logFoldChange(double[] effect, double[] control) {
    if (control == null) {
      return effect;
    }
    double[] change = new double[effect.length];
    for (int g = 0; g < change.length; g++) {
      if (control[g] < 0) {
        return effect;
      }
      change[g] = (Math.log(Math.max(0, control[g] + effect[g]) + PSEUDOCOUNT) - Math.log(control[g] + PSEUDOCOUNT))
          / Math.log(2);
    }
    return change;
  }

  /**
   * @param a values
   * @param b as many values
   * @return their cosine, or NaN where one of them is 0 throughout
   */
  public static double of(double[] a, double[] b) {
    double dot = 0;
    for (int g = 0; g < a.length; g++) {
      dot += a[g] * b[g];
    }
    double norm = Math.sqrt(Correlation.sumOfSquares(a)) * Math.sqrt(Correlation.sumOfSquares(b));
    return norm == 0 ? Double.NaN : Math.max(-1, Math.min(1, dot / norm));
  }
}

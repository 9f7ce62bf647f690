package org.c3tl.metric;

import org.c3tl.data.Correlation;

/**
 * {@code pearson_gene}: Pearson correlation over the scored perturbations of a context between predicted and measured effect
 * on one gene, corr_p(δ̂_pg, δ_pg), averaged over genes. Asks whether a model tells perturbations apart.
 *
 * <p>Range -1 to 1, higher is better, perfect 1. A gene whose measured effect is the same for all perturbations (such as a
 * gene that is not expressed) asks nothing and is left out for all methods alike; degenerate is a gene that does vary while
 * its prediction does not: -1. Undefined for a context where no gene varies, as with a single perturbation.
 *
 * <p>Source: the paper's Table 1 ("mean of the Pearson Correlation ... for each gene") may be read so or as
 * {@link PearsonDelta}; both are given, under two names.
 */
public final class PearsonGene implements Metric {
  private static final Definition DEFINITION = Definition.correlation("pearson_gene", Family.CORRELATION,
      "Pearson correlation over perturbations between predicted and measured effect on one gene, averaged over genes.");

  @Override
  public Definition definition() {
    return DEFINITION;
  }

  @Override
  public Scores score(ContextBlock block) {
    double sum = 0;
    int degenerate = 0;
    int genes = 0;
    for (int g = 0; g < block.genes().size(); g++) {
      double[] truth = gene(block.truth(), g);
      if (Double.isNaN(Correlation.pearson(truth, truth))) {
        continue;
      }
      double r = Correlation.pearson(gene(block.prediction(), g), truth);
      if (Double.isNaN(r)) {
        degenerate++;
        r = PearsonDelta.DEGENERATE;
      }
      sum += r;
      genes++;
    }
    return Scores.ofContext(sum / genes, degenerate, genes);
  }

  private static double[] gene(double[][] rows, int g) {
    double[] values = new double[rows.length];
    for (int p = 0; p < rows.length; p++) {
      values[p] = rows[p][g];
    }
    return values;
  }
}

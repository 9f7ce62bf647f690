package org.c3tl.metric;

/**
 * Agreement of the genes that are significant in the truth and in the prediction, for one perturbation.
 *
 * @param both significant in both
 * @param real significant in the truth
 * @param predicted significant in the prediction
 * @param genes all that were tested
 */
record SignificantCounts(int both, int real, int predicted, int genes) {
  static SignificantCounts of(ContextBlock block, int p) {
    Significance truth = block.truthSignificance();
    Significance prediction = block.significance();
    int both = 0;
    for (int g = 0; g < block.genes().size(); g++) {
      both += truth.is(p, g) && prediction.is(p, g) ? 1 : 0;
    }
    return new SignificantCounts(both, truth.count[p], prediction.count[p], truth.genes(p));
  }

  /** Whether the truth has genes of both kinds, so that they can be told apart. */
  static boolean isDefined(ContextBlock block, int p) {
    int real = block.truthSignificance().count[p];
    return real > 0 && real < block.truthSignificance().genes(p);
  }

  /** Of genes that respond, the part found; less the part of the others that is called too. */
  double informedness() {
    return (double) both / real - (double) (predicted - both) / (genes - real);
  }

  /** Of genes that are called, the part that responds; less the part of the others that does too. */
  double markedness() {
    return predicted == 0 || predicted == genes ? Double.NaN
        : (double) both / predicted - (double) (real - both) / (genes - predicted);
  }

  /** Matthews correlation coefficient of the two by two table. */
  double mcc() {
    double norm = Math.sqrt((double) real * predicted * (genes - real) * (genes - predicted));
    return norm == 0 ? Double.NaN : ((double) both * genes - (double) real * predicted) / norm;
  }
}

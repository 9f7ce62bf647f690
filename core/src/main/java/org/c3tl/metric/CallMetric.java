package org.c3tl.metric;

/**
 * A metric of calling genes significant: undefined where truth or prediction has no standard deviations, and for a
 * perturbation without significant genes or with nothing else.
 */
interface CallMetric extends CellMetric {
  @Override
  default boolean isDefined(ContextBlock block) {
    return block.hasSignificance();
  }

  @Override
  default boolean isDefined(ContextBlock block, int p) {
    return SignificantCounts.isDefined(block, p);
  }
}

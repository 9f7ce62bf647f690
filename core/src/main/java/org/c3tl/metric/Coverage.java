package org.c3tl.metric;

/**
 * {@code coverage_50}, {@code _80}, {@code _90}, {@code _95}: share of the genes whose measured effect lies within the
 * prediction's interval of that level, |δ_pg − δ̂_pg| ≤ z sd_pg, with z the normal quantile (1.2816 for 80 %).
 *
 * <p>Range 0 to 1, best at the level itself: below it the prediction is too sure of itself, above it not sure enough. It
 * says nothing of how wide the intervals are; read it beside {@code sharpness}. Never degenerate. Undefined where the
 * prediction has no standard deviations.
 *
 * <p>Source: Gneiting and Raftery (2007), "Strictly proper scoring rules, prediction, and estimation", section 6.2 (central
 * prediction intervals); no peer has it.
 */
public final class Coverage implements CellMetric {
  private final Definition definition;
  private final double z;

  /**
   * @param percent level of the interval, 1 to 99
   */
  public Coverage(int percent) {
    double level = percent / 100.0;
    this.z = Normal.within(level);
    this.definition = new Definition("coverage_" + percent, Family.UNCERTAINTY, Direction.NEAREST, level, 0, 1, "",
        "Share of measured effects within the prediction's " + percent + " % interval; should be " + level + ".");
  }

  @Override
  public Definition definition() {
    return definition;
  }

  @Override
  public boolean isDefined(ContextBlock block) {
    return block.sd() != null;
  }

  @Override
  public double value(ContextBlock block, int p) {
    int within = 0;
    for (int g = 0; g < block.genes().size(); g++) {
      within += Math.abs(block.truth()[p][g] - block.prediction()[p][g]) <= z * block.sd()[p][g] ? 1 : 0;
    }
    return (double) within / block.genes().size();
  }
}

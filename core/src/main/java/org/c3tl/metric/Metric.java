package org.c3tl.metric;

/**
 * A measure of how well one context was predicted. Implementations are stateless; their class comment gives formula, range,
 * direction, the rule for degenerate cases, and the source.
 *
 * <p>A case is degenerate where the formula gives no number. It is then given a stated value and counted, never dropped:
 * a method must not gain from predictions that cannot be scored.
 */
public interface Metric {
  /**
   * @return its name in tables, files and options, for example {@code pearson_delta}
   */
  String name();

  /**
   * @return whether larger values are better
   */
  boolean higherIsBetter();

  /**
   * @return the value of a perfect prediction
   */
  double best();

  /**
   * @param block truth and prediction of one context
   * @return the value of each perturbation, or of the context as a whole
   */
  Scores score(ContextBlock block);
}

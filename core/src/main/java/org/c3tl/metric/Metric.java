package org.c3tl.metric;

/**
 * A measure of how well one context was predicted. Implementations are stateless; their class comment gives formula, range,
 * direction, the rule for degenerate cases, and the source.
 *
 * <p>A case is <em>degenerate</em> where the prediction leaves the formula without a number. It is then given a stated value
 * and counted, never dropped: a method must not gain from predictions that cannot be scored. A case is <em>undefined</em>
 * where the truth asks nothing, whatever is predicted (no gene responds, say), or where what the formula needs was not given
 * (a standard deviation, replicates); it has no value, for all methods alike.
 */
public interface Metric {
  /**
   * @return name, direction, range, unit and a description
   */
  Definition definition();

  /**
   * @return its name in tables, files and options, for example {@code pearson_delta}
   */
  default String name() {
    return definition().name();
  }

  /**
   * @return what it asks
   */
  default Family family() {
    return definition().family();
  }

  /**
   * @return which values are better
   */
  default Direction direction() {
    return definition().direction();
  }

  /**
   * @return whether larger values are better; false also where values are best near a target
   */
  default boolean higherIsBetter() {
    return direction() == Direction.HIGHER;
  }

  /**
   * @return the value of a perfect prediction
   */
  default double best() {
    return definition().best();
  }

  /**
   * @return one sentence for people
   */
  default String description() {
    return definition().description();
  }

  /**
   * @return unit of the values; empty for a plain number
   */
  default String unit() {
    return definition().unit();
  }

  /**
   * @param block truth and prediction of one context
   * @return the value of each perturbation, or of the context as a whole
   */
  Scores score(ContextBlock block);
}

package org.c3tl.data;

/** What the values of an {@link EffectTable} are. */
public enum TableKind {
  /** Mean expression of a (perturbation, context), the control not yet subtracted. */
  PROFILE,
  /** Difference between a perturbed and the control profile of the same context. */
  EFFECT,
  /** Effect as predicted by a model. */
  PREDICTION;

  /**
   * @return the name used in files: {@code profile}, {@code effect}, {@code prediction}
   */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * @param id a name as in {@link #id()}
   * @return the kind
   * @throws InvalidInputException if there is none of that name
   */
  public static TableKind of(String id) {
    for (TableKind k : values()) {
      if (k.id().equals(id)) {
        return k;
      }
    }
    throw new InvalidInputException("The table's kind is '" + id + "'; known are profile, effect and prediction.");
  }
}

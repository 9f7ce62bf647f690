package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.c3tl.data.EffectTable;

/**
 * The comparison of section 5 of the paper (Table 1): contexts leave training one after the other; of a held-out context's
 * perturbations 8 % train, 2 % validate and 90 % are predicted and scored. At most five contexts are held out, drawn at random;
 * of four contexts all are, which is the paper's four-fold cross-validation.
 *
 * @param column annotation of contexts whose values leave together; {@code context} for one context at a time
 * @param perturbationGroup annotation of perturbations whose members are known or tested together; null for none
 * @param seed first seed, at least 0
 * @param seeds number of seeds; at least 1
 * @param maxFolds at most so many values are held out, drawn with the first seed, the same for all seeds; 0 for all
 */
public record Paper(String column, String perturbationGroup, long seed, int seeds, int maxFolds) implements Protocol {
  /** Part of a target's perturbations that stays known. */
  public static final double KNOWN_FRACTION = 0.1;
  /** Part of the known ones that only validates. */
  public static final double VALIDATION_FRACTION = 0.2;
  /** How many contexts the paper holds out. */
  public static final int MAX_FOLDS = 5;

  /** Refuses options out of range, all at once. */
  public Paper {
    new HoldOut(column, KNOWN_FRACTION, VALIDATION_FRACTION, perturbationGroup, seed, seeds, maxFolds);
  }

  @Override
  public String name() {
    return "paper";
  }

  private HoldOut holdOut() {
    return new HoldOut(column, KNOWN_FRACTION, VALIDATION_FRACTION, perturbationGroup, seed, seeds, maxFolds);
  }

  @Override
  public Folds folds(EffectTable table) {
    return holdOut().folds(table);
  }

  @Override
  public ObjectNode toJson() {
    return holdOut().toJson().put("name", name());
  }
}

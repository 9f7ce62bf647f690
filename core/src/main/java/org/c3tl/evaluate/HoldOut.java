package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Problems;

/**
 * All contexts that share a value leave training together, but for a few known perturbations each; the rest of their
 * perturbations is predicted. One fold for each value and seed.
 *
 * @param column annotation of contexts whose values leave together; {@code context} for one context at a time
 * @param knownFraction part of a target's perturbations that stays known, above 0 and below 1
 * @param validationFraction part of the known ones that only validates, at least 0 and below 1
 * @param perturbationGroup annotation of perturbations whose members are known or tested together, such as the alleles of a
 *     gene; null for none
 * @param seed first seed, at least 0
 * @param seeds number of seeds, {@code seed}, {@code seed + 1}, ...; at least 1
 * @param maxFolds at most so many values are held out, drawn with the first seed, the same for all seeds; 0 for all
 */
public record HoldOut(String column, double knownFraction, double validationFraction, String perturbationGroup, long seed,
    int seeds, int maxFolds) implements Protocol {
  /** Refuses options out of range, all at once. */
  public HoldOut {
    Problems problems = new Problems();
    problems.require(column != null && !column.isBlank(), "The column to hold out by has no name.");
    problems.require(knownFraction > 0 && knownFraction < 1, "The known fraction is " + knownFraction
        + "; it must be above 0 and below 1, since some perturbations must be known and others be left to predict.");
    problems.require(validationFraction >= 0 && validationFraction < 1,
        "The validation fraction is " + validationFraction + "; it must be at least 0 and below 1.");
    problems.require(seed >= 0, "The seed is " + seed + "; it must be at least 0.");
    problems.require(seeds >= 1 && seeds <= 1000, "The number of seeds is " + seeds + "; it must be 1 to 1000.");
    problems.require(maxFolds >= 0, "The number of folds is " + maxFolds + "; it must be at least 1, or 0 for all.");
    problems.throwIfAny();
  }

  @Override
  public String name() {
    return "hold-out";
  }

  @Override
  public Folds folds(EffectTable table) {
    Units units = Units.of(table, column, perturbationGroup);
    Map<String, String> skipped = new LinkedHashMap<>(units.skipped());
    List<Fold> folds = new ArrayList<>();
    List<String> values = draw(units.targets().keySet());
    for (long s = seed; s < seed + seeds; s++) {
      for (String value : values) {
        Fold fold = units.fold(table, value + "_seed" + s, value, knownFraction, validationFraction, Set.of(),
            units.all().size() - 1, s, skipped);
        if (fold != null) {
          folds.add(fold);
        }
      }
    }
    return Units.require(folds, skipped);
  }

  private List<String> draw(Collection<String> values) {
    List<String> order = new ArrayList<>(values);
    if (maxFolds == 0 || order.size() <= maxFolds) {
      return order;
    }
    Collections.shuffle(order, new Random(seed));
    Set<String> drawn = new LinkedHashSet<>(order.subList(0, maxFolds));
    return values.stream().filter(drawn::contains).toList();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name()).put("hold_out", column).put("known_fraction", knownFraction)
        .put("validation_fraction", validationFraction).put("perturbation_group", perturbationGroup).put("seed", seed)
        .put("seeds", seeds);
    return maxFolds == 0 ? json.putNull("folds") : json.put("folds", maxFolds);
  }
}

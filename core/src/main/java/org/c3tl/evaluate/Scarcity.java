package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;

/**
 * Sensitivity to scarce data, section 5 of the paper (Figure 3): the number of training contexts and the part of the target's
 * perturbations that is known both shrink. A fold for each seed, target, number of contexts and known fraction.
 *
 * <p>For each seed the targets are drawn, at most five and at most half of the values, and the other values are put into a
 * random order, of which the first train: fewer contexts are a subset of more. Contexts that neither train nor are the fold's
 * target are used for nothing, the other targets among them. A target's perturbations have one order per seed, too (see
 * {@link org.c3tl.data.Split#holdOut}): a smaller known fraction is a subset of a larger one, its part that trains as well, and
 * the test of a larger fraction is a subset of that of a smaller one. The last part of the known ones validates.
 *
 * @param column annotation of contexts whose values leave together; {@code context} for one context at a time
 * @param trainingContexts numbers of training values, from most to fewest, each at least 1; empty for the paper's, 43, 20, 10
 *     and 5 of 43, scaled to what the table leaves
 * @param knownFractions parts of a target's perturbations that are known, from most to least, each above 0 and below 1; at
 *     least one perturbation is known in any case
 * @param validationFraction part of the known ones that only validates, at least 0 and below 1
 * @param perturbationGroup annotation of perturbations whose members are known or tested together; null for none
 * @param seed first seed, at least 0
 * @param seeds number of seeds, each with its own targets; at least 1
 * @param maxFolds most targets per seed, or 0 for the paper's five
 */
public record Scarcity(String column, List<Integer> trainingContexts, List<Double> knownFractions, double validationFraction,
    String perturbationGroup, long seed, int seeds, int maxFolds) implements Protocol {
  /** Numbers of training contexts of the paper, of 43 that it had beside its targets. */
  public static final List<Integer> TRAINING_CONTEXTS = List.of(43, 20, 10, 5);
  /** Known fractions of the paper. */
  public static final List<Double> KNOWN_FRACTIONS = List.of(0.8, 0.5, 0.3, 0.2, 0.1, 0.05, 0.01);
  /** Part of the known perturbations that validates in the paper. */
  public static final double VALIDATION_FRACTION = 0.25;
  /** Targets of the paper. */
  public static final int TARGETS = 5;

  /** Sorts the lists, drops duplicates and refuses options out of range, all at once. */
  public Scarcity {
    Problems problems = new Problems();
    problems.require(column != null && !column.isBlank(), "The column to hold out by has no name.");
    problems.require(trainingContexts.stream().allMatch(n -> n >= 1), "The numbers of training contexts are "
        + trainingContexts + "; each must be at least 1.");
    problems.require(!knownFractions.isEmpty(), "There is no known fraction; give at least one.");
    problems.require(knownFractions.stream().allMatch(f -> f > 0 && f < 1), "The known fractions are " + knownFractions
        + "; each must be above 0 and below 1, since some perturbations must be known and others be left to predict.");
    problems.require(validationFraction >= 0 && validationFraction < 1,
        "The validation fraction is " + validationFraction + "; it must be at least 0 and below 1.");
    problems.require(seed >= 0, "The seed is " + seed + "; it must be at least 0.");
    problems.require(seeds >= 1 && seeds <= 1000, "The number of seeds is " + seeds + "; it must be 1 to 1000.");
    problems.require(maxFolds >= 0, "The number of folds is " + maxFolds + "; it must be at least 1, or 0 for the paper's.");
    problems.throwIfAny();
    trainingContexts = trainingContexts.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    knownFractions = knownFractions.stream().distinct().sorted(Comparator.reverseOrder()).toList();
  }

  @Override
  public String name() {
    return "scarcity";
  }

  @Override
  public Folds folds(EffectTable table) {
    Units units = Units.of(table, column, perturbationGroup);
    Map<String, String> skipped = new LinkedHashMap<>(units.skipped());
    int targets = targets(units);
    List<Integer> counts = counts(units.all().size() - targets);
    List<Fold> folds = new ArrayList<>();
    for (long s = seed; s < seed + seeds; s++) {
      List<String> drawn = new ArrayList<>(units.targets().keySet());
      Collections.shuffle(drawn, new Random(s));
      Set<String> held = new LinkedHashSet<>(drawn.subList(0, targets));
      List<String> order = new ArrayList<>(units.all().keySet());
      order.removeAll(held);
      Collections.shuffle(order, new Random(s ^ 0x5CA2C17));
      for (String target : units.all().keySet()) {
        for (int n : held.contains(target) ? counts : List.<Integer>of()) {
          Set<String> used = new LinkedHashSet<>(order.subList(0, n));
          used.add(target);
          for (double known : knownFractions) {
            String name = target + "_contexts" + n + "_known" + BigDecimal.valueOf(known).stripTrailingZeros().toPlainString()
                + "_seed" + s;
            Fold fold = units.fold(table, name, target, known, validationFraction, others(units, used), n, s, skipped);
            if (fold != null) {
              folds.add(fold);
            }
          }
        }
      }
    }
    return Units.require(folds, skipped);
  }

  private int targets(Units units) {
    if (units.targets().isEmpty()) {
      Units.require(List.of(), units.skipped());
    }
    int all = units.all().size();
    if (maxFolds >= all) {
      throw new InvalidInputException("Column '" + column + "' has " + all + " values, so " + maxFolds + " targets leave none to "
          + "train on; at most " + (all - 1) + " can be held out.");
    }
    return Math.min(units.targets().size(), maxFolds > 0 ? maxFolds : Math.min(TARGETS, Math.max(1, all / 2)));
  }

  /** @return numbers of training values where so many are left beside the targets */
  private List<Integer> counts(int left) {
    if (trainingContexts.isEmpty()) {
      double most = TRAINING_CONTEXTS.get(0);
      return TRAINING_CONTEXTS.stream().map(n -> Math.max(1, (int) Math.round(n / most * left))).distinct().toList();
    }
    List<Integer> tooMany = trainingContexts.stream().filter(n -> n > left).toList();
    if (!tooMany.isEmpty()) {
      throw new InvalidInputException("The numbers of training contexts " + tooMany + " are more than the " + left
          + " values of column '" + column + "' that are left beside the targets. Give at most " + left
          + ", or fewer targets (--folds).");
    }
    return trainingContexts;
  }

  private static Set<String> others(Units units, Set<String> used) {
    Set<String> others = new LinkedHashSet<>();
    units.all().forEach((value, contexts) -> {
      if (!used.contains(value)) {
        others.addAll(contexts);
      }
    });
    return others;
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name()).put("hold_out", column);
    if (trainingContexts.isEmpty()) {
      json.putNull("training_contexts");
    } else {
      ArrayNode counts = json.putArray("training_contexts");
      trainingContexts.forEach(counts::add);
    }
    ArrayNode fractions = json.putArray("known_fractions");
    knownFractions.forEach(fractions::add);
    return json.put("validation_fraction", validationFraction).put("perturbation_group", perturbationGroup).put("seed", seed)
        .put("seeds", seeds).put("folds", maxFolds == 0 ? TARGETS : maxFolds);
  }
}

package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.c3tl.baseline.Task;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Split;
import org.c3tl.data.Split.Role;

/**
 * A split applied to a table of effects: what methods learn from and which cells they are scored on, alike for all methods.
 * This class is immutable.
 *
 * <p>A test cell whose perturbation is in no training cell cannot be predicted from other contexts by anyone; it is listed
 * as {@link #unpredictable()} and not scored. Validation cells of that kind are left out too.
 */
public final class Fold {
  private final EffectTable table;
  private final Split split;
  private final boolean[] trained;
  private final List<Cell> wanted;
  private final List<Cell> unpredictable;
  private final Map<String, Counts> counts;
  private final Place place;
  private final Map<String, String> groups;

  /**
   * Filled cells of one target context.
   *
   * @param known seen in training
   * @param validation seen by early stopping
   * @param test neither; scored or not
   * @param scored part of the test that can be predicted and is scored
   * @param unpredictable part of the test that nobody can predict
   */
  public record Counts(int known, int validation, int test, int scored, int unpredictable) { }

  /**
   * Where a fold stands in its protocol.
   *
   * @param target value of the column that is held out, or the context where contexts are held out one at a time
   * @param trainingContexts number of other values (contexts) that train wholly
   * @param knownFraction part of the target's perturbations that was to stay known, validation included
   */
  public record Place(String target, int trainingContexts, double knownFraction) { }

  private Fold(Fold fold, Place place, Map<String, String> groups) {
    this.table = fold.table;
    this.split = fold.split;
    this.trained = fold.trained;
    this.wanted = fold.wanted;
    this.unpredictable = fold.unpredictable;
    this.counts = fold.counts;
    this.place = place;
    this.groups = groups;
  }

  private Fold(EffectTable table, Split split, Predicate<Cell> scored) {
    this.table = table;
    this.split = split;
    this.trained = new boolean[table.perturbations().size()];
    this.wanted = new ArrayList<>();
    this.unpredictable = new ArrayList<>();
    this.counts = new LinkedHashMap<>();
    this.place = null;
    this.groups = Map.of();
    for (int r = 0; r < table.size(); r++) {
      trained[table.perturbation(r)] |= split.role(table.cell(r)) == Role.TRAIN;
    }
    Map<String, int[]> tally = new LinkedHashMap<>();
    split.held().keySet().forEach(context -> tally.put(context, new int[5]));
    for (int r = 0; r < table.size(); r++) {
      Cell cell = table.cell(r);
      int[] n = tally.get(cell.context());
      if (n == null) {
        continue;
      }
      Role role = split.role(cell);
      n[role.ordinal()]++;
      if (role == Role.TEST && !trained[table.perturbation(r)]) {
        unpredictable.add(cell);
        n[4]++;
      } else if (role == Role.TEST && scored.test(cell)) {
        wanted.add(cell);
        n[3]++;
      }
    }
    tally.forEach((context, n) -> counts.put(context, new Counts(n[Role.TRAIN.ordinal()], n[Role.VALIDATION.ordinal()],
        n[Role.TEST.ordinal()], n[3], n[4])));
  }

  /**
   * @param table measured effects
   * @param split what to hold out; contexts that the table lacks are ignored
   * @return the fold; it may have nothing to score
   */
  public static Fold of(EffectTable table, Split split) {
    return new Fold(table, split, cell -> true);
  }

  /**
   * @param table measured effects
   * @param split what to hold out
   * @param scored which of the test cells to score, where they can be predicted
   * @return the fold; it may have nothing to score
   */
  public static Fold of(EffectTable table, Split split, Predicate<Cell> scored) {
    return new Fold(table, split, scored);
  }

  /**
   * @param at where it stands in its protocol
   * @param grouped group of each perturbation that was known or tested together with others, by name
   * @return the same fold with that
   */
  Fold at(Place at, Map<String, String> grouped) {
    return new Fold(this, at, grouped);
  }

  /**
   * @return where it stands in its protocol, or null where it came with predictions
   */
  public Place place() {
    return place;
  }

  /**
   * @return name of the fold
   */
  public String name() {
    return split.name();
  }

  /**
   * @return seed that the known perturbations were drawn with
   */
  public long seed() {
    return split.seed();
  }

  /**
   * @return what is held out
   */
  public Split split() {
    return split;
  }

  /**
   * @return the table that the fold is of
   */
  public EffectTable table() {
    return table;
  }

  /**
   * @return cells that methods must predict and are scored on, in the order of the table's rows
   */
  public List<Cell> wanted() {
    return List.copyOf(wanted);
  }

  /**
   * @return test cells that are not scored because nothing else was measured of their perturbation
   */
  public List<Cell> unpredictable() {
    return List.copyOf(unpredictable);
  }

  /**
   * @return filled cells of each target context, by name
   */
  public Map<String, Counts> counts() {
    return java.util.Collections.unmodifiableMap(counts);
  }

  /**
   * @return what each method is given, made anew by every call
   * @throws org.c3tl.data.InvalidInputException if nothing is left to train on
   */
  public Task task() {
    EffectTable training = table.where(r -> split.role(table.cell(r)) == Role.TRAIN);
    boolean validated = false;
    for (int r = 0; r < table.size() && !validated; r++) {
      validated = validates(r);
    }
    return new Task(training, validated ? table.where(this::validates) : null, wanted, groups, split.seed());
  }

  private boolean validates(int row) {
    return trained[table.perturbation(row)] && split.role(table.cell(row)) == Role.VALIDATION;
  }
}

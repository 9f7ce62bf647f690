package org.c3tl.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.c3tl.baseline.Predictor;
import org.c3tl.baseline.Task;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.c3tl.io.SplitJson;
import org.c3tl.metric.Metric;
import org.c3tl.metric.Scores;
import org.c3tl.parallel.Pool;

/**
 * Scores finished predictions against measured effects, each table of predictions being one fold. The baselines are given
 * what the predictor had: the truth without the cells that its split held out and without those it predicted.
 *
 * @param method name of the predictions' method
 * @param baselines makes methods to score beside it, none of its name, of which each uses the given number of threads
 * @param metrics what to compute
 * @param threads threads in all, at least 1; folds are scored side by side
 */
public record PredictionScoring(String method, IntFunction<List<Predictor>> baselines, List<Metric> metrics, int threads) {
  private static final String ROLE = "role";
  private static final Set<String> ROLES = Set.of("new", "known", "validation");

  /** Checks the method's name. */
  public PredictionScoring {
    metrics = List.copyOf(metrics);
    if (method == null || method.isBlank()) {
      throw new InvalidInputException("The name of the method is empty.");
    }
    if (baselines.apply(1).stream().anyMatch(b -> b.name().equals(method))) {
      throw new InvalidInputException("The method's name '" + method + "' is that of a baseline. Choose another name, or "
          + "leave the baselines out.");
    }
  }

  /**
   * Predictions to score.
   *
   * @param source name of the file, for messages and for the fold's name where no split is known
   * @param table predicted effects; rows whose annotation {@code role} is not {@code new} are not scored
   */
  public record Input(String source, EffectTable table) { }

  /**
   * What came of it.
   *
   * @param scores all scores
   * @param folds one fold for each input
   * @param notes what a reader of the scores should know, one sentence each
   */
  public record Outcome(MetricTable scores, List<Fold> folds, List<String> notes) {
    /** Copies the lists. */
    public Outcome {
      folds = List.copyOf(folds);
      notes = List.copyOf(notes);
    }
  }

  /**
   * @param inputs predictions, at least one, all on the same genes
   * @param truth measured effects, of the training cells too
   * @param progress told at each method of each fold, and while one takes long
   * @return the scores
   * @throws InvalidInputException if the genes do not match, nothing can be scored, or a table is of the wrong kind
   */
  public Outcome score(List<Input> inputs, EffectTable truth, Progress progress) {
    Problems problems = new Problems();
    problems.require(truth.kind() == TableKind.EFFECT, "The truth is a table of " + truth.kind().id()
        + "s; measured effects are needed.");
    for (Input input : inputs) {
      problems.require(input.table().kind() != TableKind.PROFILE, input.source()
          + " holds expression profiles; predicted effects (differences from control) are needed.");
    }
    problems.throwIfAny();
    Axis genes = genes(inputs, truth);
    EffectTable measured = truth.withGenes(genes);
    List<String> notes = new ArrayList<>();
    if (genes.size() < truth.genes().size()) {
      notes.add("Scored on the " + genes.size() + " predicted genes of the truth's " + truth.genes().size() + ".");
    }
    Map<String, Input> named = new LinkedHashMap<>();
    List<Fold> folds = new ArrayList<>();
    for (Input input : inputs) {
      Split split = split(input, named.keySet());
      named.put(split.name(), input);
      folds.add(fold(input, split, measured, notes));
    }
    Parallelism parallelism = Parallelism.of(folds, threads);
    List<Predictor> beside = baselines.apply(parallelism.threads());
    List<MetricTable> ofFolds = Stream.generate(MetricTable::new).limit(folds.size()).toList();
    Pool.run(folds.size(), parallelism.folds(), (i, part) -> score(folds.get(i),
        named.get(folds.get(i).name()).table().withGenes(genes), beside, ofFolds.get(i), part), progress);
    MetricTable scores = new MetricTable();
    ofFolds.forEach(t -> t.scores().forEach(scores::add));
    return new Outcome(scores, folds, notes);
  }

  private void score(Fold fold, EffectTable prediction, List<Predictor> beside, MetricTable scores, Progress progress) {
    progress.update(0, "scoring " + fold.name());
    Task task = fold.task();
    FoldScorer scorer = new FoldScorer(fold.name(), fold.table(), task, metrics);
    scorer.score(method, prediction, scores);
    for (int i = 0; i < beside.size(); i++) {
      Predictor baseline = beside.get(i);
      String step = "scoring " + fold.name() + ": " + baseline.name();
      Progress part = progress.part((double) i / beside.size(), (i + 1.0) / beside.size());
      part.update(0, step);
      EffectTable predicted = baseline.predict(task,
          (fraction, message) -> part.update(fraction, message == null ? null : step + ", " + message));
      scorer.score(baseline.name(), predicted, scores);
    }
  }

  private static Axis genes(List<Input> inputs, EffectTable truth) {
    Axis genes = inputs.get(0).table().genes();
    Problems problems = new Problems();
    for (Input input : inputs) {
      Axis of = input.table().genes();
      List<String> missing = of.names().stream().filter(g -> !truth.genes().contains(g)).toList();
      problems.require(missing.isEmpty(), "The truth lacks " + missing.size() + " of the " + of.size() + " genes of "
          + input.source() + ": " + Problems.quote(missing) + ". Its own genes are " + Problems.quote(truth.genes().names())
          + ". Use the same gene names on both sides.");
      problems.require(of.size() == genes.size() && of.names().stream().allMatch(genes::contains), input.source()
          + " predicts other genes than " + inputs.get(0).source() + "; scores over different genes cannot be averaged. "
          + "Evaluate them apart.");
    }
    problems.throwIfAny();
    return genes;
  }

  /** The split that the predictions were made by, under a name not yet taken. */
  private static Split split(Input input, Set<String> taken) {
    Map<String, String> entries = input.table().provenance().entries();
    String json = entries.get(SplitJson.ENTRY);
    Split split = json != null ? SplitJson.read(json) : new Split(stem(input.source()), 0, Map.of());
    String name = split.name().isBlank() ? stem(input.source()) : split.name();
    if (taken.contains(name)) {
      name = name + "_seed" + split.seed();
    }
    for (int n = 2; taken.contains(name); n++) {
      name = split.name() + "_" + n;
    }
    return new Split(name, split.seed(), split.held(), split.excluded());
  }

  private static String stem(String source) {
    int dot = source.indexOf('.', 1);
    return dot < 0 ? source : source.substring(0, dot);
  }

  private static Fold fold(Input input, Split split, EffectTable truth, List<String> notes) {
    Set<Cell> predicted = toScore(input);
    Set<Cell> common = new LinkedHashSet<>(predicted);
    common.removeIf(cell -> truth.rowOf(cell) < 0);
    if (common.isEmpty()) {
      throw new InvalidInputException("None of the " + predicted.size() + " cells (perturbation, context) of "
          + input.source() + " is in the truth. It predicts " + some(predicted) + "; the truth has perturbations "
          + Problems.quote(truth.perturbations().names()) + " and contexts " + Problems.quote(truth.contexts().names())
          + ". Check the names on both sides.");
    }
    if (common.size() < predicted.size()) {
      predicted.removeAll(common);
      notes.add(input.source() + ": " + predicted.size() + " of " + (predicted.size() + common.size())
          + " predicted cells are not in the truth and were not scored, such as " + some(predicted) + ".");
    }
    Fold fold = Fold.of(truth, with(split, common), common::contains);
    if (split.held().isEmpty()) {
      notes.add(input.source() + ": no split is recorded, so the baselines learnt from all of the truth but the predicted "
          + "cells.");
    }
    warnOfSeen(input, split, common, notes);
    // Only of contexts that were predicted at all: a model serves others than those of its split.
    int unpredicted = common.stream().map(Cell::context).distinct().map(fold.counts()::get)
        .mapToInt(n -> n.test() - n.unpredictable() - n.scored()).sum();
    if (unpredicted > 0) {
      notes.add(input.source() + ": " + unpredicted + " test cells of its split could be scored but are not predicted; they "
          + "were not scored for any method.");
    }
    if (!fold.unpredictable().isEmpty()) {
      notes.add(input.source() + ": " + fold.unpredictable().size() + " test cells were not scored for any method, since "
          + "their perturbation was measured in no training context, such as " + some(fold.unpredictable()) + ".");
    }
    if (fold.wanted().isEmpty()) {
      throw new InvalidInputException("Nothing of " + input.source() + " can be scored: none of its perturbations is in the "
          + "training part of the truth, which the baselines need. Give the whole table of effects as truth.");
    }
    return fold;
  }

  private static void warnOfSeen(Input input, Split split, Set<Cell> scored, List<String> notes) {
    List<Cell> seen = scored.stream().filter(c -> split.held().containsKey(c.context())
        && split.role(c) != Split.Role.TEST).toList();
    if (!seen.isEmpty()) {
      notes.add(input.source() + ": " + seen.size() + " scored cells were not held out by its split, so the method may have "
          + "seen them, such as " + some(seen) + ".");
    }
  }

  private static Set<Cell> toScore(Input input) {
    EffectTable table = input.table();
    List<String> role = table.columns().get(ROLE);
    Set<Cell> cells = new LinkedHashSet<>();
    Set<String> unknown = new TreeSet<>();
    for (int r = 0; r < table.size(); r++) {
      String of = role == null ? "new" : role.get(r);
      if (of.equals("new")) {
        cells.add(table.cell(r));
      } else if (!ROLES.contains(of)) {
        unknown.add(of);
      }
    }
    if (!unknown.isEmpty()) {
      throw new InvalidInputException("Column '" + ROLE + "' of " + input.source() + " has the values "
          + Problems.quote(unknown) + "; allowed are 'new', 'known' and 'validation'.");
    }
    if (cells.isEmpty()) {
      throw new InvalidInputException("Nothing in " + input.source() + " can be scored: no row has the value 'new' in "
          + "column '" + ROLE + "'.");
    }
    return cells;
  }

  /** Holds out what the split does and, as test, all scored cells. */
  private static Split with(Split split, Set<Cell> scored) {
    Map<String, Set<String>> test = new LinkedHashMap<>();
    split.held().forEach((context, h) -> test.put(context, new LinkedHashSet<>(h.test())));
    scored.forEach(c -> test.computeIfAbsent(c.context(), k -> new LinkedHashSet<>()).add(c.perturbation()));
    Map<String, Split.Held> held = new LinkedHashMap<>();
    test.forEach((context, perturbations) -> {
      Split.Held of = split.held().get(context);
      Set<String> validation = new LinkedHashSet<>(of == null ? Set.of() : of.validation());
      validation.removeAll(perturbations);
      held.put(context, new Split.Held(validation, perturbations));
    });
    // A context that was excluded from training may have been predicted from effects given later.
    Set<String> excluded = new LinkedHashSet<>(split.excluded());
    excluded.removeAll(held.keySet());
    return new Split(split.name(), split.seed(), held, excluded);
  }

  private static String some(Iterable<Cell> cells) {
    List<String> names = new ArrayList<>();
    for (Cell c : cells) {
      if (names.size() == 3) {
        break;
      }
      names.add(c.toString());
    }
    return String.join(", ", names);
  }
}

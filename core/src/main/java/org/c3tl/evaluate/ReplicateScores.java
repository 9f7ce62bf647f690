package org.c3tl.evaluate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.c3tl.baseline.MeanOverContexts;
import org.c3tl.data.Cell;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Replicates;
import org.c3tl.metric.PearsonDelta;
import org.c3tl.metric.ReplicateSkill;
import org.c3tl.metric.Scores;

/**
 * The rows {@value ReplicateCeiling#NAME} of a benchmark: for each fold and context the correlation (over genes) of measured
 * effects with a repeat of the experiment, averaged over the scored perturbations that have replicates. With it every method
 * gets its {@link ReplicateSkill} over the same perturbations. This class is immutable.
 */
public final class ReplicateScores {
  private static final String METRIC = new PearsonDelta().name();
  private static final String SKILL = new ReplicateSkill().name();
  private static final String BASELINE = new MeanOverContexts().name();

  private final Map<String, FoldResult> byFold;
  private final ReplicateCeiling.Value overall;
  private final int covered;
  private final int scored;

  private ReplicateScores(Map<String, FoldResult> byFold, ReplicateCeiling.Value overall, int covered, int scored) {
    this.byFold = byFold;
    this.overall = overall;
    this.covered = covered;
    this.scored = scored;
  }

  /**
   * @param replicates replicates of the measured effects
   * @param folds folds of one table
   * @return their scores
   * @throws InvalidInputException if genes are missing, or no scored cell has two replicates
   */
  public static ReplicateScores of(Replicates replicates, List<Fold> folds) {
    ReplicateCeiling ceiling = ReplicateCeiling.of(replicates.withGenes(folds.get(0).table().genes()), folds.get(0).seed(),
        ReplicateCeiling.DRAWS);
    Map<String, FoldResult> byFold = new LinkedHashMap<>();
    Set<Cell> covered = new LinkedHashSet<>();
    Set<Cell> scored = new LinkedHashSet<>();
    for (Fold fold : folds) {
      Map<String, List<Cell>> byContext = new LinkedHashMap<>();
      for (Cell cell : fold.wanted()) {
        scored.add(cell);
        if (ceiling.values().containsKey(cell)) {
          covered.add(cell);
          byContext.computeIfAbsent(cell.context(), c -> new ArrayList<>()).add(cell);
        }
      }
      List<ContextScore> scores = new ArrayList<>();
      byContext.forEach((context, cells) -> scores.add(new ContextScore(ReplicateCeiling.NAME, fold.name(), fold.seed(),
          context, METRIC, cells.stream().map(Cell::perturbation).toList(),
          Scores.ofContext(ceiling.of(cells).corrected(), 0, cells.size()))));
      if (!scores.isEmpty()) {
        byFold.put(fold.name(), new FoldResult(fold.name(), ReplicateCeiling.NAME, scores, null));
      }
    }
    if (covered.isEmpty()) {
      Set<String> contexts = new LinkedHashSet<>();
      replicates.cells().forEach(c -> contexts.add(c.context()));
      throw new InvalidInputException("None of the " + scored.size() + " scored cells (perturbation, context) has two "
          + "replicates. The replicates are of contexts " + Problems.quote(contexts) + ", the scored cells such as "
          + scored.iterator().next() + ". Use the same names on both sides.");
    }
    return new ReplicateScores(byFold, ceiling.of(covered), covered.size(), scored.size());
  }

  /**
   * @param results results by fold
   * @return the same with the ceiling of each fold after its methods, and with each method's skill where the fold has the
   *     {@code mean} baseline
   */
  public List<FoldResult> added(List<FoldResult> results) {
    List<FoldResult> all = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      FoldResult result = results.get(i);
      String fold = result.fold();
      FoldResult baseline = results.stream().filter(r -> r.fold().equals(fold) && r.method().equals(BASELINE)).findFirst()
          .orElse(null);
      all.add(baseline == null ? result : withSkill(result, baseline));
      boolean last = i == results.size() - 1 || !results.get(i + 1).fold().equals(fold);
      if (last && byFold.containsKey(fold)) {
        all.add(byFold.get(fold));
      }
    }
    return all;
  }

  private FoldResult withSkill(FoldResult result, FoldResult baseline) {
    List<ContextScore> scores = new ArrayList<>();
    for (ContextScore s : result.scores()) {
      Scores skill = s.metric().equals(SKILL) ? skill(result, baseline, s.context()) : s.scores();
      scores.add(new ContextScore(s.method(), s.fold(), s.seed(), s.context(), s.metric(), s.perturbations(), skill));
    }
    return new FoldResult(result.fold(), result.method(), scores, result.curve());
  }

  private Scores skill(FoldResult result, FoldResult baseline, String context) {
    ContextScore repeat = byFold.containsKey(result.fold()) ? score(byFold.get(result.fold()), context) : null;
    if (repeat == null) {
      return Scores.UNDEFINED;
    }
    List<String> on = repeat.perturbations();
    return ReplicateSkill.scores(mean(score(result, context), on), mean(score(baseline, context), on),
        repeat.scores().context());
  }

  private static ContextScore score(FoldResult of, String context) {
    return of.scores().stream().filter(s -> s.metric().equals(METRIC) && s.context().equals(context)).findFirst().orElse(null);
  }

  private static double mean(ContextScore s, List<String> perturbations) {
    double sum = 0;
    for (String p : perturbations) {
      sum += s.scores().perPerturbation()[s.perturbations().indexOf(p)];
    }
    return sum / perturbations.size();
  }

  /**
   * @return what a reader of the rows should know
   */
  public String note() {
    return String.format(java.util.Locale.ROOT, "%s: %d of %d scored cells have replicates, %.1f on average; a repeat of the "
        + "experiment would correlate with it by %.3f, a prediction without any error by %.3f.", ReplicateCeiling.NAME, covered,
        scored, overall.replicates(), overall.corrected(), overall.ceiling());
  }

  /**
   * @return {@code cells}, {@code scored_cells}, mean number of {@code replicates}, and the correlations {@code split_half},
   *     {@code corrected} and {@code ceiling} over all scored cells, see {@link ReplicateCeiling}
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("cells", covered).put("scored_cells", scored);
    ResultFiles.put(json, "replicates", overall.replicates());
    ResultFiles.put(json, "split_half", overall.splitHalf());
    ResultFiles.put(json, "corrected", overall.corrected());
    ResultFiles.put(json, "ceiling", overall.ceiling());
    return json;
  }
}

package org.c3tl.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.c3tl.backend.Samples;
import org.c3tl.backend.host.HostBackend;
import org.c3tl.data.Axis;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Provenance;
import org.c3tl.data.Split;
import org.c3tl.data.TableKind;
import org.c3tl.parallel.Workers;

/**
 * A trained model: networks, the representations of every perturbation and context, and what is needed to say where it came
 * from. Predicts without the training data. This class is immutable.
 *
 * @param genes genes predicted
 * @param perturbations perturbations known
 * @param contexts contexts known
 * @param targets contexts that the model was trained for; may be empty
 * @param network shape of the networks
 * @param features map between effects and features
 * @param members the networks of the ensemble, at least one
 * @param mean mean effect of each perturbation over its training contexts, in features ({@code perturbations × features};
 *     null for one that was measured nowhere)
 * @param refinement what turns the networks' output into the prediction
 * @param measured which cells trained, {@code [perturbation][context]}
 * @param split the split that was held out; null where nothing was
 * @param normalisation of the training effects, for people
 * @param provenance how the model came to be
 */
public record C3tlModel(Axis genes, Axis perturbations, Axis contexts, List<String> targets, NetworkOptions network,
    FeatureMap features, List<Member> members, float[][] mean, Refinement refinement, boolean[][] measured, Split split,
    String normalisation, Provenance provenance) {

  /** Column of a prediction table that tells whether a cell was measured; values as {@link #ROLE_NEW} and so on. */
  public static final String ROLE = "role";
  /** The cell was not measured in training. */
  public static final String ROLE_NEW = "new";
  /** The cell was measured and trained. */
  public static final String ROLE_KNOWN = "known";
  /** The cell was measured and validated. */
  public static final String ROLE_VALIDATION = "validation";

  /**
   * One network of the ensemble.
   *
   * @param weights values of every parameter, by name
   * @param z ẑ of each perturbation, {@code perturbations × latent}; null for one that was measured nowhere
   * @param psi ψ̂ of each context, {@code contexts × latent}; null for one that was measured nowhere
   */
  public record Member(Map<String, float[]> weights, float[][] z, float[][] psi) { }

  /** Copies the lists. */
  public C3tlModel {
    targets = List.copyOf(targets);
    members = List.copyOf(members);
  }

  /**
   * @param context a context of the model
   * @return perturbations that can be predicted there and were not measured there in training
   */
  public List<String> newPerturbations(String context) {
    int c = contexts.require(context);
    List<String> names = new ArrayList<>();
    for (int p = 0; p < perturbations.size(); p++) {
      if (!measured[p][c] && predictable(p)) {
        names.add(perturbations.name(p));
      }
    }
    return names;
  }

  /**
   * @return all perturbations that were measured somewhere, so that they can be predicted elsewhere
   */
  public List<String> predictablePerturbations() {
    return java.util.stream.IntStream.range(0, perturbations.size()).filter(this::predictable).mapToObj(perturbations::name)
        .toList();
  }

  private boolean predictable(int p) {
    return members.get(0).z()[p] != null;
  }

  /**
   * @param cell a place by name
   * @return {@link #ROLE_KNOWN}, {@link #ROLE_VALIDATION} or {@link #ROLE_NEW}
   */
  public String role(Cell cell) {
    int p = perturbations.indexOf(cell.perturbation());
    int c = contexts.indexOf(cell.context());
    if (p >= 0 && c >= 0 && measured[p][c]) {
      return ROLE_KNOWN;
    }
    return split != null && split.role(cell) == Split.Role.VALIDATION ? ROLE_VALIDATION : ROLE_NEW;
  }

  /**
   * Predicts effects.
   *
   * @param cells places to predict, without duplicates
   * @param threads number of threads, at least 1
   * @return one row per cell in the units of the training effects, with a {@code role} column; with the calibrated standard
   *     deviation of a measurement about the prediction ({@link Spread}) where it is known, else with that of the ensemble
   *     where there are several networks
   * @throws InvalidInputException naming every perturbation or context that the model does not know, or that was measured
   *     nowhere in training
   */
  public EffectTable predict(List<Cell> cells, int threads) {
    int[] p = new int[cells.size()];
    int[] c = new int[cells.size()];
    locate(cells, p, c);
    int n = cells.size();
    int size = members.size();
    float[][] sum = new float[n][genes.size()];
    float[][] sd = size > 1 || refinement.spread() != null ? new float[n][genes.size()] : null;
    try (Workers workers = new Workers(threads);
        Network net = new Network(network, features.features(), perturbations.size(), trainedContexts(), new HostBackend(workers))) {
      for (Member member : members) {
        net.setWeights(member.weights());
        float[][] z = new float[n][];
        float[][] psi = new float[n][];
        float[][] m = new float[n][];
        for (int r = 0; r < n; r++) {
          z[r] = member.z()[p[r]];
          psi[r] = member.psi()[c[r]];
          m[r] = mean[p[r]];
        }
        float[][] out = net.decode(z, psi, m);
        workers.rows(n, genes.size(), (block, from, to, s) -> {
          for (int r = from; r < to; r++) {
            float[] e = features.toEffect(out[r]);
            for (int g = 0; g < e.length; g++) {
              sum[r][g] += e[g];
            }
            if (size > 1) {
              for (int g = 0; g < e.length; g++) {
                sd[r][g] += e[g] * e[g];
              }
            }
          }
        });
      }
      double[][] weights = neighbourWeights(c);
      workers.rows(n, genes.size(), (block, from, to, s) -> {
        for (int r = from; r < to; r++) {
          finish(sum[r], sd == null ? null : sd[r], p[r], c[r], weights == null ? null : weights[c[r]]);
        }
      });
    }
    EffectTable.Builder b = EffectTable.builder(TableKind.PREDICTION, genes).normalisation(normalisation)
        .provenance(provenance);
    List<String> roles = new ArrayList<>(n);
    for (int r = 0; r < n; r++) {
      b.row(cells.get(r).perturbation(), cells.get(r).context(), sum[r], sd == null ? null : sd[r], Double.NaN);
      roles.add(role(cells.get(r)));
    }
    return b.column(ROLE, roles).build();
  }

  /** β of every context that is predicted, or null where the blend does without. */
  private double[][] neighbourWeights(int[] wanted) {
    if (refinement.blend().neighbours() == 0) {
      return null;
    }
    double[][] weights = new double[contexts.size()][];
    for (int c : wanted) {
      if (weights[c] == null) {
        weights[c] = refinement.neighbours().weights(c);
      }
    }
    return weights;
  }

  /** From sums over the ensemble to prediction and standard deviation, in place. */
  private void finish(float[] sum, float[] square, int p, int c, double[] weights) {
    int size = members.size();
    ContextTraits traits = refinement.contexts().get(c);
    for (int g = 0; g < sum.length; g++) {
      sum[g] /= size;
      if (size > 1) {
        float v = (square[g] / size - sum[g] * sum[g]) * size / (size - 1);
        square[g] = (float) Math.sqrt(Math.max(0, v));
      }
    }
    if (!refinement.blend().equals(Blend.NONE)) {
      float[] near = weights == null ? null : refinement.neighbours().predict(p, c, weights);
      // A perturbation that was measured in the wanted context alone has no neighbours; the network then speaks for them.
      float[] ofNeighbours = weights == null ? null : near == null ? sum.clone() : features.toEffect(near);
      double gain = refinement.blend().apply(sum, features.toEffect(mean[p]), ofNeighbours, traits);
      float ofNetwork = (float) (gain * refinement.blend().network());
      for (int g = 0; size > 1 && g < sum.length; g++) {
        square[g] *= ofNetwork;
      }
    }
    if (refinement.spread() != null) {
      // What the networks disagree on, as the error of their mean, comes on top of what calibration saw.
      float factor = (float) Spread.factor(refinement.perturbations().spread()[p], traits);
      float[] gene = refinement.spread().gene();
      for (int g = 0; g < sum.length; g++) {
        float calibrated = factor * gene[g];
        square[g] = (float) Math.sqrt(calibrated * calibrated + square[g] * square[g] / size);
      }
    }
  }

  private void locate(List<Cell> cells, int[] p, int[] c) {
    Problems problems = new Problems();
    List<String> perturbationsMissing = new ArrayList<>();
    List<String> contextsMissing = new ArrayList<>();
    List<String> never = new ArrayList<>();
    for (int r = 0; r < cells.size(); r++) {
      p[r] = perturbations.indexOf(cells.get(r).perturbation());
      c[r] = contexts.indexOf(cells.get(r).context());
      if (p[r] < 0) {
        perturbationsMissing.add(cells.get(r).perturbation());
      } else if (!predictable(p[r])) {
        never.add(cells.get(r).perturbation());
      }
      if (c[r] < 0 || members.get(0).psi()[c[r]] == null) {
        contextsMissing.add(cells.get(r).context());
      }
    }
    problems.require(perturbationsMissing.isEmpty(), "The model does not know the perturbation "
        + Problems.quote(perturbationsMissing.stream().distinct().toList()) + ". It knows "
        + Problems.quote(perturbations.names()) + ".");
    problems.require(never.isEmpty(), "Perturbation " + Problems.quote(never.stream().distinct().toList())
        + " was measured in no training context, so its effect elsewhere cannot be predicted.");
    problems.require(contextsMissing.isEmpty(), "The model does not know the context "
        + Problems.quote(contextsMissing.stream().distinct().toList()) + ". It knows " + Problems.quote(contexts.names())
        + ". For a new context give a few effects measured in it (--context-effects).");
    problems.throwIfAny();
  }

  /**
   * Adds new contexts from a few effects measured in them; the networks stay as they are.
   *
   * @param known effects of the new contexts; perturbations that the model does not know are left out
   * @param fineTuneEpochs steps of gradient descent on each new context's representation, 0 for none. Only ψ̂ moves, so
   *     predictions for other contexts do not change
   * @param threads number of threads, at least 1
   * @return a model that knows the new contexts too, as its only targets
   * @throws InvalidInputException if genes are missing, a context exists already, or a context has no perturbation that the
   *     model knows
   */
  public C3tlModel withContexts(EffectTable known, int fineTuneEpochs, int threads) {
    EffectTable table = known.withGenes(genes);
    Problems problems = new Problems();
    for (String c : table.contexts().names()) {
      problems.require(!contexts.contains(c), "The model was trained with a context '" + c
          + "' already. Name the new context apart, or predict it with --context.");
    }
    List<Integer> rows = new ArrayList<>();
    boolean[] any = new boolean[table.contexts().size()];
    for (int r = 0; r < table.size(); r++) {
      int p = perturbations.indexOf(table.cell(r).perturbation());
      if (p >= 0 && predictable(p)) {
        rows.add(r);
        any[table.context(r)] = true;
      }
    }
    for (int c = 0; c < any.length; c++) {
      problems.require(any[c], "Context '" + table.contexts().name(c) + "' has no measured perturbation that the model knows. "
          + "The model knows " + Problems.quote(perturbations.names()) + ".");
    }
    problems.throwIfAny();
    int n = rows.size();
    float[][] x = new float[n][];
    int[] p = new int[n];
    int[] c = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = table.values(rows.get(i));
      p[i] = perturbations.indexOf(table.cell(rows.get(i)).perturbation());
      c[i] = table.context(rows.get(i));
    }
    List<String> names = new ArrayList<>(contexts.names());
    names.addAll(table.contexts().names());
    List<Member> extended = new ArrayList<>();
    float[][] means = new float[n][];
    for (int i = 0; i < n; i++) {
      means[i] = features.toEffect(mean[p[i]]);
    }
    ContextTraits[] traits = Traits.ofNew(refinement.perturbations(), means, x, p, c, table.contexts().size());
    Refinement refined;
    try (Workers workers = new Workers(threads);
        Network net = new Network(network, features.features(), perturbations.size(), trainedContexts(), new HostBackend(workers))) {
      float[][] f = features.toFeatures(x, workers);
      refined = refinement.with(traits, f, p, c);
      Samples samples = net.backend().samples(f, 1);
      int[] all = java.util.stream.IntStream.range(0, n).toArray();
      for (Member member : members) {
        net.setWeights(member.weights());
        float[][] added = net.representContexts(samples, all, p, c, table.contexts().size());
        if (fineTuneEpochs > 0) {
          ContextTuning.tune(net, member.z(), mean, f, p, c, added, fineTuneEpochs);
        }
        float[][] psi = java.util.Arrays.copyOf(member.psi(), names.size());
        System.arraycopy(added, 0, psi, contexts.size(), added.length);
        extended.add(new Member(member.weights(), member.z(), psi));
      }
    }
    boolean[][] seen = new boolean[perturbations.size()][];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = java.util.Arrays.copyOf(measured[i], names.size());
    }
    for (int i = 0; i < n; i++) {
      seen[p[i]][contexts.size() + c[i]] = true;
    }
    return new C3tlModel(genes, perturbations, Axis.of("context", names), table.contexts().names(), network, features, extended,
        mean, refined, seen, split, normalisation, provenance.with("context_effects_rows", n)
            .with("fine_tune_epochs", fineTuneEpochs));
  }

  /**
   * @return number of contexts that the networks were trained with; those added later have a representation but no bias row
   */
  int trainedContexts() {
    return members.get(0).weights().get("z.context").length / network.hidden();
  }

  /**
   * @return facts about the model for people, name to text, in order
   */
  public Map<String, String> summary() {
    Map<String, String> s = new LinkedHashMap<>();
    int filled = 0;
    for (boolean[] row : measured) {
      for (boolean m : row) {
        filled += m ? 1 : 0;
      }
    }
    s.put("genes", String.valueOf(genes.size()));
    s.put("perturbations", String.valueOf(perturbations.size()));
    s.put("contexts", String.valueOf(contexts.size()));
    s.put("training cells", String.valueOf(filled));
    s.put("targets", targets.isEmpty() ? "none" : String.join(", ", targets));
    s.put("features", features.basis() == null ? "genes" : "gene basis of rank " + features.features());
    s.put("network", "hidden " + network.hidden() + " × " + network.depth() + ", latent " + network.latent() + ", "
        + network.activation().id() + ", residual " + network.residual().id());
    s.put("ensemble", String.valueOf(members.size()));
    Blend blend = refinement.blend();
    s.put("blend", String.format(java.util.Locale.ROOT, "%.2f network + %.2f mean + %.2f shift + %.2f neighbours, "
        + "agreement %.2f, strength %.2f, consensus %.2f", blend.network(), blend.mean(), blend.shift(), blend.neighbours(),
        blend.agreement(), blend.strength(), blend.consensus()));
    s.put("standard deviation", refinement.spread() == null ? "of the ensemble, not calibrated" : "calibrated");
    s.put("normalisation", normalisation.isEmpty() ? "unknown" : normalisation);
    return s;
  }
}

package org.c3tl.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.c3tl.backend.Backend;
import org.c3tl.backend.Backends;
import org.c3tl.backend.Residual;
import org.c3tl.backend.Samples;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.Split;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.FeatureMap;
import org.c3tl.model.Network;
import org.c3tl.model.Refinement;
import org.c3tl.parallel.Workers;

/**
 * Trains a model: chooses the number of epochs on validation data, then fits the networks of the ensemble and computes every
 * perturbation's and context's representation.
 */
public final class Trainer {
  private Trainer() { }

  /**
   * @param set data
   * @param options options
   * @param provenance what is known of the command and the input; seed and choices are added
   * @param checkpoints where to save states, or {@link Checkpoints#NONE}
   * @param progress told of epochs and scores; may cancel
   * @param notes receives sentences for the user on choices made
   * @return model and learning curve
   * @throws IOException if a checkpoint cannot be read or written
   * @throws java.util.concurrent.CancellationException if the progress cancels
   */
  public static Trained train(TrainingSet set, TrainOptions options, Provenance provenance, Checkpoints checkpoints,
      Progress progress, Consumer<String> notes) throws IOException {
    List<LearningCurve.Point> points = new ArrayList<>();
    try (Workers workers = new Workers(options.threadCount());
        Backend backend = Backends.open(options.compute().device(), workers, notes)) {
      List<Split> inner = inner(set, options);
      Selection.Result chosen = inner.isEmpty() ? null
          : Selection.run(set.everything(), inner, options, checkpoints, progress.part(0, 0.5), workers, backend);
      if (chosen == null || chosen.rehearsals().isEmpty()) {
        boolean validates = set.validation() != null && options.validation() != TrainOptions.Validation.NONE;
        if (!validates && options.validation() != TrainOptions.Validation.NONE) {
          notes.accept("Nothing is left to validate on, so all " + options.epochs() + " epochs are run. Give --epochs, or more "
              + "contexts.");
        }
        return fit(set, set.training(), validates ? set.validation() : null, options, null, provenance, checkpoints, progress,
            points, workers, backend);
      }
      points.addAll(chosen.points());
      notes.accept("Trained for " + chosen.epochs() + " epochs, which predicted hidden effects of other contexts best ("
          + inner.stream().flatMap(s -> s.held().keySet().stream()).collect(Collectors.joining(", ")) + ").");
      return fit(set, set.everything(), null, options.withEpochs(chosen.epochs()), chosen, provenance, checkpoints,
          progress.part(0.5, 1), points, workers, backend);
    }
  }

  private static List<Split> inner(TrainingSet set, TrainOptions options) {
    return switch (options.validation()) {
      case AUTO, CONTEXTS -> InnerSplit.draw(set.everything(), set.targets(), set.groups(), options.seed());
      case TARGET, NONE -> List.of();
    };
  }

  static List<float[]> values(EffectTable t) {
    List<float[]> all = new ArrayList<>(t.size());
    for (int r = 0; r < t.size(); r++) {
      all.add(t.values(r));
    }
    return all;
  }

  /** Without a residual the network uses no mean effects; it is then the paper's. */
  static TrainOptions.Criterion weightedBy(TrainOptions options) {
    return options.network().residual() == Residual.OFF ? null : options.criterion();
  }

  /** One network of the ensemble. */
  private record Fitted(Fit.Result result, C3tlModel.Member member) { }

  private static Trained fit(TrainingSet set, EffectTable training, EffectTable validation, TrainOptions options,
      Selection.Result chosen, Provenance provenance, Checkpoints checkpoints, Progress progress,
      List<LearningCurve.Point> points, Workers workers, Backend backend) throws IOException {
    FeatureMap map = FeatureMap.fit(values(training), options.basisRank(), options.seed(), workers);
    Rows rows = new Rows(training, map, weightedBy(options), workers);
    Validator validator = Validator.of(training, validation, map, rows, options.seed());
    int perturbations = training.perturbations().size();
    int contexts = training.contexts().size();
    List<C3tlModel.Member> members = new ArrayList<>();
    int[] epochs = new int[options.ensemble()];
    double score = 0;
    try (Samples samples = rows.samples(backend)) {
      Fits.Job<Fitted> job = (m, on, threads, part) -> {
        Fit.Result fitted = new Fit("fit", m, options, training, map, rows, validator, samples, on).run(checkpoints, part);
        try (Network network = new Network(options.network(), map.features(), perturbations, contexts, on)) {
          network.setWeights(fitted.weights());
          return new Fitted(fitted,
              new C3tlModel.Member(fitted.weights(), rows.z(network, samples), rows.psi(network, samples)));
        }
      };
      long bytes = Fit.bytes(options, map.features(), perturbations, contexts);
      List<Fitted> all = Fits.run(options.ensemble(), bytes, backend, workers, job, progress);
      for (int m = 0; m < epochs.length; m++) {
        Fit.Result fitted = all.get(m).result;
        points.addAll(fitted.points());
        epochs[m] = fitted.bestEpoch();
        score += fitted.bestScore() / options.ensemble();
        members.add(all.get(m).member);
      }
    }
    boolean[][] measured = new boolean[perturbations][contexts];
    for (int r = 0; r < training.size(); r++) {
      measured[training.perturbation(r)][training.context(r)] = true;
    }
    Provenance full = provenance.with("seed", options.seed()).with("device", backend.description())
        .with("epochs", Arrays.toString(epochs));
    double validated = chosen == null ? score : chosen.score();
    if (!Double.isNaN(validated)) {
      full = full.with("validation_" + options.criterion().name().toLowerCase(java.util.Locale.ROOT),
          options.criterion() == TrainOptions.Criterion.MSE ? -validated : validated);
    }
    Refinement refinement = chosen == null ? Refinement.none(Refining.traits(training, rows))
        : Refining.fit(chosen.rehearsals(), training, rows, map, options.criterion(), workers);
    C3tlModel model = new C3tlModel(training.genes(), training.perturbations(), training.contexts(), set.targets(),
        options.network(), map, members, rows.mean, refinement, measured, set.split(), training.normalisation(), full);
    return new Trained(model, new LearningCurve(points));
  }
}

package org.c3tl.knime.logic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;
import org.c3tl.io.SplitJson;
import org.c3tl.model.C3tlModel;

/** Work of the node C³TL Predict Context: model and effects measured in new contexts to predicted effects. */
public final class Predicting {
  private Predicting() { }

  /**
   * What the user chose.
   *
   * @param contexts contexts of the model to predict where no effects of new ones are given; empty for the model's targets
   * @param perturbations perturbations to predict; empty for all that were not measured in the context
   * @param includeKnown whether also to predict what was measured in the context
   * @param fineTuneEpochs steps by which a new context's representation is refined, 0 to 1,000,000
   * @param threads threads, 0 for one per core
   */
  public record Choices(List<String> contexts, List<String> perturbations, boolean includeKnown, int fineTuneEpochs,
      int threads) {
    /** Checks the ranges; drops blank names. */
    public Choices {
      contexts = names(contexts);
      perturbations = names(perturbations);
      Problems problems = new Problems();
      problems.require(threads >= 0 && threads <= 1024, "The number of threads is " + threads
          + "; allowed are 0 (all) to 1024.");
      problems.require(fineTuneEpochs >= 0 && fineTuneEpochs <= 1_000_000, "The number of fine-tune epochs is "
          + fineTuneEpochs + "; allowed are 0 to 1000000.");
      problems.throwIfAny();
    }

    private static List<String> names(List<String> given) {
      return given.stream().filter(n -> n != null && !n.isBlank()).map(String::strip).distinct().toList();
    }

    private int cores() {
      return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
  }

  /**
   * @param genes genes of the predictions
   * @param sd whether there are columns of standard deviations
   * @return columns of the predictions
   */
  public static EffectLayout layout(List<String> genes, boolean sd) {
    return new EffectLayout(List.of(C3tlModel.ROLE), false, genes, sd);
  }

  /**
   * Checks what can be known before anything is computed.
   *
   * @param modelGenes genes of the model, or null where unknown; so the next three
   * @param modelContexts contexts of the model
   * @param modelPerturbations perturbations of the model
   * @param targets contexts that the model was trained for
   * @param tableGenes genes of the table of new contexts, or null where there is no such table
   * @param choices the user's choices
   * @throws InvalidInputException naming everything that does not fit
   */
  public static void check(Collection<String> modelGenes, Collection<String> modelContexts,
      Collection<String> modelPerturbations, List<String> targets, Collection<String> tableGenes, Choices choices) {
    Problems problems = new Problems();
    if (tableGenes != null) {
      problems.require(choices.contexts().isEmpty(), "Contexts of the model are chosen (option 'Context'), and effects of new "
          + "contexts are connected. Use one of them: clear the option, or remove the connection.");
      LinkedHashSet<String> missing = new LinkedHashSet<>(modelGenes == null ? List.of() : modelGenes);
      int all = missing.size();
      missing.removeAll(new LinkedHashSet<>(tableGenes));
      problems.require(missing.isEmpty(), missing.size() + " of the model's " + all + " genes are missing in the table of new "
          + "contexts: " + Problems.quote(missing) + ". Its first genes are " + Problems.quote(tableGenes) + ". Use the same gene names (symbols or identifiers) on both sides.");
    } else {
      requireKnown(problems, "context", choices.contexts(), modelContexts,
          " Connect a few effects measured in a new context to the second input.");
      problems.require(!choices.contexts().isEmpty() || targets == null || !targets.isEmpty(), "The model was trained without a "
          + "target context. Choose a 'Context', or connect effects of a new one to the second input.");
    }
    requireKnown(problems, "perturbation", choices.perturbations(), modelPerturbations, "");
    problems.throwIfAny();
  }

  private static void requireKnown(Problems problems, String what, List<String> wanted, Collection<String> known, String advice) {
    List<String> unknown = known == null ? List.of() : wanted.stream().filter(w -> !known.contains(w)).toList();
    if (!unknown.isEmpty()) {
      problems.add("The model does not know the " + what + " " + Problems.quote(unknown) + ". It knows " + Problems.quote(known)
          + "." + advice);
    }
  }

  /**
   * @param trained a model
   * @param measured effects of a few perturbations measured in new contexts, or null to predict contexts of the model
   * @param choices the user's choices
   * @param progress told of predicted effects; may cancel
   * @return predictions with a column {@code role}; null where there is nothing new to predict
   * @throws IOException not by itself
   * @throws InvalidInputException if table, model and choices do not fit
   */
  public static EffectTable predict(C3tlModel trained, EffectTable measured, Choices choices, Progress progress)
      throws IOException {
    check(trained.genes().names(), trained.contexts().names(), trained.perturbations().names(), trained.targets(),
        measured == null ? null : measured.genes().names(), choices);
    C3tlModel used = trained;
    List<String> places = choices.contexts().isEmpty() ? trained.targets() : choices.contexts();
    if (measured != null) {
      if (measured.kind() != TableKind.EFFECT) {
        throw new InvalidInputException("The table of new contexts holds " + measured.kind().id()
            + "s; effects that were measured in them are needed.");
      }
      progress.update(0, "placing the new context");
      used = trained.withContexts(measured, choices.fineTuneEpochs(), choices.cores());
      places = measured.contexts().names();
    }
    List<Cell> cells = new ArrayList<>();
    for (String context : new LinkedHashSet<>(places)) {
      // A list is taken at its word, known perturbations included.
      List<String> names = !choices.perturbations().isEmpty() ? choices.perturbations()
          : choices.includeKnown() ? used.predictablePerturbations() : used.newPerturbations(context);
      names.forEach(p -> cells.add(new Cell(p, context)));
    }
    if (cells.isEmpty()) {
      return null;
    }
    progress.update(0.1, "predicting " + cells.size() + " effects");
    return used.predict(cells, choices.cores()).withProvenance(provenance(used));
  }

  private static Provenance provenance(C3tlModel used) {
    Provenance provenance = Provenance.of("predict");
    for (var e : used.provenance().entries().entrySet()) {
      provenance = provenance.with("model." + e.getKey(), e.getValue());
    }
    return used.split() == null ? provenance : provenance.with(SplitJson.ENTRY, SplitJson.write(used.split()));
  }
}

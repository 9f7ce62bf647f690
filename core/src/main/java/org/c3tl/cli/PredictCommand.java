package org.c3tl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.c3tl.data.Cell;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Provenance;
import org.c3tl.io.EffectFiles;
import org.c3tl.io.NameLists;
import org.c3tl.io.SplitJson;
import org.c3tl.model.C3tlModel;
import org.c3tl.model.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl predict}: model to predicted effects. */
@Command(name = "predict", sortOptions = false,
    description = {"Predicts effects of perturbations that were not measured in a context.",
        "The context is one the model was trained with (--context), or a new one of which a few effects are given "
            + "(--context-effects); the latter needs no training. Without either, the model's target contexts are "
            + "predicted."},
    footer = {"", "Examples:", "  c3tl predict model.c3tl --context A375_6h -o predictions.h5ad",
        "  c3tl predict model.c3tl --context-effects pilot.tsv --perturbations wanted.txt -o predictions.tsv"})
final class PredictCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "Model file (.c3tl).")
  Path model;

  @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true,
      description = "Predictions to write: .h5ad, .tsv or .csv, the latter also .gz.")
  Path output;

  @Option(names = "--context", paramLabel = "CONTEXT",
      description = "Context of the training data to predict; may be given several times.")
  List<String> contexts = List.of();

  @Option(names = "--context-effects", paramLabel = "FILE",
      description = "Effects of a few perturbations measured in one or several new contexts.")
  Path contextEffects;

  @Option(names = "--fine-tune-epochs", paramLabel = "N", defaultValue = "0",
      description = "Refine a new context's representation on its measured effects by this many steps (default: "
          + "${DEFAULT-VALUE}).")
  int fineTuneEpochs;

  @Option(names = "--perturbations", paramLabel = "LIST.txt",
      description = "Perturbations to predict, one per line (default: all that were not measured in the context).")
  Path perturbations;

  @Option(names = "--include-known", description = "Also predict perturbations that were measured in the context.")
  boolean includeKnown;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
      description = "Threads; 0 uses all cores (default: ${DEFAULT-VALUE}).")
  int threads;

  @Option(names = "--overwrite", description = "Replace an output that exists.")
  boolean overwrite;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    if (threads < 0 || fineTuneEpochs < 0 || fineTuneEpochs > 1_000_000) {
      throw new InvalidInputException("--threads is " + threads + " and --fine-tune-epochs is " + fineTuneEpochs
          + "; allowed are 0 or more, and 0 to 1000000.");
    }
    if (contextEffects != null && !contexts.isEmpty()) {
      throw new InvalidInputException("Give either --context, for contexts of the training data, or --context-effects, for new "
          + "ones.");
    }
    EffectFiles.check(output, overwrite);
    List<String> wanted = perturbations == null ? null : NameLists.read(perturbations, "perturbation");
    C3tlModel trained = ModelFile.read(model);
    int cores = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    C3tlModel used = trained;
    List<String> places = contexts.isEmpty() ? trained.targets() : contexts;
    if (contextEffects != null) {
      EffectTable measured = EffectInput.measured(contextEffects);
      used = trained.withContexts(measured, fineTuneEpochs, cores);
      places = measured.contexts().names();
    }
    if (places.isEmpty()) {
      throw new InvalidInputException("The model was trained without a target context, so --context or --context-effects must "
          + "say where to predict.");
    }
    EffectTable predicted = used.predict(cells(used, places, wanted), cores);
    Provenance provenance = Provenance.of("predict").with("model", model);
    for (var e : used.provenance().entries().entrySet()) {
      provenance = provenance.with("model." + e.getKey(), e.getValue());
    }
    if (used.split() != null) {
      provenance = provenance.with(SplitJson.ENTRY, SplitJson.write(used.split()));
    }
    common.console().say(predicted.size() + " effects predicted in " + predicted.contexts().size() + " context"
        + (predicted.contexts().size() == 1 ? "" : "s") + ".");
    EffectFiles.write(output, predicted.withProvenance(provenance), overwrite);
    common.result(output);
    return 0;
  }

  private List<Cell> cells(C3tlModel used, List<String> places, List<String> wanted) {
    List<Cell> cells = new ArrayList<>();
    for (String context : new LinkedHashSet<>(places)) {
      // A list is taken at its word, known perturbations included.
      List<String> names = wanted != null ? wanted
          : includeKnown ? used.predictablePerturbations() : used.newPerturbations(context);
      names.forEach(p -> cells.add(new Cell(p, context)));
    }
    if (cells.isEmpty()) {
      throw new InvalidInputException("Every perturbation of the model was measured in " + String.join(", ", places)
          + " already, so there is nothing new to predict. Add --include-known to predict them all the same.");
    }
    return cells;
  }
}

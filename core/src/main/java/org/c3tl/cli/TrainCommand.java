package org.c3tl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Provenance;
import org.c3tl.io.AtomicOutput;
import org.c3tl.io.SplitFiles;
import org.c3tl.model.ModelFile;
import org.c3tl.train.Checkpoints;
import org.c3tl.train.LearningCurve;
import org.c3tl.train.TrainOptions;
import org.c3tl.train.Trained;
import org.c3tl.train.Trainer;
import org.c3tl.train.TrainingSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code c3tl train}: effects to model. */
@Command(name = "train", sortOptions = false,
    description = {"Trains a model on measured effects.",
        "The target contexts are those whose missing effects shall be predicted; a few of their effects must be measured. "
            + "--known-fraction pretends that only a part of a target's measured effects is known, to test the prediction "
            + "of the others."},
    footer = {"", "Example:", "  c3tl train effects.h5ad --target-context A375_6h -o model.c3tl"})
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EFFECTS", description = "Table of effects: .h5ad, .tsv, .csv (also .gz), .gct or .gctx.")
  Path effects;

  @Option(names = {"-o", "--output"}, paramLabel = "MODEL", required = true, description = "Model file to write (.c3tl).")
  Path output;

  @Option(names = "--target-context", paramLabel = "CONTEXT",
      description = "Context to predict; may be given several times.")
  List<String> targets = List.of();

  @Option(names = "--known-fraction", paramLabel = "F",
      description = "Hide all but this part of the targets' measured perturbations, drawn by the seed.")
  Double knownFraction;

  @Option(names = "--validation-fraction", paramLabel = "F", defaultValue = "0.2",
      description = "Part of the targets' known perturbations that only validates, where the targets validate (default: "
          + "${DEFAULT-VALUE}).")
  double validationFraction;

  @Option(names = "--perturbation-group", paramLabel = "COLUMN",
      description = "Perturbations that share a value of this column are known or wanted together, such as the alleles of a "
          + "gene: where effects are hidden to tune the model, they are hidden together.")
  String perturbationGroup;

  @Option(names = "--split", paramLabel = "FOLD.toml",
      description = "Split file that lists what is held out, instead of --target-context and --known-fraction.")
  Path split;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long seed = TrainOptions.DEFAULT.seed();

  @Option(names = "--curve", paramLabel = "FILE.tsv", description = "Also write the learning curve.")
  Path curve;

  @Option(names = "--overwrite", description = "Replace outputs that exist.")
  boolean overwrite;

  @ArgGroup(validate = false, heading = "%nNetwork and training:%n")
  TrainingOptions training = new TrainingOptions();

  @ArgGroup(validate = false, heading = "%nInterruption:%n")
  CheckpointOptions checkpoint = new CheckpointOptions();

  @Mixin CommonOptions common;

  /** Options of checkpoints. */
  static final class CheckpointOptions {
    @Option(names = "--checkpoint", paramLabel = "DIR", description = "Save the training's state in this folder.")
    Path folder;

    @Option(names = "--checkpoint-every", paramLabel = "SECONDS",
        description = "Least time between two saves; 0 saves after every epoch (default: ${DEFAULT-VALUE}).")
    double seconds = 30;

    @Option(names = "--resume", description = "Go on from the state in the checkpoint folder, if there is one.")
    boolean resume;
  }

  @Override
  public Integer call() throws IOException {
    TrainOptions options = training.options(seed);
    AtomicOutput.check(output, overwrite);
    if (curve != null) {
      AtomicOutput.check(curve, overwrite);
    }
    if (split != null && (!targets.isEmpty() || knownFraction != null)) {
      throw new InvalidInputException("--split says already what is held out; leave out --target-context and "
          + "--known-fraction.");
    }
    if (split == null && targets.isEmpty() && knownFraction != null) {
      throw new InvalidInputException("--known-fraction needs a --target-context whose effects it hides.");
    }
    if (checkpoint.resume && checkpoint.folder == null) {
      throw new InvalidInputException("--resume needs --checkpoint DIR, the folder to go on from.");
    }
    if (!(checkpoint.seconds >= 0)) {
      throw new InvalidInputException("--checkpoint-every is " + checkpoint.seconds + "; it must be 0 or more seconds.");
    }
    EffectTable table = EffectInput.measured(effects);
    TrainingSet set = set(table, options);
    common.console().say(table + "; " + set.training().size() + " train"
        + (set.validation() == null ? "" : ", " + set.validation().size() + " may validate")
        + (set.targets().isEmpty() ? "" : "; target " + String.join(", ", set.targets())) + ".");
    Provenance provenance = Provenance.of("train").with("input", effects)
        .with("options", new ObjectMapper().writeValueAsString(options)).withAny("split", split).withAny("target_context", targets)
        .withAny("known_fraction", knownFraction).with("validation_fraction", validationFraction)
        .withAny("perturbation_group", perturbationGroup);
    Checkpoints checkpoints = checkpoint.folder == null ? Checkpoints.NONE
        : Checkpoints.in(checkpoint.folder, checkpoint.resume, checkpoint.seconds, set, options);
    Trained trained = Trainer.train(set, options, provenance, checkpoints, common.progress(), common.console()::say);
    ModelFile.write(output, trained.model(), overwrite);
    checkpoints.clear();
    common.result(output);
    if (curve != null) {
      write(trained.curve());
      common.result(curve);
    }
    return 0;
  }

  private TrainingSet set(EffectTable table, TrainOptions options) throws IOException {
    if (split != null) {
      return TrainingSet.of(table, SplitFiles.readToml(split, table), perturbationGroup);
    }
    return TrainingSet.of(table, targets, knownFraction, validationFraction, perturbationGroup, options);
  }

  private void write(LearningCurve points) throws IOException {
    CSVFormat format = CSVFormat.TDF.builder().setRecordSeparator('\n')
        .setHeader("phase", "member", "epoch", "train_mse", "validation_pearson", "validation_mse").get();
    AtomicOutput.write(curve, overwrite, temporary -> {
      try (Writer out = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
          CSVPrinter csv = new CSVPrinter(out, format)) {
        for (LearningCurve.Point p : points.points()) {
          csv.printRecord(p.phase(), p.member(), p.epoch(), number(p.trainMse()), number(p.validationPearson()),
              number(p.validationMse()));
        }
      }
    });
  }

  private static String number(double v) {
    return Double.isNaN(v) ? "" : String.format(Locale.ROOT, "%.6g", v);
  }
}

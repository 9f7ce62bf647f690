package org.c3tl.knime.logic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.c3tl.data.EffectTable;
import org.c3tl.data.InvalidInputException;
import org.c3tl.data.Problems;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;
import org.c3tl.model.ModelFile;
import org.c3tl.train.Checkpoints;
import org.c3tl.train.LearningCurve;
import org.c3tl.train.TrainOptions;
import org.c3tl.train.Trained;
import org.c3tl.train.Trainer;
import org.c3tl.train.TrainingSet;

/** Work of the node Train C³TL: effects to model and learning curve. */
public final class Training {
  /** Columns of the learning curve, named as in the command line's file. */
  public static final List<TableColumn> CURVE = List.of(new TableColumn("phase", TableColumn.Kind.TEXT),
      new TableColumn("member", TableColumn.Kind.COUNT), new TableColumn("epoch", TableColumn.Kind.COUNT),
      new TableColumn("train_mse", TableColumn.Kind.NUMBER), new TableColumn("validation_pearson", TableColumn.Kind.NUMBER),
      new TableColumn("validation_mse", TableColumn.Kind.NUMBER));

  private Training() { }

  /**
   * What the user chose beside the training's own options.
   *
   * @param targets contexts to predict; may be empty
   * @param knownFraction part of the targets' measured perturbations that stays known, in (0, 1]; 1 hides none
   * @param validationFraction part of the known ones that may only validate, in [0, 1)
   * @param perturbationGroup column of perturbations that stay known or are hidden together, or null
   * @param options the training's options
   */
  public record Choices(List<String> targets, double knownFraction, double validationFraction, String perturbationGroup,
      TrainOptions options) {
    /** Drops blank targets; checks the fractions. */
    public Choices {
      targets = targets.stream().filter(t -> t != null && !t.isBlank()).distinct().toList();
      Problems problems = new Problems();
      problems.require(knownFraction > 0 && knownFraction <= 1, "The known fraction is " + knownFraction
          + "; it must be above 0 and at most 1.");
      problems.require(validationFraction >= 0 && validationFraction < 1, "The validation fraction is " + validationFraction
          + "; it must be at least 0 and below 1.");
      problems.require(knownFraction == 1 || !targets.isEmpty(), "A known fraction below 1 needs a target context whose effects "
          + "it hides. Choose 'Target context'.");
      problems.throwIfAny();
    }
  }

  /**
   * What came of it.
   *
   * @param trained model and learning curve
   * @param notes sentences on choices that were made
   */
  public record Result(Trained trained, List<String> notes) {
    /** Copies the list. */
    public Result {
      notes = List.copyOf(notes);
    }
  }

  /**
   * @param table measured effects
   * @param source what the table is called
   * @param choices the user's choices
   * @param progress told of epochs and losses; may cancel
   * @return the model
   * @throws IOException not by itself
   * @throws InvalidInputException if there is nothing to learn from, or a target does not exist
   */
  public static Result train(EffectTable table, String source, Choices choices, Progress progress) throws IOException {
    check(table.kind(), source);
    TrainingSet set = TrainingSet.of(table, choices.targets(), choices.knownFraction() == 1 ? null : choices.knownFraction(),
        choices.validationFraction(), choices.perturbationGroup(), choices.options());
    Provenance provenance = Provenance.of("train").with("input", source).with("options", json(choices.options()))
        .withAny("target_context", choices.targets()).with("known_fraction", choices.knownFraction())
        .with("validation_fraction", choices.validationFraction())
        .withAny("perturbation_group", choices.perturbationGroup());
    List<String> notes = new ArrayList<>();
    Trained trained = Trainer.train(set, choices.options(), provenance, Checkpoints.NONE, progress, notes::add);
    return new Result(trained, notes);
  }

  /**
   * @param kind what a table holds
   * @param source what the table is called
   * @throws InvalidInputException if it cannot be trained on
   */
  public static void check(TableKind kind, String source) {
    if (kind != TableKind.EFFECT) {
      throw new InvalidInputException(source + " holds " + kind.id() + "s; measured effects are needed. "
          + (kind == TableKind.PROFILE ? "The node C³TL Pseudobulk makes them." : "Connect the table that was predicted from."));
    }
  }

  private static String json(TrainOptions options) {
    try {
      return new ObjectMapper().writeValueAsString(options);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param curve a learning curve
   * @param sink takes one row per epoch, columns as in {@link #CURVE}
   * @throws IOException if the sink fails
   */
  public static void write(LearningCurve curve, RowSink sink) throws IOException {
    List<Object> row = new ArrayList<>();
    for (LearningCurve.Point p : curve.points()) {
      row.clear();
      row.add(p.phase());
      row.add((long) p.member());
      row.add((long) p.epoch());
      row.add(number(p.trainMse()));
      row.add(number(p.validationPearson()));
      row.add(number(p.validationMse()));
      sink.accept(row);
    }
  }

  private static Double number(double v) {
    return Double.isNaN(v) ? null : v;
  }

  /**
   * @param trained a trained model
   * @param file where its {@code .c3tl} file shall be
   * @throws IOException if writing fails
   */
  public static void write(Trained trained, Path file) throws IOException {
    ModelFile.write(file, trained.model(), true);
  }
}

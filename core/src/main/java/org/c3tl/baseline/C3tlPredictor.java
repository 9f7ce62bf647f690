package org.c3tl.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.c3tl.data.Cell;
import org.c3tl.data.Progress;
import org.c3tl.data.Provenance;
import org.c3tl.train.Checkpoints;
import org.c3tl.train.TrainOptions;
import org.c3tl.train.Trained;
import org.c3tl.train.Trainer;
import org.c3tl.train.TrainingSet;

/** C3TL itself, as one of the predictors that are compared. */
public final class C3tlPredictor implements Learner {
  private final TrainOptions options;

  /**
   * @param options options of every training; the seed is the task's
   */
  public C3tlPredictor(TrainOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "c3tl";
  }

  @Override
  public Learnt learn(Task task, Progress progress) {
    Set<String> targets = new LinkedHashSet<>();
    for (Cell cell : task.wanted()) {
      targets.add(cell.context());
    }
    TrainingSet set = new TrainingSet(task.training(), task.validation(), List.copyOf(targets), null,
        task.groups());
    try {
      Trained trained = Trainer.train(set, options.withSeed(task.seed()), Provenance.NONE, Checkpoints.NONE, progress,
          note -> { });
      return new Learnt(trained.model().predict(task.wanted(), options.threadCount()), trained.curve());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

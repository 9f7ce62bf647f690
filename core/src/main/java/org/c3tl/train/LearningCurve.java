package org.c3tl.train;

import java.util.List;

/**
 * How a training went.
 *
 * @param points one per epoch, in order
 */
public record LearningCurve(List<Point> points) {
  /**
   * One epoch.
   *
   * @param phase {@code select} while the number of epochs is chosen, {@code fit} for the training that gives the model
   * @param member number of the ensemble's network, from 0
   * @param epoch number of the epoch, from 1
   * @param trainMse mean squared error of the epoch's batches, in the effects' squared units, within the gene basis
   * @param validationPearson mean Pearson correlation over validation cells after the epoch, or NaN
   * @param validationMse mean squared error over validation cells after the epoch, in the effects' squared units, or NaN
   */
  public record Point(String phase, int member, int epoch, double trainMse, double validationPearson, double validationMse) { }

  /** Copies the list. */
  public LearningCurve {
    points = List.copyOf(points);
  }
}

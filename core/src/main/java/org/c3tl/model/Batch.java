package org.c3tl.model;

/**
 * Filled cells of some perturbations across all their contexts, as one training step sees them.
 */
public final class Batch {
  private final float[][] values;
  private final int targets;
  private final float factor;
  private final float[] weights;
  private final float[] reliability;
  private final int[] perturbation;
  private final int[] context;
  private final Groups byPerturbation;
  private final Groups byContext;

  /**
   * @param values one row per filled cell; the rows' own storage, not written to
   * @param targets how many of them, from the first, are predicted; the others only speak for their context
   * @param weights how much the squared error of each row counts in the gradients; null for alike
   * @param reliability how much each row counts in the mean that the residual adds; null for alike
   * @param factor what values are multiplied by to give features
   * @param perturbation the network's perturbation of each row
   * @param context the network's context of each row
   * @param perturbations number of perturbations of the network
   * @param contexts number of contexts of the network
   */
  public Batch(float[][] values, int targets, float[] weights, float[] reliability, float factor, int[] perturbation,
      int[] context, int perturbations, int contexts) {
    this.values = values;
    this.targets = targets;
    this.factor = factor;
    this.weights = weights;
    this.reliability = reliability;
    this.perturbation = perturbation;
    this.context = context;
    int[] local = new int[values.length];
    int[] seen = new int[perturbations];
    int groups = 0;
    for (int r = 0; r < values.length; r++) {
      if (seen[perturbation[r]] == 0) {
        seen[perturbation[r]] = ++groups;
      }
      local[r] = seen[perturbation[r]] - 1;
    }
    this.byPerturbation = new Groups(local, values.length, groups);
    this.byContext = new Groups(context, values.length, contexts);
  }

  /**
   * @return number of filled cells
   */
  public int rows() {
    return values.length;
  }

  /**
   * @return how many rows, from the first, are predicted
   */
  int targets() {
    return targets;
  }

  /**
   * @return number of different perturbations
   */
  public int perturbations() {
    return byPerturbation.count();
  }

  /**
   * @param row number of the row
   * @param scratch where to put the features if they must be computed
   * @return the row's features: the scratch, or the row's own storage, which must not be written to
   */
  float[] features(int row, float[] scratch) {
    float[] v = values[row];
    if (factor == 1) {
      return v;
    }
    for (int j = 0; j < v.length; j++) {
      scratch[j] = factor * v[j];
    }
    return scratch;
  }

  /** How much the error of a row counts. */
  float weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** How much a row counts in the mean that the residual adds. */
  float reliability(int row) {
    return reliability == null ? 1 : reliability[row];
  }

  int[] perturbation() {
    return perturbation;
  }

  int[] context() {
    return context;
  }

  Groups byPerturbation() {
    return byPerturbation;
  }

  Groups byContext() {
    return byContext;
  }
}

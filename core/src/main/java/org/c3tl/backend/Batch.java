package org.c3tl.backend;

/**
 * Filled cells of some perturbations across all their contexts, as one training step sees them.
 */
public final class Batch {
  private final Samples samples;
  private final int[] rows;
  private final int targets;
  private final float[] weights;
  private final float[] reliability;
  private final int[] perturbation;
  private final int[] context;
  private final Groups byPerturbation;
  private final Groups byContext;

  /**
   * @param samples features of all filled cells
   * @param rows which of them are in the batch
   * @param targets how many of those, from the first, are predicted; the others only speak for their context
   * @param weights how much the squared error of each row counts in the gradients; null for alike
   * @param reliability how much each row counts in the mean that the residual adds; null for alike
   * @param perturbation the network's perturbation of each row
   * @param context the network's context of each row
   * @param perturbations number of perturbations of the network
   * @param contexts number of contexts of the network
   */
  public Batch(Samples samples, int[] rows, int targets, float[] weights, float[] reliability, int[] perturbation, int[] context,
      int perturbations, int contexts) {
    this.samples = samples;
    this.rows = rows;
    this.targets = targets;
    this.weights = weights;
    this.reliability = reliability;
    this.perturbation = perturbation;
    this.context = context;
    int[] local = new int[rows.length];
    int[] seen = new int[perturbations];
    int groups = 0;
    for (int r = 0; r < rows.length; r++) {
      if (seen[perturbation[r]] == 0) {
        seen[perturbation[r]] = ++groups;
      }
      local[r] = seen[perturbation[r]] - 1;
    }
    this.byPerturbation = new Groups(local, rows.length, groups);
    this.byContext = new Groups(context, rows.length, contexts);
  }

  /**
   * @param samples features of all filled cells, every one of which is in the batch and a target
   * @param perturbation the network's perturbation of each row
   * @param context the network's context of each row
   * @param perturbations number of perturbations of the network
   * @param contexts number of contexts of the network
   * @return a batch of everything, all alike
   */
  public static Batch ofAll(Samples samples, int[] perturbation, int[] context, int perturbations, int contexts) {
    int[] rows = java.util.stream.IntStream.range(0, samples.rows()).toArray();
    return new Batch(samples, rows, rows.length, null, null, perturbation, context, perturbations, contexts);
  }

  /**
   * @return number of filled cells
   */
  public int rows() {
    return rows.length;
  }

  /**
   * @return features of all filled cells
   */
  public Samples samples() {
    return samples;
  }

  /**
   * @return which of the samples are in the batch; not to be written to
   */
  public int[] sampleRows() {
    return rows;
  }

  /**
   * @return number of different perturbations
   */
  public int perturbations() {
    return byPerturbation.count();
  }

  /**
   * @return how many rows, from the first, are predicted; the others only speak for their context
   */
  public int targets() {
    return targets;
  }

  /**
   * @param row number of the row
   * @param leaveOneOut whether an effect is left out of the means that predict it
   * @return whether the row is predicted; one whose perturbation stands alone cannot be from others
   */
  public boolean isTarget(int row, boolean leaveOneOut) {
    return row < targets && (!leaveOneOut || byPerturbation.size(byPerturbation.of(row)) > 1);
  }

  /**
   * @param leaveOneOut whether an effect is left out of the means that predict it
   * @return number of rows that are predicted
   */
  public int targets(boolean leaveOneOut) {
    int n = 0;
    for (int r = 0; r < targets; r++) {
      n += isTarget(r, leaveOneOut) ? 1 : 0;
    }
    return n;
  }

  /**
   * @return how much the error of each row counts; null for alike
   */
  public float[] weights() {
    return weights;
  }

  /**
   * @return how much each row counts in the mean that the residual adds; null for alike
   */
  public float[] reliability() {
    return reliability;
  }

  /**
   * @return the network's perturbation of each row; not to be written to
   */
  public int[] perturbation() {
    return perturbation;
  }

  /**
   * @return the network's context of each row; not to be written to
   */
  public int[] context() {
    return context;
  }

  /**
   * @return rows by perturbation, numbered within the batch
   */
  public Groups byPerturbation() {
    return byPerturbation;
  }

  /**
   * @return rows by the network's contexts
   */
  public Groups byContext() {
    return byContext;
  }
}

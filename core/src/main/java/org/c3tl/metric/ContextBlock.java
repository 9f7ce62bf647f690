package org.c3tl.metric;

import java.util.List;
import org.c3tl.data.Axis;

/**
 * Truth and prediction of one context of one fold: effects, one row per scored perturbation, one column per gene. Rows are
 * shared, not copied; nobody writes to them. What several metrics need is worked out once and kept. This class is immutable.
 *
 * <p>The constructor takes what every metric needs; {@code with...} adds what some need: standard deviations, the control
 * profile, replicates.
 */
public final class ContextBlock {
  private final String context;
  private final List<String> perturbations;
  private final Axis genes;
  private final double[][] truth;
  private final double[][] prediction;
  private final double[] reference;
  private final double[][] baseline;
  private final Extras extras;
  // Made on first use; whoever makes one twice makes the same.
  private Discrimination discrimination;
  private TopGenes topGenes;
  private Significance truthSignificance;
  private Significance significance;

  /** What not every block has; nulls. */
  private record Extras(double[][] sd, double[][] truthSd, double[] control, double[][] firstHalf, double[][] secondHalf) {
    static final Extras NONE = new Extras(null, null, null, null, null);
  }

  /**
   * @param context name of the context
   * @param perturbations names of the rows, at least one
   * @param genes names of the columns
   * @param truth measured effects, perturbations × genes
   * @param prediction predicted effects, perturbations × genes
   * @param reference mean of the training part's perturbation centroids, one value per gene: what is common to all
   *     perturbations
   * @param baseline prediction of the {@code mean} baseline, perturbations × genes, for metrics of skill
   * @throws IllegalArgumentException if there is no perturbation or the shapes differ
   */
  public ContextBlock(String context, List<String> perturbations, Axis genes, double[][] truth, double[][] prediction,
      double[] reference, double[][] baseline) {
    this(context, List.copyOf(perturbations), genes, truth, prediction, reference, baseline, Extras.NONE);
    if (perturbations.isEmpty()) {
      throw new IllegalArgumentException("there is no perturbation");
    }
    check("the truth", truth);
    check("the baseline", baseline);
    check("the reference", new double[][] {reference}, 1);
  }

  private ContextBlock(String context, List<String> perturbations, Axis genes, double[][] truth, double[][] prediction,
      double[] reference, double[][] baseline, Extras extras) {
    this.context = context;
    this.perturbations = perturbations;
    this.genes = genes;
    this.truth = truth;
    this.prediction = prediction;
    this.reference = reference;
    this.baseline = baseline;
    this.extras = extras;
    check("the prediction", prediction);
  }

  private void check(String whose, double[][] rows) {
    check(whose, rows, perturbations.size());
  }

  private void check(String whose, double[][] rows, int wanted) {
    if (rows.length != wanted) {
      throw new IllegalArgumentException(whose + " has " + rows.length + " rows for " + wanted + " perturbations");
    }
    for (double[] row : rows) {
      if (row.length != genes.size()) {
        throw new IllegalArgumentException(whose + " has a row of " + row.length + " values for " + genes.size() + " genes");
      }
    }
  }

  /**
   * @return name of the context
   */
  public String context() {
    return context;
  }

  /**
   * @return names of the rows
   */
  public List<String> perturbations() {
    return perturbations;
  }

  /**
   * @return number of perturbations
   */
  public int size() {
    return perturbations.size();
  }

  /**
   * @return names of the columns
   */
  public Axis genes() {
    return genes;
  }

  /**
   * @return measured effects, perturbations × genes
   */
  public double[][] truth() {
    return truth;
  }

  /**
   * @return predicted effects, perturbations × genes
   */
  public double[][] prediction() {
    return prediction;
  }

  /**
   * @return mean of the training part's perturbation centroids, one value per gene
   */
  public double[] reference() {
    return reference;
  }

  /**
   * @return prediction of the {@code mean} baseline, perturbations × genes
   */
  public double[][] baseline() {
    return baseline;
  }

  /**
   * @return predicted standard deviations, perturbations × genes, in the unit of the effects; null where there are none
   */
  public double[][] sd() {
    return extras.sd;
  }

  /**
   * @return standard deviations of the measured effects, perturbations × genes; null where unknown
   */
  public double[][] truthSd() {
    return extras.truthSd;
  }

  /**
   * @return measured control profile of the context, one value per gene, in the unit of the effects; null where unknown
   */
  public double[] control() {
    return extras.control;
  }

  /**
   * @return effects measured in one half of the replicates, perturbations × genes; null where there are no replicates
   */
  public double[][] firstHalf() {
    return extras.firstHalf;
  }

  /**
   * @return effects measured in the other half of the replicates, perturbations × genes; null where there are no replicates
   */
  public double[][] secondHalf() {
    return extras.secondHalf;
  }

  /**
   * @param other predicted effects, perturbations × genes
   * @return the same context with another prediction, which has no standard deviations
   */
  public ContextBlock withPrediction(double[][] other) {
    return withPrediction(other, null);
  }

  /**
   * @param other predicted effects, perturbations × genes
   * @param sd their standard deviations, of the same shape, or null
   * @return the same context with another prediction
   */
  public ContextBlock withPrediction(double[][] other, double[][] sd) {
    if (sd != null) {
      check("the predicted standard deviation", sd);
    }
    ContextBlock block = new ContextBlock(context, perturbations, genes, truth, other, reference, baseline,
        new Extras(sd, extras.truthSd, extras.control, extras.firstHalf, extras.secondHalf));
    block.truthSignificance = truthSignificance;
    return block;
  }

  /**
   * @param sd standard deviations of the measured effects, perturbations × genes, or null; with them there are p-values
   * @return the same context with them
   */
  public ContextBlock withTruthSd(double[][] sd) {
    if (sd != null) {
      check("the measured standard deviation", sd);
    }
    return with(new Extras(extras.sd, sd, extras.control, extras.firstHalf, extras.secondHalf));
  }

  /**
   * @param profile control profile of the context, one value per gene, such that control + effect is the expression; or null
   * @return the same context with it
   */
  public ContextBlock withControl(double[] profile) {
    if (profile != null) {
      check("the control", new double[][] {profile}, 1);
    }
    return with(new Extras(extras.sd, extras.truthSd, profile, extras.firstHalf, extras.secondHalf));
  }

  /**
   * @param first effects measured in a random half of the replicates, perturbations × genes
   * @param second those of the other half
   * @return the same context with them, for the scale from baseline to replicate
   */
  public ContextBlock withHalves(double[][] first, double[][] second) {
    check("the first half of the replicates", first);
    check("the second half of the replicates", second);
    return with(new Extras(extras.sd, extras.truthSd, extras.control, first, second));
  }

  private ContextBlock with(Extras changed) {
    return new ContextBlock(context, perturbations, genes, truth, prediction, reference, baseline, changed);
  }

  /**
   * @param p a row
   * @return column of the gene that the perturbation bears the name of, or -1: what happens to it is the experiment's
   *     premise, not its result
   */
  int target(int p) {
    return genes.indexOf(perturbations.get(p));
  }

  /** Who is nearest to whom; needs two perturbations. */
  Discrimination discrimination() {
    if (discrimination == null) {
      discrimination = Discrimination.of(this);
    }
    return discrimination;
  }

  /** Overlap of the genes with the largest effects. */
  TopGenes topGenes() {
    if (topGenes == null) {
      topGenes = TopGenes.of(this);
    }
    return topGenes;
  }

  /** Which measured effects are significant; needs their standard deviations. */
  Significance truthSignificance() {
    if (truthSignificance == null) {
      truthSignificance = Significance.of(this, truth, extras.truthSd);
    }
    return truthSignificance;
  }

  /** Which predicted effects are significant; needs their standard deviations. */
  Significance significance() {
    if (significance == null) {
      significance = Significance.of(this, prediction, extras.sd);
    }
    return significance;
  }

  /** Whether measured and predicted effects have p-values. */
  boolean hasSignificance() {
    return extras.sd != null && extras.truthSd != null;
  }
}

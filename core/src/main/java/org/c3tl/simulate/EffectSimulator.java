package org.c3tl.simulate;

import java.util.stream.IntStream;
import org.c3tl.data.Axis;
import org.c3tl.data.EffectTable;
import org.c3tl.data.Provenance;
import org.c3tl.data.TableKind;

/**
 * Effects by Assumptions 3.1 and 3.2 of the paper: a mechanism shared by all contexts acts on the sum of what the
 * perturbation does and where the context stands.
 *
 * <pre>
 * z_p = u_p N(0, I_q), u_p uniform on (0, 2)                  what perturbation p does: many weak, few strong
 * ψ_c = κ N(0, I_q)                                           where context c stands
 * f(a) = s ⊙ W2ᵀ tanh(1.5 W1ᵀ a + b)                          the mechanism, s_g = exp(0.7 N(0, 1))
 * W1 ~ N(0, 1/q), W2 ~ N(0, 1/64), b ~ N(0, 0.25)             (1/hidden for other numbers of hidden units)
 * true effect  T(p, c) = f(z_p + ψ_c) - f(ψ_c)                an unperturbed cell has effect 0
 * measured     T(p, c) + σ s ⊙ N(0, I)
 * </pre>
 *
 * <p>Which cells of the grid are measured, and the noise of each, do not depend on one another, so that changing one option
 * leaves the rest of the data as it was. This class is immutable.
 */
public final class EffectSimulator {
  private static final int MECHANISM = 1;
  private static final int PERTURBATION = 2;
  private static final int CONTEXT = 3;
  private static final int MISSING = 4;
  private static final int NOISE = 5;

  private final EffectSettings options;
  private final double[][] z;
  private final double[][] psi;
  private final double[][] w1;
  private final double[][] w2;
  private final double[] bias;
  private final double[] scale;
  private final double[][] basal;

  /**
   * @param options size and difficulty
   */
  public EffectSimulator(EffectSettings options) {
    this.options = options;
    int q = options.latent();
    Draws mechanism = Draws.of(options.seed(), MECHANISM);
    w1 = matrix(mechanism, options.hidden(), q, 1 / Math.sqrt(q));
    bias = mechanism.normals(options.hidden(), 0.5);
    scale = new double[options.genes()];
    w2 = new double[options.genes()][];
    for (int g = 0; g < scale.length; g++) {
      Draws gene = Draws.of(options.seed(), MECHANISM, g);
      scale[g] = StrictMath.exp(0.7 * gene.normal());
      w2[g] = gene.normals(options.hidden(), 1 / Math.sqrt(options.hidden()));
    }
    z = new double[options.perturbations()][];
    for (int p = 0; p < z.length; p++) {
      Draws draws = Draws.of(options.seed(), PERTURBATION, p);
      z[p] = draws.normals(q, 2 * draws.uniform());
    }
    psi = new double[options.contexts()][];
    basal = new double[options.contexts()][];
    for (int c = 0; c < psi.length; c++) {
      psi[c] = Draws.of(options.seed(), CONTEXT, c).normals(q, options.contextStrength());
      basal[c] = mechanism(psi[c]);
    }
  }

  private static double[][] matrix(Draws draws, int rows, int columns, double sd) {
    double[][] m = new double[rows][];
    for (int r = 0; r < rows; r++) {
      m[r] = draws.normals(columns, sd);
    }
    return m;
  }

  /** f(a). */
  private double[] mechanism(double[] a) {
    double[] hidden = new double[bias.length];
    for (int h = 0; h < hidden.length; h++) {
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        sum += w1[h][k] * a[k];
      }
      hidden[h] = StrictMath.tanh(1.5 * sum + bias[h]);
    }
    double[] out = new double[scale.length];
    for (int g = 0; g < out.length; g++) {
      double sum = 0;
      double[] w = w2[g];
      for (int h = 0; h < hidden.length; h++) {
        sum += w[h] * hidden[h];
      }
      out[g] = scale[g] * sum;
    }
    return out;
  }

  /**
   * @return size and difficulty
   */
  public EffectSettings options() {
    return options;
  }

  /**
   * @param p perturbation, from 0
   * @param c context, from 0
   * @return the true effect, one value per gene
   */
  double[] effect(int p, int c) {
    double[] a = new double[options.latent()];
    for (int k = 0; k < a.length; k++) {
      a[k] = z[p][k] + psi[c][k];
    }
    double[] t = mechanism(a);
    for (int g = 0; g < t.length; g++) {
      t[g] -= basal[c][g];
    }
    return t;
  }

  /**
   * @param p perturbation, from 0
   * @param c context, from 0
   * @return whether this cell of the grid is measured. Every perturbation is measured in at least one context, and every
   *     context has at least one perturbation.
   */
  boolean measured(int p, int c) {
    if (options.missingFraction() == 0 || c == p % options.contexts()
        || p == c % options.perturbations()) {
      return true;
    }
    return Draws.of(options.seed(), MISSING, p, c).uniform() >= options.missingFraction();
  }

  /**
   * @return effects as measured: truth plus noise, where measured
   */
  public EffectTable measured() {
    return table(options.noise(), "measured");
  }

  /**
   * @return true effects of the same cells of the grid: what a perfect predictor would say
   */
  public EffectTable truth() {
    return table(0, "truth");
  }

  private EffectTable table(double noise, String what) {
    int contexts = options.contexts();
    int cells = Math.multiplyExact(contexts, options.perturbations());
    int[] grid = IntStream.range(0, cells).filter(i -> measured(i / contexts, i % contexts)).toArray();
    float[][] rows = new float[grid.length][];
    IntStream.range(0, grid.length).parallel().forEach(i -> {
      int p = grid[i] / contexts;
      int c = grid[i] % contexts;
      double[] t = effect(p, c);
      float[] row = new float[t.length];
      Draws draws = Draws.of(options.seed(), NOISE, p, c);
      for (int g = 0; g < row.length; g++) {
        row[g] = (float) (t[g] + (noise == 0 ? 0 : noise * scale[g] * draws.normal()));
      }
      rows[i] = row;
    });
    EffectTable.Builder table = EffectTable.builder(TableKind.EFFECT, Axis.of("gene", Names.of("gene", options.genes())));
    for (int i = 0; i < grid.length; i++) {
      table.row(Names.perturbation(options, grid[i] / contexts), Names.context(options, grid[i] % contexts), rows[i]);
    }
    return table.normalisation("simulated; Assumptions 3.1 and 3.2").provenance(Provenance.of("simulate effects")
        .with("what", what).with("options", options).with("seed", options.seed())).build();
  }
}

package org.c3tl.backend.nd4j;

import java.util.Arrays;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.BackendUnavailable;
import org.c3tl.backend.Backends;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.Samples;
import org.c3tl.backend.host.Nd4jSetup;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Computes by ND4J's operations. Dropout's masks are drawn on the CPU, so that they are the same as everywhere. */
public final class Nd4jBackend implements Backend {
  private double loss;

  /** Computes on what ND4J found. */
  Nd4jBackend() {
    Nd4jSetup.load();
  }

  /**
   * @return the backend, if ND4J found a GPU
   * @throws BackendUnavailable if its CUDA is not there or finds no GPU
   */
  public static Nd4jBackend openCuda() throws BackendUnavailable {
    if (!Nd4jSetup.hasCuda()) {
      throw new BackendUnavailable(Backends.NOT_BUILT, null);
    }
    Nd4jSetup.load();
    if (Nd4jSetup.onCpu()) {
      throw new BackendUnavailable("ND4J's CUDA 11.6 found no GPU that it can use (needed are NVIDIA's driver, CUDA 11.6 on the "
          + "library path, and a GPU of compute capability 3.7 to 8.9)", null);
    }
    return new Nd4jBackend();
  }

  @Override
  public String description() {
    return Nd4jSetup.onCpu() ? "CPU by ND4J" : "GPU by ND4J, CUDA 11.6";
  }

  @Override
  public Matrix matrix(int rows, int columns) {
    return new Nd4jMatrix(rows, columns);
  }

  @Override
  public Samples samples(float[][] values, float factor) {
    Nd4jMatrix features = new Nd4jMatrix(Math.max(1, values.length), values.length == 0 ? 1 : values[0].length);
    for (int r = 0; r < values.length; r++) {
      features.put(r, values[r], 0, 1);
    }
    if (factor != 1) {
      features.all().muli(factor);
    }
    return new Nd4jSamples(features);
  }

  private static INDArray all(Matrix m) {
    return ((Nd4jMatrix) m).all();
  }

  private static INDArray first(Matrix m, int n) {
    return ((Nd4jMatrix) m).first(n);
  }

  private static INDArray pull(INDArray from, int[] rows, int n) {
    return Nd4j.pullRows(from, 1, rows.length == n ? rows : Arrays.copyOf(rows, n), 'c');
  }

  private static INDArray column(float[] values) {
    return Nd4j.create(values, new long[] {values.length, 1}, 'c');
  }

  @Override
  public void gather(Samples samples, int[] rows, Matrix target) {
    first(target, rows.length).assign(pull(((Nd4jSamples) samples).features().all(), rows, rows.length));
  }

  private static void multiply(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray c, float beta) {
    Nd4j.exec(new Mmul(a, b, c, 1, beta, new MMulTranspose(transposeA, transposeB, false)));
  }

  @Override
  public void product(Matrix a, Matrix b, Matrix c, int used, float beta) {
    multiply(first(a, used), false, all(b), false, first(c, used), beta);
  }

  @Override
  public void productOfTransposed(Matrix a, Matrix b, Matrix c, int used, float beta) {
    multiply(first(a, used), true, first(b, used), false, all(c), beta);
  }

  @Override
  public void productWithTransposed(Matrix a, Matrix b, Matrix c, int used, float beta) {
    multiply(first(a, used), false, all(b), true, first(c, used), beta);
  }

  @Override
  public void activate(Matrix u, int n, Matrix bias, int[] biasRow, Activation f, Matrix slope, Dropout dropout) {
    INDArray values = first(u, n);
    if (biasRow == null) {
      values.addiRowVector(all(bias).getRow(0));
    } else {
      values.addi(pull(all(bias), biasRow, n));
    }
    finish(values, f, slope == null ? null : first(slope, n), dropout);
  }

  @Override
  public void activateSum(Matrix target, Batch batch, Matrix ofPerturbation, Matrix ofContext, Matrix bias, Activation f,
      Matrix slope, Dropout dropout) {
    int n = batch.rows();
    INDArray values = first(target, n);
    values.assign(pull(all(ofPerturbation), batch.byPerturbation().ofRows(), n));
    values.addi(pull(all(ofContext), batch.context(), n));
    values.addiRowVector(all(bias).getRow(0));
    finish(values, f, slope == null ? null : first(slope, n), dropout);
  }

  private static void finish(INDArray u, Activation f, INDArray slope, Dropout dropout) {
    switch (f) {
      case RELU -> Nd4j.exec(new RectifiedLinear(u, u, 0));
      case GELU -> {
        INDArray s = Transforms.sigmoid(u.mul(1.702), false);
        slope.assign(s.rsub(1).muli(u).muli(1.702).addi(1).muli(s));
        u.muli(s);
      }
      case TANH -> {
        Transforms.tanh(u, false);
        slope.assign(u.mul(u).rsubi(1));
      }
    }
    if (dropout.rate() > 0) {
      int rows = (int) u.size(0);
      int columns = (int) u.size(1);
      float[] keep = new float[rows * columns];
      float[] row = new float[columns];
      for (int r = 0; r < rows; r++) {
        Arrays.fill(row, 1);
        dropout.apply(r, row, null, columns);
        System.arraycopy(row, 0, keep, r * columns, columns);
      }
      INDArray mask = Nd4j.create(keep, new long[] {rows, columns}, 'c');
      u.muli(mask);
      if (slope != null) {
        slope.muli(mask);
      }
    }
  }

  @Override
  public void backActivate(Matrix d, int n, Matrix a, Matrix slope, float scale) {
    timesSlope(first(d, n), n, a, slope, scale);
  }

  private static void timesSlope(INDArray d, int n, Matrix a, Matrix slope, float scale) {
    if (slope == null) {
      d.muli(Nd4j.exec(new Step(first(a, n), first(a, n).ulike(), 0.0))).muli(scale);
    } else {
      d.muli(first(slope, n));
    }
  }

  @Override
  public void backMeans(Matrix ofGroups, Groups groups, int n, Matrix d, Matrix a, Matrix slope, float scale) {
    INDArray target = first(d, n);
    target.assign(pull(all(ofGroups), groups.ofRows(), n));
    float[] factor = new float[n];
    for (int r = 0; r < n; r++) {
      factor[r] = 1f / groups.size(groups.of(r));
    }
    target.muliColumnVector(column(factor));
    timesSlope(target, n, a, slope, scale);
  }

  private static INDArray segments(INDArray rows, Groups groups) {
    int n = groups.order().length;
    INDArray ids = Nd4j.createFromArray(Arrays.copyOf(groups.ofRows(), n));
    return Nd4j.exec(DynamicCustomOp.builder("unsorted_segment_sum").addInputs(rows, ids).addIntegerArguments(groups.count())
        .build())[0];
  }

  @Override
  public void sums(Matrix a, Groups groups, Matrix sums) {
    first(sums, groups.count()).assign(segments(first(a, groups.order().length), groups));
  }

  @Override
  public void means(Matrix a, Groups groups, Matrix means) {
    sums(a, groups, means);
    float[] factor = new float[groups.count()];
    for (int g = 0; g < factor.length; g++) {
      factor[g] = groups.size(g) == 0 ? 0 : 1f / groups.size(g);
    }
    first(means, groups.count()).muliColumnVector(column(factor));
  }

  @Override
  public void meansOfOthers(Matrix a, int n, Groups groups, Matrix sums, Matrix means) {
    sums(a, groups, sums);
    float[] factor = new float[n];
    for (int r = 0; r < n; r++) {
      int others = groups.size(groups.of(r)) - 1;
      factor[r] = others == 0 ? 0 : 1f / others;
    }
    INDArray of = pull(all(sums), groups.ofRows(), n).subi(first(a, n)).muliColumnVector(column(factor));
    first(means, n).assign(of);
  }

  @Override
  public void addRow(Matrix a, int n, Matrix row, Matrix second) {
    first(a, n).addiRowVector(second == null ? all(row).getRow(0) : all(row).getRow(0).add(all(second).getRow(0)));
  }

  @Override
  public void columnSums(Matrix a, int n, Matrix sums) {
    multiply(Nd4j.ones(1, n), false, first(a, n), false, all(sums), 0);
  }

  @Override
  public void loss(Matrix out, Matrix x, Batch batch, Head head) {
    int n = batch.rows();
    int width = out.columns();
    int targets = batch.targets(head.leaveOneOut());
    INDArray truth = first(x, n);
    INDArray o = first(out, n);
    INDArray mean = head.residual() == Residual.OFF ? null : means(truth, batch, head.leaveOneOut());
    if (mean != null) {
      o.addi(head.gate() == null ? mean : mean.mulRowVector(all(head.gate().value()).getRow(0)));
    }
    o.addiRowVector(all(head.bias().value()).getRow(0)).subi(truth);
    float[] counts = new float[n];
    float[] weighted = new float[n];
    for (int r = 0; r < n; r++) {
      counts[r] = batch.isTarget(r, head.leaveOneOut()) ? 1 : 0;
      weighted[r] = (float) (2.0 / ((double) targets * width)) * (batch.weights() == null ? 1 : batch.weights()[r]);
    }
    o.muliColumnVector(column(counts));
    double sum = 0;
    // ND4J sums in single precision; a row's is exact enough.
    for (float square : o.mul(o).sum(1).toFloatVector()) {
      sum += square;
    }
    loss = sum / ((double) targets * width);
    o.muliColumnVector(column(weighted));
    columnSums(out, n, head.bias().gradient());
    if (head.gate() != null) {
      multiply(Nd4j.ones(1, n), false, o.mul(mean), false, all(head.gate().gradient()), 0);
    }
  }

  /** What the residual adds to each row; anything for rows that are no targets. */
  private static INDArray means(INDArray x, Batch batch, boolean leaveOneOut) {
    int n = batch.rows();
    Groups groups = batch.byPerturbation();
    float[] weight = new float[n];
    Arrays.fill(weight, 1);
    if (batch.reliability() != null) {
      System.arraycopy(batch.reliability(), 0, weight, 0, n);
    }
    float[] total = new float[groups.count()];
    for (int r = 0; r < n; r++) {
      total[groups.of(r)] += weight[r];
    }
    float[] factor = new float[n];
    for (int r = 0; r < n; r++) {
      boolean alone = leaveOneOut && groups.size(groups.of(r)) == 1;
      factor[r] = alone ? 0 : 1 / (total[groups.of(r)] - (leaveOneOut ? weight[r] : 0));
    }
    INDArray own = x.mulColumnVector(column(weight));
    INDArray sums = pull(segments(own, groups), groups.ofRows(), n);
    return (leaveOneOut ? sums.subi(own) : sums).muliColumnVector(column(factor));
  }

  @Override
  public double lastLoss() {
    return loss;
  }

  @Override
  public void adam(Parameter parameter, Matrix mean, Matrix square, AdamStep step) {
    INDArray g = all(parameter.gradient());
    INDArray m = all(mean);
    INDArray v = all(square);
    m.muli(step.beta1()).addi(g.mul(1 - step.beta1()));
    v.muli(step.beta2()).addi(g.mul(g).muli(1 - step.beta2()));
    INDArray move = Transforms.sqrt(v, true).muli(step.root()).addi(step.epsilon()).rdivi(m).muli(step.size());
    all(parameter.value()).muli(step.keep()).subi(move);
  }

  @Override
  public void close() {
    // Arrays release themselves.
  }
}

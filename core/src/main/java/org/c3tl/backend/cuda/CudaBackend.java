package org.c3tl.backend.cuda;

import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.cublasCreate_v2;
import static org.bytedeco.cuda.global.cublas.cublasDestroy_v2;
import static org.bytedeco.cuda.global.cublas.cublasSetStream_v2;
import static org.bytedeco.cuda.global.cublas.cublasSgemm_v2;

import org.bytedeco.cuda.cublas.cublasContext;
import org.bytedeco.javacpp.FloatPointer;
import org.c3tl.backend.Activation;
import org.c3tl.backend.Backend;
import org.c3tl.backend.BackendException;
import org.c3tl.backend.BackendUnavailable;
import org.c3tl.backend.Batch;
import org.c3tl.backend.Dropout;
import org.c3tl.backend.Groups;
import org.c3tl.backend.Matrix;
import org.c3tl.backend.Parameter;
import org.c3tl.backend.Residual;
import org.c3tl.backend.Samples;

/**
 * Computes on a GPU. Everything is put into one stream and runs there in order; this side only waits for the loss and for
 * values that are asked for. Products are in single precision, as on the CPU: no TF32.
 */
public final class CudaBackend implements Backend {
  /** As in {@code kernels.cu}. */
  private static final int PART = 256;
  private static final int TILE = 32;
  private static final int LANES = 8;
  private static final int BLOCK = 256;

  private final Gpu gpu;
  private final Memory memory;
  private final Kernels kernels;
  private final cublasContext blas = new cublasContext();
  private final FloatPointer one = new FloatPointer(1f);
  private final FloatPointer zero = new FloatPointer(0f);
  private final long lossOnGpu;
  private CudaMatrix parts;
  private CudaMatrix weighted;
  private double divisor;

  private CudaBackend(Gpu gpu) {
    this.gpu = gpu;
    memory = new Memory(gpu);
    kernels = new Kernels(gpu);
    Status.blas(cublasCreate_v2(blas), "starting");
    Status.blas(cublasSetStream_v2(blas, gpu.stream()), "starting");
    lossOnGpu = memory.allocate(Double.BYTES);
  }

  /**
   * @return the backend on the first GPU; to be used and closed on this thread
   * @throws BackendUnavailable if there is no usable GPU, driver or toolkit
   */
  public static CudaBackend open() throws BackendUnavailable {
    Gpu gpu = Gpu.open();
    try {
      return new CudaBackend(gpu);
    } catch (BackendException e) {
      gpu.close();
      throw new BackendUnavailable(e.getMessage().replaceAll("\\.$", ""), e);
    }
  }

  @Override
  public String description() {
    return gpu.description();
  }

  @Override
  public Matrix matrix(int rows, int columns) {
    return new CudaMatrix(rows, columns, memory);
  }

  private static CudaMatrix on(Matrix m) {
    return (CudaMatrix) m;
  }

  @Override
  public Samples samples(float[][] values, float factor) {
    int columns = values.length == 0 ? 0 : values[0].length;
    long address = memory.allocate(4L * values.length * columns);
    memory.putRows(address, values, columns);
    return new CudaSamples(values.length, columns, factor, address, memory);
  }

  @Override
  public void gather(Samples samples, int[] rows, Matrix target) {
    CudaSamples all = (CudaSamples) samples;
    memory.room(rows.length);
    kernels.with(all.address()).with(memory.ring(rows, rows.length)).with(all.factor()).with(on(target)).with(rows.length)
        .with(all.columns()).overRows("gather", rows.length, all.columns());
  }

  /** cuBLAS takes matrices by columns: a row-major one is its transpose, and (ab)ᵀ = bᵀaᵀ. */
  private void multiply(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c, int m, int n, int k, float beta) {
    Status.blas(cublasSgemm_v2(blas, transposeB ? CUBLAS_OP_T : CUBLAS_OP_N, transposeA ? CUBLAS_OP_T : CUBLAS_OP_N, n, m, k, one,
        on(b).pointer(), b.columns(), on(a).pointer(), a.columns(), beta == 0 ? zero : one, on(c).pointer(), c.columns()),
        "multiplying");
  }

  @Override
  public void product(Matrix a, Matrix b, Matrix c, int used, float beta) {
    multiply(a, false, b, false, c, used, b.columns(), b.rows(), beta);
  }

  @Override
  public void productOfTransposed(Matrix a, Matrix b, Matrix c, int used, float beta) {
    multiply(a, true, b, false, c, a.columns(), b.columns(), used, beta);
  }

  @Override
  public void productWithTransposed(Matrix a, Matrix b, Matrix c, int used, float beta) {
    multiply(a, false, b, true, c, used, b.rows(), b.columns(), beta);
  }

  private Kernels withActivation(Kernels call, Activation f, Dropout dropout) {
    int code = switch (f) {
      case RELU -> 0;
      case GELU -> 1;
      case TANH -> 2;
    };
    return call.with(code).with(dropout.key()).with(dropout.rate() == 0 ? -1 : dropout.limit()).with(dropout.scale());
  }

  @Override
  public void activate(Matrix u, int n, Matrix bias, int[] biasRow, Activation f, Matrix slope, Dropout dropout) {
    memory.room(biasRow == null ? 0 : n);
    withActivation(kernels.with(on(u)).with(on(bias)).with(memory.ring(biasRow, n)).with(on(slope)), f, dropout).with(n)
        .with(u.columns()).overRows("activate", n, u.columns());
  }

  @Override
  public void activateSum(Matrix target, Batch batch, Matrix ofPerturbation, Matrix ofContext, Matrix bias, Activation f,
      Matrix slope, Dropout dropout) {
    int n = batch.rows();
    memory.room(2L * n);
    withActivation(kernels.with(on(target)).with(on(ofPerturbation)).with(memory.ring(batch.byPerturbation().ofRows(), n))
        .with(on(ofContext)).with(memory.ring(batch.context(), n)).with(on(bias)).with(on(slope)), f, dropout).with(n)
        .with(target.columns()).overRows("activateSum", n, target.columns());
  }

  @Override
  public void backActivate(Matrix d, int n, Matrix a, Matrix slope, float scale) {
    kernels.with(on(d)).with(on(a)).with(on(slope)).with(scale).with(n).with(d.columns()).overRows("backActivate", n, d.columns());
  }

  private static long size(Groups groups) {
    return 2L * groups.order().length + groups.count() + 1;
  }

  private Kernels withMembers(Kernels call, Groups groups) {
    return call.with(memory.ring(groups.starts(), groups.count() + 1)).with(memory.ring(groups.order(), groups.order().length));
  }

  private Kernels withGroupOfRows(Kernels call, Groups groups) {
    return call.with(memory.ring(groups.ofRows(), groups.order().length)).with(memory.ring(groups.starts(), groups.count() + 1));
  }

  @Override
  public void backMeans(Matrix ofGroups, Groups groups, int n, Matrix d, Matrix a, Matrix slope, float scale) {
    memory.room(size(groups));
    withGroupOfRows(kernels.with(on(ofGroups)), groups).with(on(d)).with(on(a)).with(on(slope)).with(scale).with(n)
        .with(d.columns()).overRows("backMeans", n, d.columns());
  }

  private void sums(Matrix a, Groups groups, boolean mean, Matrix out) {
    memory.room(size(groups));
    withMembers(kernels.with(on(a)), groups).with(mean ? 1 : 0).with(on(out)).with(groups.count()).with(a.columns())
        .overRows("sums", groups.count(), a.columns());
  }

  @Override
  public void sums(Matrix a, Groups groups, Matrix sums) {
    sums(a, groups, false, sums);
  }

  @Override
  public void means(Matrix a, Groups groups, Matrix means) {
    sums(a, groups, true, means);
  }

  @Override
  public void meansOfOthers(Matrix a, int n, Groups groups, Matrix sums, Matrix means) {
    sums(a, groups, false, sums);
    memory.room(size(groups));
    withGroupOfRows(kernels.with(on(a)).with(on(sums)), groups).with(on(means)).with(n).with(a.columns())
        .overRows("meansOfOthers", n, a.columns());
  }

  @Override
  public void addRow(Matrix a, int n, Matrix row, Matrix second) {
    kernels.with(on(a)).with(on(row)).with(on(second)).with(n).with(a.columns()).overRows("addRow", n, a.columns());
  }

  private static int parts(int n) {
    return (n + PART - 1) / PART;
  }

  private static int tiles(int width) {
    return (width + TILE - 1) / TILE;
  }

  /** A buffer of at least so many values, made larger where needed. */
  private CudaMatrix atLeast(CudaMatrix buffer, long values) {
    if (buffer != null && buffer.columns() >= values) {
      return buffer;
    }
    if (buffer != null) {
      buffer.close();
    }
    return new CudaMatrix(1, Math.toIntExact(values), memory);
  }

  private void totals(long ofParts, int count, long sums, int width) {
    kernels.with(ofParts).with(count).with(sums).with(width).launch("columnTotals", (width + BLOCK - 1) / BLOCK, 1, BLOCK, 1);
  }

  @Override
  public void columnSums(Matrix a, int n, Matrix sums) {
    int width = a.columns();
    parts = atLeast(parts, (long) parts(n) * width);
    kernels.with(on(a)).with(parts).with(n).with(width).launch("columnParts", tiles(width), parts(n), TILE, LANES);
    totals(parts.address(), parts(n), on(sums).address(), width);
  }

  @Override
  public void loss(Matrix out, Matrix x, Batch batch, Head head) {
    int n = batch.rows();
    int width = out.columns();
    Groups groups = batch.byPerturbation();
    long each = (long) parts(n) * width;
    parts = atLeast(parts, 3 * each + width);
    long squareParts = parts.address();
    long biasParts = squareParts + 4 * each;
    long gateParts = biasParts + 4 * each;
    long squares = gateParts + 4 * each;
    memory.room(size(groups) + 2L * n);
    if (head.residual() != Residual.OFF) {
      weighted = atLeast(weighted, (long) groups.count() * (width + 1));
      withMembers(kernels.with(on(x)).with(memory.ring(batch.reliability())), groups).with(weighted).with(groups.count())
          .with(width).overRows("weightedSums", groups.count(), width + 1);
    }
    int targets = batch.targets(head.leaveOneOut());
    divisor = (double) targets * width;
    CudaMatrix gate = head.gate() == null ? null : on(head.gate().value());
    withGroupOfRows(kernels.with(on(out)).with(on(x)).with(on(head.bias().value())).with(gate)
        .with(head.residual() == Residual.OFF ? null : weighted), groups).with(memory.ring(batch.weights()))
        .with(memory.ring(batch.reliability())).with(batch.targets()).with(head.leaveOneOut() ? 1 : 0)
        .with((float) (2.0 / divisor)).with(squareParts).with(biasParts).with(gate == null ? 0L : gateParts).with(n).with(width)
        .launch("loss", tiles(width), parts(n), TILE, LANES);
    totals(biasParts, parts(n), on(head.bias().gradient()).address(), width);
    if (gate != null) {
      totals(gateParts, parts(n), on(head.gate().gradient()).address(), width);
    }
    totals(squareParts, parts(n), squares, width);
    kernels.with(squares).with(lossOnGpu).with(width).launch("total", 1, 1, BLOCK, 1);
  }

  @Override
  public double lastLoss() {
    return memory.getDouble(lossOnGpu) / divisor;
  }

  @Override
  public void adam(Parameter parameter, Matrix mean, Matrix square, AdamStep step) {
    int length = mean.rows() * mean.columns();
    kernels.with(on(parameter.value())).with(on(parameter.gradient())).with(on(mean)).with(on(square)).with((float) step.beta1())
        .with((float) step.beta2()).with((float) (1 - step.beta1())).with((float) (1 - step.beta2())).with(step.epsilon())
        .with(step.size()).with(step.root()).with(step.keep()).with(length)
        .launch("adam", Math.min(2048, (length + BLOCK - 1) / BLOCK), 1, BLOCK, 1);
  }

  @Override
  public void close() {
    gpu.await();
    cublasDestroy_v2(blas);
    kernels.close();
    memory.close();
    gpu.close();
  }
}

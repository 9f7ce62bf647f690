package org.c3tl.backend.cuda;

import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cuModuleGetFunction;
import static org.bytedeco.cuda.global.cudart.cuModuleLoadData;
import static org.bytedeco.cuda.global.cudart.cuModuleUnload;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetNumSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTX;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTXSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetSupportedArchs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.c3tl.backend.BackendException;

/** The kernels of {@code kernels.cu}: compiled once per process for the GPU at hand, and launched with their arguments. */
final class Kernels implements AutoCloseable {
  private static final String SOURCE = "kernels.cu";
  private static final int MOST_ARGUMENTS = 32;
  private static final int SLOT = 8;
  /** Most blocks along a grid's second axis. */
  private static final int MOST_BLOCKS = 65535;

  private static final Map<Integer, byte[]> COMPILED = new ConcurrentHashMap<>();

  private final Gpu gpu;
  private final CUmod_st module = new CUmod_st();
  private final BytePointer image;
  private final Map<String, CUfunc_st> functions = new HashMap<>();
  private final BytePointer slots = new BytePointer((long) MOST_ARGUMENTS * SLOT);
  private final ByteBuffer values = slots.asByteBuffer().order(ByteOrder.nativeOrder());
  private final PointerPointer<Pointer> arguments = new PointerPointer<>(MOST_ARGUMENTS);
  private int used;

  Kernels(Gpu gpu) {
    this.gpu = gpu;
    byte[] compiled = COMPILED.computeIfAbsent(gpu.capability(), Kernels::compile);
    image = new BytePointer(compiled);
    Status.driver(cuModuleLoadData(module, image), "loading the kernels");
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      arguments.put(i, slots.getPointer((long) i * SLOT));
    }
  }

  /**
   * @param capability ten times the compute capability
   * @return machine code for it, or, where NVRTC is older than the GPU, PTX that the driver can translate
   */
  static byte[] compile(int capability) {
    int[] count = new int[1];
    Status.compiler(nvrtcGetNumSupportedArchs(count), "asking for its architectures");
    int[] known = new int[count[0]];
    Status.compiler(nvrtcGetSupportedArchs(known), "asking for its architectures");
    boolean exact = Arrays.stream(known).anyMatch(a -> a == capability);
    int architecture = Arrays.stream(known).filter(a -> a <= capability).max().orElse(capability);
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer source = new BytePointer(source()); BytePointer name = new BytePointer(SOURCE);
        BytePointer option = new BytePointer("--gpu-architecture=" + (exact ? "sm_" : "compute_") + architecture);
        PointerPointer<BytePointer> options = new PointerPointer<>(1); SizeTPointer size = new SizeTPointer(1)) {
      options.put(0, option);
      Status.compiler(nvrtcCreateProgram(program, source, name, 0, (PointerPointer<?>) null, null), "reading the kernels");
      int code = nvrtcCompileProgram(program, 1, options);
      if (code != 0) {
        Status.compiler(nvrtcGetProgramLogSize(program, size), "compiling the kernels");
        try (BytePointer log = new BytePointer(size.get())) {
          nvrtcGetProgramLog(program, log);
          throw new BackendException("NVRTC cannot compile the kernels: " + log.getString());
        }
      }
      Status.compiler(exact ? nvrtcGetCUBINSize(program, size) : nvrtcGetPTXSize(program, size), "compiling the kernels");
      try (BytePointer out = new BytePointer(size.get())) {
        Status.compiler(exact ? nvrtcGetCUBIN(program, out) : nvrtcGetPTX(program, out), "compiling the kernels");
        byte[] compiled = new byte[(int) size.get()];
        out.get(compiled);
        return compiled;
      }
    } finally {
      nvrtcDestroyProgram(program);
    }
  }

  private static String source() {
    try (InputStream in = Kernels.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next argument: an address, or 0 for none. */
  Kernels with(long address) {
    values.putLong(SLOT * used++, address);
    return this;
  }

  /** The next argument: a matrix, or null for none. */
  Kernels with(CudaMatrix matrix) {
    return with(matrix == null ? 0L : matrix.address());
  }

  /** The next argument: an int. */
  Kernels with(int value) {
    values.putInt(SLOT * used++, value);
    return this;
  }

  /** The next argument: a float. */
  Kernels with(float value) {
    values.putFloat(SLOT * used++, value);
    return this;
  }

  /** Launches a kernel whose threads stand for columns, with rows shared out over blocks, and forgets the arguments. */
  void overRows(String kernel, int rows, int columns) {
    int threads = 32;
    while (threads < columns && threads < 256) {
      threads *= 2;
    }
    launch(kernel, (columns + threads - 1) / threads, Math.min(rows, MOST_BLOCKS), threads, 1);
  }

  /** Launches a kernel and forgets the arguments. */
  void launch(String kernel, int gridX, int gridY, int blockX, int blockY) {
    CUfunc_st function = functions.computeIfAbsent(kernel, k -> {
      CUfunc_st f = new CUfunc_st();
      Status.driver(cuModuleGetFunction(f, module, k), "looking for the kernel " + k);
      return f;
    });
    used = 0;
    Status.driver(cuLaunchKernel(function, gridX, gridY, 1, blockX, blockY, 1, 0, gpu.stream(), arguments, null),
        "launching the kernel " + kernel);
  }

  @Override
  public void close() {
    cuModuleUnload(module);
    image.close();
    arguments.close();
    slots.close();
  }
}

package org.c3tl.backend.cuda;

import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static org.bytedeco.cuda.global.cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static org.bytedeco.cuda.global.cudart.CU_STREAM_DEFAULT;
import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetCount;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;
import static org.bytedeco.cuda.global.cudart.cuDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cuInit;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.Loader;
import org.c3tl.backend.BackendUnavailable;
import org.c3tl.backend.Backends;

/**
 * The first GPU that the driver shows ({@code CUDA_VISIBLE_DEVICES} decides which that is), its context, and a stream in which
 * everything happens in order.
 */
final class Gpu implements AutoCloseable {
  /** Older ones are for the build with ND4J's CUDA. */
  private static final int LEAST_CAPABILITY = 80;
  /** Major version of CUDA that this is written for. */
  private static final int VERSION = 13;

  /** Why the libraries cannot be loaded; null if not tried or loaded. */
  private static String missing;

  private final int device;
  private final String name;
  private final int capability;
  private final CUctx_st context = new CUctx_st();
  private final CUstream_st stream = new CUstream_st();

  private Gpu(int device, String name, int capability) {
    this.device = device;
    this.name = name;
    this.capability = capability;
  }

  static Gpu open() throws BackendUnavailable {
    loadLibraries();
    int code = cuInit(0);
    int[] count = new int[1];
    if (code == 0) {
      code = cuDeviceGetCount(count);
    }
    if (code != 0) {
      throw new BackendUnavailable("the NVIDIA driver says: " + Status.text(code), null);
    }
    if (count[0] == 0) {
      throw new BackendUnavailable("the NVIDIA driver shows no GPU (see CUDA_VISIBLE_DEVICES)", null);
    }
    int[] device = new int[1];
    Status.driver(cuDeviceGet(device, 0), "asking for the GPU");
    byte[] name = new byte[256];
    Status.driver(cuDeviceGetName(name, name.length, device[0]), "asking for the GPU's name");
    int capability = 10 * attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, device[0])
        + attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, device[0]);
    Gpu gpu = new Gpu(device[0], new String(name, StandardCharsets.UTF_8).split("\0", 2)[0], capability);
    if (capability < LEAST_CAPABILITY) {
      throw new BackendUnavailable("the " + gpu.name + " has compute capability " + capability / 10.0 + ", and 8.0 is needed "
          + "(c3tl built with -Pcuda11 is for older GPUs)", null);
    }
    gpu.begin();
    return gpu;
  }

  private static synchronized void loadLibraries() throws BackendUnavailable {
    if (!glue().startsWith(VERSION + ".")) {
      // The build for older GPUs brings glue of their version.
      throw new BackendUnavailable(Backends.NOT_BUILT + " " + VERSION, null);
    }
    if (missing == null) {
      try {
        Loader.load(cudart.class);
        Loader.load(cublas.class);
        Loader.load(nvrtc.class);
      } catch (UnsatisfiedLinkError e) {
        missing = reason(e);
      }
    }
    if (missing != null) {
      throw new BackendUnavailable(missing, null);
    }
  }

  /** Version of the presets, which begins with CUDA's; not their constant, which the compiler would copy. */
  private static String glue() {
    try {
      return String.valueOf(Loader.getVersion("org.bytedeco", "cuda"));
    } catch (IOException e) {
      return "unknown: " + e.getMessage();
    }
  }

  /** What the user must do about a library that the linker did not find. */
  private static String reason(UnsatisfiedLinkError e) {
    String natives = "/org/bytedeco/cuda/" + Loader.getPlatform() + "/" + System.mapLibraryName("jnicudart");
    if (cudart.class.getResource(natives) == null) {
      return Backends.NOT_BUILT + " for " + Loader.getPlatform();
    }
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String linker = String.valueOf(first.getMessage()).lines().findFirst().orElse("").replaceAll("^.*libjni\\w+\\.so: ", "");
    String needed = linker.contains("libcuda.so") ? "NVIDIA's driver, which machines without a GPU do not have"
        : "CUDA " + VERSION + " on the library path (module load cuda/" + VERSION + ", a container of CUDA " + VERSION
            + ", or LD_LIBRARY_PATH)";
    return "a library of CUDA cannot be loaded (" + linker + "); needed is " + needed;
  }

  private static int attribute(int which, int device) {
    int[] value = new int[1];
    Status.driver(cuDeviceGetAttribute(value, which, device), "asking for the GPU's capability");
    return value[0];
  }

  private void begin() {
    Status.driver(cuDevicePrimaryCtxRetain(context, device), "taking the GPU");
    Status.driver(cuCtxSetCurrent(context), "taking the GPU");
    Status.driver(cuStreamCreate(stream, CU_STREAM_DEFAULT), "opening a stream");
  }

  /** Such as {@code NVIDIA H200, CUDA 13.0}. */
  String description() {
    int[] version = new int[1];
    Status.driver(cuDriverGetVersion(version), "asking for the driver's version");
    return name + ", CUDA " + version[0] / 1000 + "." + version[0] % 1000 / 10;
  }

  /** Ten times the compute capability, such as 90. */
  int capability() {
    return capability;
  }

  CUstream_st stream() {
    return stream;
  }

  /** Waits until all that was begun is done. */
  void await() {
    Status.driver(cuStreamSynchronize(stream), "computing");
  }

  @Override
  public void close() {
    cuStreamDestroy(stream);
    cuDevicePrimaryCtxRelease(device);
  }
}

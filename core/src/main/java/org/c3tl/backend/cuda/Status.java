package org.c3tl.backend.cuda;

import static org.bytedeco.cuda.global.cublas.cublasGetStatusString;
import static org.bytedeco.cuda.global.cudart.CUDA_ERROR_OUT_OF_MEMORY;
import static org.bytedeco.cuda.global.cudart.cuGetErrorString;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetErrorString;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.c3tl.backend.BackendException;

/** Turns what the libraries return into exceptions. */
final class Status {
  private Status() { }

  /** Checks what the driver returned. */
  static void driver(int code, String doing) {
    if (code == CUDA_ERROR_OUT_OF_MEMORY) {
      throw new BackendException("The GPU's memory does not suffice (" + doing + "). Choose the device cpu, a smaller batch, or "
          + "a GPU that nobody else uses.");
    }
    if (code != 0) {
      throw new BackendException("CUDA failed while " + doing + ": " + text(code) + " (error " + code + ").");
    }
  }

  /** The driver's own words for a code. */
  static String text(int code) {
    try (PointerPointer<BytePointer> text = new PointerPointer<>(1)) {
      if (cuGetErrorString(code, text) != 0) {
        return "unknown error";
      }
      return text.get(BytePointer.class, 0).getString();
    }
  }

  /** Checks what cuBLAS returned. */
  static void blas(int code, String doing) {
    if (code != 0) {
      throw new BackendException("cuBLAS failed while " + doing + ": " + cublasGetStatusString(code).getString() + ".");
    }
  }

  /** Checks what NVRTC returned. */
  static void compiler(int code, String doing) {
    if (code != 0) {
      throw new BackendException("NVRTC failed while " + doing + ": " + nvrtcGetErrorString(code).getString() + ".");
    }
  }
}

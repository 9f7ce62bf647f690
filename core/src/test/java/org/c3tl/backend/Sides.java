package org.c3tl.backend;

import org.c3tl.backend.cuda.CudaBackend;
import org.c3tl.backend.nd4j.Nd4jBackends;
import org.junit.jupiter.api.Assumptions;

/** The sides that must do what the CPU does. */
public enum Sides {
  /** ND4J's operations, on what ND4J found. */
  ND4J {
    @Override
    public Backend open() {
      return Nd4jBackends.open();
    }
  },
  /** A GPU; tests skip where there is none, and fail with {@code -Dc3tl.gpu=required}. */
  CUDA {
    @Override
    public Backend open() {
      try {
        return CudaBackend.open();
      } catch (BackendUnavailable | LinkageError e) {
        if (System.getProperty("c3tl.gpu", "").equals("required")) {
          throw new AssertionError("the GPU that was promised cannot be used", e);
        }
        return Assumptions.abort("no GPU: " + e.getMessage());
      }
    }
  };

  /**
   * @return the backend; to be closed
   */
  public abstract Backend open();
}
